"""Why an opening is not proposed, in words: what it says against what somebody says.

勤務時間帯：夜勤必須 ⇔ 夜勤不可. Of who somebody is nothing can be said here, since nothing is known.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bansou.engines.matching.judging import Exclusion, why_not
from bansou.engines.matching.kinds import KIND_NAMES
from bansou.engines.matching.reasons import reason_of
from bansou.engines.matching.values import Opening, Seeker, WageRange

#: So many names of one side are told; of more it is told how many there are.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What codes are called; one without a label is called by itself.

    :ivar shifts: demands that speak of when somebody works
    """

    employment_types: Mapping[str, str] = field(default_factory=dict)
    licences: Mapping[str, str] = field(default_factory=dict)
    demands: Mapping[str, str] = field(default_factory=dict)
    accommodations: Mapping[str, str] = field(default_factory=dict)
    shifts: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """One hard condition that is not met, with what both sides say."""

    name: str
    opening: str
    seeker: str

    def __str__(self) -> str:
        return f"{self.name}：{self.opening} ⇔ {self.seeker}"


def why_not_in_words(
    seeker: Seeker, opening: Opening, labels: Labels | None = None
) -> tuple[Clash, ...]:
    """Every hard condition that stands between them, each with the figures of both sides."""
    return tuple(clash_of(one, seeker, opening, labels) for one in why_not(seeker, opening))


def clash_of(
    exclusion: Exclusion, seeker: Seeker, opening: Opening, labels: Labels | None = None
) -> Clash:
    """What both sides say to a condition that is not met between them."""
    return _SAYING[exclusion.code](exclusion.item, seeker, opening, labels or Labels())


def _area(item: str, seeker: Seeker, _opening: Opening, _labels: Labels) -> Clash:
    return Clash(reason_of("area").name, item, _only(seeker.areas or (), {}))


def _employment_type(item: str, seeker: Seeker, _opening: Opening, labels: Labels) -> Clash:
    names = labels.employment_types
    accepted = _only(seeker.employment_types or (), names)
    return Clash(reason_of("employment_type").name, names.get(item, item), accepted)


def _hourly(_item: str, seeker: Seeker, opening: Opening, _labels: Labels) -> Clash:
    return Clash("時給", _paid(opening.hourly), _from(seeker.hourly_floor))


def _monthly(_item: str, seeker: Seeker, opening: Opening, _labels: Labels) -> Clash:
    return Clash("月給", _paid(opening.monthly), _from(seeker.monthly_floor))


def _licence(item: str, seeker: Seeker, _opening: Opening, labels: Labels) -> Clash:
    held = (seeker.holds or frozenset()) | seeker.acquiring
    said = "持っている資格はない"
    if held:
        said = f"持っているか受講中なのは{_listed(held, labels.licences)}"
    return Clash(reason_of("licence").name, f"{labels.licences.get(item, item)}必須", said)


def _demand(item: str, _seeker: Seeker, _opening: Opening, labels: Labels) -> Clash:
    name = "勤務時間帯" if item in labels.shifts else reason_of("demands").name
    said = labels.demands.get(item, item)
    return Clash(name, f"{said}必須", f"{said}不可")


def _accommodation(item: str, _seeker: Seeker, _opening: Opening, labels: Labels) -> Clash:
    said = labels.accommodations.get(item, item)
    return Clash(reason_of("accommodations").name, f"「{said}」はできない", f"「{said}」が必要")


def _limit(item: str, _seeker: Seeker, _opening: Opening, _labels: Labels) -> Clash:
    return Clash(reason_of("limit").name, f"「{item}」に当たる人だけ", "当たらない")


def _kind(item: str, seeker: Seeker, _opening: Opening, _labels: Labels) -> Clash:
    wished = _only(seeker.kinds or (), KIND_NAMES)
    return Clash(reason_of("kind").name, KIND_NAMES.get(item, item), wished)


type _Saying = Callable[[str, Seeker, Opening, Labels], Clash]
_SAYING: Mapping[str, _Saying] = {
    "area": _area,
    "kind": _kind,
    "employment_type": _employment_type,
    "hourly": _hourly,
    "monthly": _monthly,
    "licence": _licence,
    "demand": _demand,
    "accommodation": _accommodation,
    "limit": _limit,
}


def _paid(pay: WageRange | None) -> str:
    if pay is None:
        return "未確認"
    if pay.lowest == pay.highest:
        return f"{pay.highest:,}円"
    return f"{pay.lowest:,}～{pay.highest:,}円"


def _from(floor: int | None) -> str:
    return "未確認" if floor is None else f"{floor:,}円以上"


def _only(keys: Iterable[str], names: Mapping[str, str]) -> str:
    said = _listed(keys, names)
    return f"{said}だけ" if said else "どれも受けない"


def _listed(keys: Iterable[str], names: Mapping[str, str]) -> str:
    said = sorted(names.get(one, one) for one in keys)
    more = f"など{len(said)}個" if len(said) > _SHOWN else ""
    return "、".join(said[:_SHOWN]) + more
