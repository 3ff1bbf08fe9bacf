"""Where bars end on the one scale from 0 to 200 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from bansou.commons.figures import Figure, rate_of

SCALE_END = Decimal(200)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `rate` in percent of the target, None where target or actual is missing."""

    rate: Decimal | None
    is_met: bool

    @property
    def kind(self) -> str:
        if self.rate is None:
            return "unknown"
        return "met" if self.is_met else "under"

    @property
    def is_cut(self) -> bool:
        """Tell whether the bar runs past the end of the scale; its number says the rest."""
        return self.rate is not None and self.rate > SCALE_END

    @property
    def length(self) -> str:
        """How far the bar reaches, in percent of the drawing's width."""
        share = min(self.rate or Decimal(0), SCALE_END) / SCALE_END * 100
        return f"{share.quantize(Decimal('0.01')).normalize():f}%"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in a chart: its name opens the acts counted, its definition in one line."""

    name: str
    target: Figure | None
    actual: Figure | None
    unit: str
    url: str = ""
    definition: str = ""
    place: str = ""

    @property
    def rate(self) -> Decimal | None:
        return rate_of(self.actual, self.target)

    @property
    def bar(self) -> Bar:
        """1,999 of 2,000 prints as 100.0％ and is still under target."""
        if self.target is None or self.actual is None:
            return Bar(None, is_met=False)
        return Bar(self.rate, is_met=Fraction(self.actual) >= Fraction(self.target))

    @property
    def standing(self) -> str:
        """What the rate means, in a word: 達成, 未達, or which of the two numbers is missing."""
        if self.actual is None:
            return _("記録待ち")
        if self.target is None:
            return _("目標なし")
        return _("達成") if self.bar.is_met else _("未達")


def any_cut(rows: Sequence[Row]) -> bool:
    """Tell whether the legend has to explain the double cut."""
    return any(row.bar.is_cut for row in rows)
