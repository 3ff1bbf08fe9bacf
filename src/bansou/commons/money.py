"""Money is a whole number of yen; 千円 and 億円 exist only where it is shown or typed.

Shown amounts are rounded half up (四捨五入), each for itself: the rounded parts of a sum need not
add up to the rounded sum. Nothing is computed from a rounded amount.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.figures import half_up

THOUSAND = 1_000
HUNDRED_MILLION = 100_000_000
MOST = 10**15
"""Above any budget, and within what a database column for money holds."""


class UnreadableAmount(Refusal):
    """A text is not an amount of money; the subclasses say why where that is known."""

    code = "commons.unreadable_amount"
    message = _("「%(text)s」は金額として読めません。%(example)sのように書いてください。")


class MissingAmount(UnreadableAmount):
    """Nothing was written."""

    code = "commons.missing_amount"
    message = _("金額を入れてください。例　8,500千円")


class NegativeAmount(UnreadableAmount):
    """Amounts that people enter are never below zero."""

    code = "commons.negative_amount"
    message = _("「%(text)s」は0円より少ない金額です。0円以上で入れてください。")


class FractionOfYen(UnreadableAmount):
    """The amount does not come out at whole yen."""

    code = "commons.fraction_of_yen"
    message = _("「%(text)s」には1円より小さい端数があります。1円の単位で入れてください。")


class AmountTooLarge(UnreadableAmount):
    """More than any budget."""

    code = "commons.amount_too_large"
    message = _("「%(text)s」は大きすぎます。けた数と単位を確かめてください。")


def yen(amount: int) -> str:
    """Write an amount in full: 8,500,000円; below zero △500円."""
    return _written(f"{abs(amount):,}円", amount < 0)


def in_thousands(amount: int) -> str:
    """Write an amount in 千円, rounded half up: 8,500千円."""
    rounded = half_up(amount, THOUSAND)
    return _written(f"{abs(rounded):,}千円", rounded < 0)


def in_hundred_millions(amount: int) -> str:
    """Write an amount in 億円 with one decimal, rounded half up: 17.6億円."""
    rounded = half_up(amount, HUNDRED_MILLION // 10)
    whole, tenth = divmod(abs(rounded), 10)
    return _written(f"{whole:,}.{tenth}億円", rounded < 0)


def _written(amount: str, is_negative: bool) -> str:
    return f"△{amount}" if is_negative else amount


_UNITS = {
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
    "": 1,
}
_LONGEST = 40
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?"
_UNIT = f"({'|'.join(unit for unit in _UNITS if unit)})"
_PART = re.compile(f"{_NUMBER}{_UNIT}?")
# Only the last part may stand without a unit; otherwise a row of digits could be cut anywhere.
_AMOUNT = re.compile(
    rf"(?P<minus>[-−△▲])?[¥\\]?(?P<parts>(?:{_NUMBER}{_UNIT})*{_NUMBER}{_UNIT}?)円?"
)


def parse_yen(text: str, *, example: str = "8500000、8,500,000円、8,500千円") -> int:
    """Read an amount as people write it: 8500000, １，２００円, 8,500千円, 17.6億円, 3億5千万円.

    :param example: of the amounts that are asked for, to show where one cannot be read
    :raises UnreadableAmount: one of its subclasses where it is known what is wrong
    """
    shown = text.strip()[:_LONGEST]
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if not folded:
        raise MissingAmount()
    found = _AMOUNT.fullmatch(folded) if len(folded) <= _LONGEST else None
    amount = found and _sum_of(_PART.findall(found["parts"]), shown)
    if not found or amount is None:
        raise UnreadableAmount(text=shown, example=example)
    if found["minus"] and amount:
        raise NegativeAmount(text=shown)
    if amount > MOST:
        raise AmountTooLarge(text=shown)
    return amount


def _sum_of(parts: list[tuple[str, str, str]], shown: str) -> int | None:
    """Add up parts such as 3億 and 5千万; nothing where their units do not fall."""
    total, last_unit = 0, MOST
    for whole, decimals, unit_name in parts:
        unit = _UNITS[unit_name]
        if unit >= last_unit:
            return None
        amount, remainder = divmod(
            int(whole.replace(",", "") + decimals) * unit, 10 ** len(decimals)
        )
        if remainder:
            raise FractionOfYen(text=shown)
        total, last_unit = total + amount, unit
    return total
