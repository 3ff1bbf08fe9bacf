"""When a record's time is over, from plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """For how many years a class of records is kept, from a day on."""

    record_class: str
    years: int
    valid_from: date


def in_force(periods: Iterable[Period], day: date) -> dict[str, Period]:
    """Of each class the period that holds on a day."""
    found: dict[str, Period] = {}
    for one in sorted(periods, key=lambda period: period.valid_from):
        if one.valid_from <= day:
            found[one.record_class] = one
    return found


def kept_until(closed_on: date, years: int) -> date:
    """The last day of a period of so many years, which begins on the day after the closing's fiscal year.

    Records of a fiscal year are kept together, as an office's files are (文書の保存期間の起算日).
    """
    first = closed_on.year if closed_on.month > 3 else closed_on.year - 1
    return date(first + 1 + years, 3, 31)


def closed_before(day: date, years: int) -> date:
    """A case is due on a day if it was closed on or before the day returned."""
    first = day.year if day.month > 3 else day.year - 1
    return date(first - years, 3, 31)
