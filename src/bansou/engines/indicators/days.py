"""Calendar arithmetic that counting needs: fiscal years and calendar months."""

from calendar import monthrange
from datetime import date


def fiscal_year_starts_on(year: int) -> date:
    """Give 1 April of a fiscal year."""
    return date(year, 4, 1)


def fiscal_year_ends_on(year: int) -> date:
    """Give 31 March, the last day of a fiscal year."""
    return date(year + 1, 3, 31)


def months_after(day: date, months: int) -> date:
    """Go forward by calendar months; a month that is too short gives its last day.

    31 August and six months is 28 (or 29) February; 29 February and twelve is 28 February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
