"""Decisions about accounts from plain values."""

from datetime import date, datetime


def is_live(
    opened_at: datetime | None, closed_at: datetime | None, until_on: date | None, day: date
) -> bool:
    """Tell whether an account lets its user in on a day; the last day is included."""
    return bool(opened_at and not closed_at and until_on and day <= until_on)
