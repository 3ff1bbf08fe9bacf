"""What two targets imply: how many of the one's people are expected to come as far as the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.figures import half_up
from bansou.evidence.indicators.queries import Reading
from bansou.grants.casebook.library import published

_MOST = 8


@dataclass(frozen=True, slots=True)
class Conversion:
    """So many of so many: 280人のうち…, with whose numbers they are."""

    whose: str
    part: int
    whole: int
    label: str
    out_of: str

    @property
    def percent(self) -> str:
        """50％, or 8.2％ where it is no whole number."""
        tenths = half_up(self.part * 1000, self.whole)
        return f"{tenths // 10}％" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}％"


def implied(
    found: Sequence[Reading], indicator: str, typed: Fraction | None = None
) -> list[Conversion]:
    """What the targets imply that the indicator has a part in, with the value just typed."""
    by_name = {reading.definition.id: reading for reading in found}
    targets = {name: reading.target for name, reading in by_name.items()}
    if typed is not None:
        targets[indicator] = typed
    hints = found[0].scheme.targets if found else ()
    pairs = [
        (hint.indicator, hint.out_of)
        for hint in hints
        if hint.out_of and indicator in (hint.indicator, hint.out_of)
    ]
    return [
        Conversion(
            whose=_("この目標"),
            part=int(targets[name] or 0),
            whole=int(targets[of] or 0),
            label=by_name[name].definition.label,
            out_of=by_name[of].definition.label,
        )
        for name, of in pairs
        if name in by_name and of in by_name and targets[name] and targets[of]
    ]


def reached_elsewhere() -> list[Conversion]:
    """What published cases reached; their definitions differ."""
    told: list[Conversion] = []
    for one in published()[:100]:
        told += [
            Conversion(
                whose=f"{one.body}　{one.name}",
                part=it["actual"][0],
                whole=it["actual"][1],
                label=it["label"],
                out_of=it["out_of"],
            )
            for it in _conversions(one.content)
            if it["actual"][0] is not None and it["actual"][1]
        ]
    return told[:_MOST]


def _conversions(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    kept: Sequence[Mapping[str, Any]] = content.get("conversions", ())
    return kept
