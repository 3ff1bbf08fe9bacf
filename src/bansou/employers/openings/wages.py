"""Wages that are too low by law, and wages that look like a slip of the pen."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.money import yen as written
from bansou.employers.openings.models import Opening

_Kind = Opening.WageKind
#: Outside of these somebody is asked whether it is meant. No law says so: nothing is refused by it.
_LIKELY = {
    _Kind.HOURLY: (500, 10_000),
    _Kind.DAILY: (3_000, 100_000),
    _Kind.MONTHLY: (50_000, 2_000_000),
    _Kind.YEARLY: (500_000, 30_000_000),
}


class BelowMinimumWage(Refusal):
    """Less an hour than the minimum wage that the office has entered."""

    code = "employers.below_minimum_wage"
    message = _(
        "時給%(yen)sは、最低賃金（時給%(least)s）を下回っています。金額を確かめてください。"
    )


class WageUnlikely(Refusal):
    """A wage that nobody is likely to mean; it is taken once somebody says that it is meant."""

    code = "employers.wage_unlikely"
    message = _(
        "%(kind)s%(yen)sは、けた数か賃金の形がちがうかもしれません。"
        "正しいときは、「この賃金でまちがいない」に印を付けて、もう一度送ってください。"
    )


def refuse_below_minimum(kind: str, yen: int | None, minimum: int | None) -> None:
    """Refuse an hourly wage below the minimum; other wages say nothing of an hour.

    :param minimum: None where the office has not entered one
    :raises BelowMinimumWage: it is
    """
    if kind == _Kind.HOURLY and yen and minimum and yen < minimum:
        raise BelowMinimumWage(yen=written(yen), least=written(minimum), field="wage_from_yen")


def refuse_unlikely(kind: str, yen: int | None) -> None:
    """Ask once more about a wage far outside of what is paid.

    :raises WageUnlikely: it is
    """
    if not (kind and yen):
        return
    least, most = _LIKELY[_Kind(kind)]
    if not least <= yen <= most:
        raise WageUnlikely(kind=_Kind(kind).label, yen=written(yen), field="wage_is_meant")
