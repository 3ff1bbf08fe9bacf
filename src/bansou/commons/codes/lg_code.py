"""全国地方公共団体コード: five digits (prefecture and body) and a check digit."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.digits import WrongNumber, read_digits

LENGTH = 6
_WEIGHTS = (6, 5, 4, 3, 2)


class WrongLgCode(WrongNumber):
    """The check digit does not fit: a digit was mistyped or two were swapped."""

    code = "commons.wrong_lg_code"
    message = _(
        "「%(text)s」は団体コードではありません。全国地方公共団体コードの6けたを、もう一度見くらべてください。"
    )


def check_digit(body: str) -> str:
    """Give the sixth digit for the first five."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return str((11 - total % 11) % 10)


def complete(body: str) -> str:
    """Add the check digit to a code of five digits: 01213 becomes 012131."""
    return body + check_digit(body)


def parse_lg_code(text: str) -> str:
    """Read a code of six digits, or complete one of five, as tables often have it.

    :raises WrongNumber: one of its subclasses says what is wrong
    """
    digits = read_digits(text, LENGTH, also=LENGTH - 1)
    completed = complete(digits[: LENGTH - 1])
    if not completed.startswith(digits):
        raise WrongLgCode(text=digits)
    return completed
