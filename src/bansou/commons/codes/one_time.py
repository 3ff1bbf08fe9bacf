"""One-time codes of letters: digits alone, since they are read off paper and typed on a telephone."""

import secrets
import unicodedata
from datetime import datetime

from django.utils.crypto import salted_hmac

DIGITS = 12
_GROUP = 4


def new_code() -> str:
    """A code that nobody can guess."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def written_code(digits: str) -> str:
    """A code as the letter has it: 4821-0937-5560."""
    return "-".join(digits[i : i + _GROUP] for i in range(0, len(digits), _GROUP))


def typed_code(text: str) -> str:
    """The digits of a code however it was typed: full width, with spaces or with hyphens."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


def digest_of(code: str) -> str:
    """What is kept of a code; without the installation's secret nobody can try codes against it."""
    return salted_hmac("one-time codes", typed_code(code), algorithm="sha256").hexdigest()


def still_opens(expires_at: datetime | None, failures: int, at: datetime, most: int) -> bool:
    """Tell whether a code can be used at a moment, after so many wrong second answers."""
    return expires_at is not None and at <= expires_at and failures < most
