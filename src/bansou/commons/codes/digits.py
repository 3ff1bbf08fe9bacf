"""Reading a number of fixed length that somebody typed or pasted."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class WrongNumber(Refusal):
    """What was typed is not such a number."""

    code = "commons.wrong_number"
    message = _("数字だけで入れてください。")


class MissingNumber(WrongNumber):
    """Nothing was typed."""

    code = "commons.missing_number"
    message = _("%(expected)sけたの番号を入れてください。")


class WrongLength(WrongNumber):
    """Digits are missing or too many."""

    code = "commons.wrong_length"
    message = _("%(expected)sけたで入れてください。いまは%(length)sけたです。")


_IGNORED = re.compile(r"[\s‐‑–—−\-]")


def read_digits(text: str, expected: int, *, also: int | None = None) -> str:
    """Give the digits that were meant, half width; spaces and hyphens between them are left out.

    :param also: a second length that is right too
    :raises WrongNumber: one of its subclasses where it is known what is wrong
    """
    digits = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        raise MissingNumber(expected=expected)
    if not (digits.isascii() and digits.isdigit()):
        raise WrongNumber()
    if len(digits) not in (expected, also):
        raise WrongLength(expected=expected, length=len(digits))
    return digits
