"""What is paid to people (給付): stipends for attended days, travel; prices and ceilings by date.

Amounts are what an office has decided. A benefit without a price on a day pays nothing on it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from bansou.engines.indicators.grammar import Said, Text
from bansou.schemes.basis import Dated, Key, Shape

BenefitKind = Literal["stipend", "travel"]
BenefitPart = Literal["training", "experience", "other"]
SameDay = Literal["refuse", "warn"]
ExperienceKind = Literal["visit", "trial"]
#: More than any benefit pays; a zero too many is noticed.
MOST_YEN = 10_000_000
Yen = Annotated[StrictInt, Field(ge=1, le=MOST_YEN)]
Hours = Annotated[StrictInt, Field(ge=1, le=24)]

BENEFIT_KINDS: dict[BenefitKind, str] = {"stipend": "給付金", "travel": "交通費"}
BENEFIT_PARTS: dict[BenefitPart, str] = {
    "training": "受講",
    "experience": "職場体験",
    "other": "そのほか",
}


class UnitPrice(Dated):
    """So many yen for one attended day, from a day until a day (both included)."""

    yen: Yen


class Benefit(Dated):
    """One benefit of a programme.

    :param part: attended days of which part it is paid for; lists of payments are told apart by it
    :param basis: the law, guideline or decision on which it rests
    :param budget: the budget line from which it is paid
    :param prices: of a stipend, for each attended day; none: the office has not decided yet
    :param experiences: whether trials at a workplace are paid for, visits, or both
    :param minimum_hours: a day counts if it had so many hours
    :param ceiling_day: at most so many yen to one person a day; likewise a month and a fiscal year
    :param needs_receipt: a trip is paid against the number of its receipt
    :param not_with: benefits that nobody gets for the same day as this one
    :param redress: how one objects to a decision (教示), as the office words it; none: not printed
    """

    key: Key
    label: Text
    kind: BenefitKind
    part: BenefitPart
    basis: Text
    budget: Text
    prices: tuple[UnitPrice, ...] = ()
    experiences: tuple[ExperienceKind, ...] = ("trial",)
    minimum_hours: Hours | None = None
    ceiling_day: Yen | None = None
    ceiling_month: Yen | None = None
    ceiling_year: Yen | None = None
    needs_receipt: StrictBool = False
    not_with: tuple[Key, ...] = ()
    note: Said = ""
    redress: Said = ""

    @property
    def part_label(self) -> str:
        """受講, 職場体験 or そのほか."""
        return BENEFIT_PARTS[self.part]

    def is_priced_on(self, day: date) -> bool:
        """Tell whether the office has said what it pays then: for a day, or up to what for trips."""
        return bool(self.price_on(day) if self.kind == "stipend" else self.ceiling_day)

    def price_on(self, day: date) -> int | None:
        """Yen for a day attended then; None where no price is in force."""
        return next((price.yen for price in self.prices if price.holds_on(day)), None)


class OtherBenefit(Shape):
    """What people may get from elsewhere (ほかの給付), entered by hand.

    :param same_day: whether it keeps our benefits from being paid for its days, or only warns
    """

    key: Key
    label: Text
    same_day: SameDay
