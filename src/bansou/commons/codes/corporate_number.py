"""法人番号: thirteen digits, the check digit first."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.digits import WrongNumber, read_digits

LENGTH = 13


class WrongCorporateNumber(WrongNumber):
    """The check digit does not fit: a digit was mistyped or two were swapped."""

    code = "commons.wrong_corporate_number"
    message = _(
        "「%(text)s」は法人番号ではありません。国税庁の法人番号公表サイトの13けたと見くらべてください。"
    )


def check_digit(body: str) -> str:
    """Give the first digit for the twelve that follow it."""
    if len(body) != LENGTH - 1:
        raise ValueError(f"twelve digits follow the check digit, not {len(body)}")
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(body)))
    return str(9 - total % 9)


def parse_corporate_number(text: str) -> str:
    """Read a number as typed or pasted, also with the T of an invoice number before it.

    :raises WrongNumber: one of its subclasses says what is wrong
    """
    digits = read_digits(text.strip().removeprefix("T").removeprefix("Ｔ"), LENGTH)
    if digits[0] != check_digit(digits[1:]):
        raise WrongCorporateNumber(text=digits)
    return digits


def of_local_government(lg_code: str) -> str:
    """Give the number of a prefecture or municipality; it follows from its code of six digits."""
    body = "000020" + lg_code
    return check_digit(body) + body
