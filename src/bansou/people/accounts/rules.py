"""Decisions about accounts from plain values: what a code looks like, and whether it still opens."""

import unicodedata
from datetime import date, datetime

#: A code is read off paper and typed on a telephone: digits alone, in groups of four.
DIGITS = 12
_GROUP = 4


def written_code(digits: str) -> str:
    """A code as the letter has it: 4821-0937-5560."""
    return "-".join(digits[i : i + _GROUP] for i in range(0, len(digits), _GROUP))


def typed_code(text: str) -> str:
    """The digits of a code however it was typed: full width, with spaces or with hyphens."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


def still_opens(expires_at: datetime | None, failures: int, at: datetime, most: int) -> bool:
    """Tell whether a code can be used at a moment, after so many wrong birth dates."""
    return expires_at is not None and at <= expires_at and failures < most


def is_live(
    opened_at: datetime | None, closed_at: datetime | None, until_on: date | None, day: date
) -> bool:
    """Tell whether an account lets its user in on a day; the last day is included."""
    return bool(opened_at and not closed_at and until_on and day <= until_on)
