"""Decisions about cases from plain values."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

#: What people type between the parts of a number.
_BETWEEN = re.compile(r"[\s‐‑‒–—―−ー\-]+")


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


def household_answer(confirmed_on: date | None, denied_on: date | None) -> str:
    """Whether it is an 8050 household: yes, no, or unknown where nobody has made sure."""
    if confirmed_on:
        return "yes"
    return "no" if denied_on else "unknown"


def stalled_since(today: date, days: int) -> date:
    """The day on or before which a last contact means that contact has broken off."""
    return today - timedelta(days=days)


def next_case_number(fiscal_year: int, used: Iterable[str]) -> str:
    """The next number of a fiscal year: 2026-001, 2026-002 … (numbers of other forms are left alone)."""
    prefix = f"{fiscal_year}-"
    rests = [number.removeprefix(prefix) for number in used if number.startswith(prefix)]
    return f"{prefix}{max((int(r) for r in rests if r.isdigit()), default=0) + 1:03d}"


def pattern_of_number(asked: str) -> str:
    """What matches the case numbers that somebody means who types `asked`; case does not matter.

    Zeros before a number may be missing or too many, and a space may stand for the hyphen: t8-11
    and Ｔ８　１１ mean T8-00011, and not T8-00110. PostgreSQL and Python read the pattern alike.
    """
    return f"(^|[^0-9]){_meant(asked)}($|[^0-9])"


def pattern_of_whole_number(asked: str) -> str:
    """The same where somebody names one case: t8-11 means T8-00011, and not XT8-00011."""
    return f"^{_meant(asked)}$"


def _meant(asked: str) -> str:
    text = _BETWEEN.sub("-", unicodedata.normalize("NFKC", asked).strip())
    return "".join(
        "0*" + (part.lstrip("0") or "0") if part.isdigit() else re.escape(part)
        for part in re.findall(r"[0-9]+|[^0-9]+", text)
    )
