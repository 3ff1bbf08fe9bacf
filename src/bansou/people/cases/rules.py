"""Decisions about cases from plain values."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol


class Period(Protocol):
    """Something with a first day and perhaps a last one."""

    from_on: date
    until_on: date | None


def is_within_enrolment(enrolments: Iterable[Period], day: date) -> bool:
    """Tell whether some enrolment covers `day`, both ends included."""
    return any(e.from_on <= day <= (e.until_on or date.max) for e in enrolments)


def overlaps(periods: Iterable[Period], from_on: date, until_on: date | None) -> bool:
    """Tell whether a time from `from_on` to `until_on` meets any of the periods."""
    end = until_on or date.max
    return any(p.from_on <= end and from_on <= (p.until_on or date.max) for p in periods)


def stalled_since(today: date, days: int) -> date:
    """The day on or before which a last contact means that contact has broken off."""
    return today - timedelta(days=days)


def next_case_number(fiscal_year: int, used: Iterable[str]) -> str:
    """The next number of a fiscal year: 2026-001, 2026-002 … (numbers of other forms are left alone)."""
    prefix = f"{fiscal_year}-"
    rests = [number.removeprefix(prefix) for number in used if number.startswith(prefix)]
    return f"{prefix}{max((int(r) for r in rests if r.isdigit()), default=0) + 1:03d}"
