"""Reasons, exclusions and states in words: what the person said beside what the opening says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.codes.industries import Industry
from bansou.commons.codes.occupations import Occupation
from bansou.commons.money import yen
from bansou.desks.shared.openings import hours_in_words, wage_in_words
from bansou.desks.shared.parts import Chip
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.models import Accommodation, Demand, Opening
from bansou.engines import matching
from bansou.engines.matching import (
    Exclusion,
    Labels,
    Seeker,
    Side,
    clash_of,
    reasons_of,
    side_of,
)
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.queries import PROPOSED, STALE
from bansou.placement.matching.rules import POLICY

#: What each reason is called, by the engine's table and in its order.
REASONS = {one.code: gettext_lazy(one.name) for one in reasons_of(POLICY.version)}
#: Demands that speak of when somebody works.
_SHIFTS = frozenset(
    {
        Demand.NIGHTS,
        Demand.EARLY_MORNINGS,
        Demand.SATURDAYS,
        Demand.SUNDAYS,
        Demand.ROTATING_SHIFTS,
        Demand.OVERTIME,
    }
)
_VERDICTS = {
    "match": (gettext_lazy("一致"), "good", "tick"),
    "talk": (gettext_lazy("相談"), "warn", "warning"),
    "unknown": (gettext_lazy("未確認"), "quiet", "minus"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reason as a row of the table."""

    chip: Chip
    name: str
    wished: str
    offered: str
    points: int
    side: Side


@dataclass(frozen=True, slots=True)
class Group:
    """The reasons of one side under their sum; the two sums are the score."""

    heading: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Words:
    """The organisation's own names of employment types and qualifications."""

    types: Mapping[str, str]
    qualifications: Mapping[str, str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Words":
        return cls(vocabulary.choices("employment_types"), vocabulary.choices("qualifications"))

    def labels(self) -> Labels:
        """What the engine's codes are called."""
        return Labels(
            employment_types=self.types,
            licences=self.qualifications,
            demands=dict(Demand.choices),
            accommodations=dict(Accommodation.choices),
            shifts=_SHIFTS,
        )


def lines_of(
    terms: Iterable[Mapping[str, Any]], wish: WorkWish | None, opening: Opening, words: Words
) -> list[Line]:
    """The table of a pair: each reason with what both sides say."""
    wished = wished_in_words(wish, words) if wish else {}
    offered = offered_in_words(opening, words)
    return [
        Line(
            verdict_chip(term["verdict"]),
            str(REASONS[term["code"]]),
            wished.get(term["code"], "") or _("未確認"),
            offered[term["code"]] or _("未確認"),
            term["points"],
            side_of(term["code"]),
        )
        for term in terms
    ]


def groups_of(lines: Iterable[Line]) -> list[Group]:
    """The table in two: what the person wishes for, and what the work asks."""
    of_person = [line for line in lines if line.side is Side.SEEKER]
    of_work = [line for line in lines if line.side is Side.EMPLOYER]
    most = POLICY.most - POLICY.employers_most
    return [
        Group(
            _("本人の希望から　%(points)s点（%(most)s点中）")
            % {"points": sum(line.points for line in of_person), "most": most},
            of_person,
        ),
        Group(
            _("仕事の求めから　%(points)s点（%(most)s点中）")
            % {"points": sum(line.points for line in of_work), "most": POLICY.employers_most},
            of_work,
        ),
    ]


def tally_of(lines: Iterable[Line]) -> list[Chip]:
    """一致 5, 相談 1, 未確認 2."""
    counts: dict[str, list[Line]] = {}
    for line in lines:
        counts.setdefault(line.chip.text, []).append(line)
    return [
        Chip(f"{word} {len(counts[str(word)])}", kind, icon)
        for word, kind, icon in _VERDICTS.values()
        if str(word) in counts
    ]


def verdict_chip(verdict: str) -> Chip:
    """The word and the shape of a verdict."""
    word, kind, icon = _VERDICTS[verdict]
    return Chip(str(word), kind, icon)


def wished_in_words(wish: WorkWish, words: Words) -> dict[str, str]:
    """What somebody says to each reason; nothing where nobody has asked."""
    return {
        "occupation": listed(wish.occupations, dict(Occupation.choices)),
        "industry": listed(wish.industries, dict(Industry.choices)),
        "licence": _("保有資格をすべて確かめた") if wish.are_licences_told else "",
        "area": listed(wish.areas, {}),
        "wage": floors_in_words(wish),
        "employment_type": listed(wish.employment_types, words.types),
        "hours": wished_hours(wish),
        "demands": listed(wish.refuses, dict(Demand.choices), _("できないことは特にない")),
        "accommodations": listed(wish.needs, dict(Accommodation.choices), _("特にいらない")),
    }


def wish_facts(wish: WorkWish, words: Words) -> list[tuple[str, str]]:
    """Everything that is on record of somebody's wishes, and what nobody has asked yet."""
    wished = wished_in_words(wish, words)
    names = {
        **REASONS,
        "demands": _("できないこと"),
        "accommodations": _("必要な配慮"),
    }
    return [(str(names[code]), said or _("未確認")) for code, said in wished.items()]


def offered_in_words(opening: Opening, words: Words) -> dict[str, str]:
    """What an opening says to each reason; nothing where it is not known."""
    return {
        "occupation": str(opening.get_occupation_group_display()),
        "industry": str(dict(Industry.choices).get(opening.company.industry, "")),
        "licence": listed(opening.licences, words.qualifications, _("資格はいらない")),
        "area": opening.area,
        "wage": wage_in_words(opening),
        "employment_type": words.types.get(opening.employment_type, opening.employment_type),
        "hours": hours_in_words(opening),
        "demands": listed(opening.demands, dict(Demand.choices), _("どれもない")),
        "accommodations": _offered_accommodations(opening),
    }


def listed(keys: Iterable[str] | None, labels: Mapping[Any, Any], nothing: str = "") -> str:
    """Keys by their labels; nothing where nobody has asked."""
    if keys is None:
        return ""
    return "、".join(str(labels.get(key, key)) for key in keys) or nothing


def floors_in_words(wish: WorkWish) -> str:
    """The least pay that somebody accepts."""
    said = []
    if wish.hourly_floor_yen is not None:
        said.append(_("時給%(yen)s以上") % {"yen": yen(wish.hourly_floor_yen)})
    if wish.monthly_floor_yen is not None:
        said.append(_("月給%(yen)s以上") % {"yen": yen(wish.monthly_floor_yen)})
    return "、".join(said)


def wished_hours(wish: WorkWish) -> str:
    """週20時間～30時間."""
    least, most = wish.least_minutes_a_week, wish.most_minutes_a_week
    if least is None or most is None:
        return ""
    return _("週%(least)s～%(most)s時間") % {"least": _hours(least), "most": _hours(most)}


def _offered_accommodations(opening: Opening) -> str:
    labels = dict(Accommodation.choices)
    said = listed(opening.accommodations, labels)
    if opening.lacks:
        cannot = _("できない：%(what)s") % {"what": listed(opening.lacks, labels)}
        said = f"{said}（{cannot}）" if said else cannot
    return said


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def exclusion_in_words(exclusion: Exclusion, words: Words) -> str:
    """Why an opening is not proposed, in one sentence."""
    item = exclusion.item
    said = {
        "area": lambda: _("本人が働ける地区の外にある（%(item)s）") % {"item": item},
        "employment_type": lambda: (
            _("本人が受けない雇用形態（%(item)s）") % {"item": words.types.get(item, item)}
        ),
        "hourly": lambda: _("時給が本人の下限に届かない"),
        "monthly": lambda: _("月給が本人の下限に届かない"),
        "licence": lambda: (
            _("必要な資格がまだない（%(item)s）") % {"item": words.qualifications.get(item, item)}
        ),
        "demand": lambda: (
            _("本人ができないこと、したくないことがある（%(item)s）")
            % {"item": dict(Demand.choices).get(item, item)}
        ),
        "accommodation": lambda: (
            _("必要な配慮ができない（%(item)s）")
            % {"item": dict(Accommodation.choices).get(item, item)}
        ),
        "limit": lambda: _("法令が認める年齢制限に当たる（%(item)s）") % {"item": item},
        PROPOSED: lambda: _("もう提案した"),
        STALE: lambda: _("募集しているか、しばらく確かめていない"),
    }
    return said[exclusion.code]()


def clash_in_words(
    exclusion: Exclusion, seeker: Seeker, opening: matching.Opening, words: Words
) -> str:
    """What both sides say to it: 時給：1,050円 ⇔ 1,200円以上; nothing where it is no condition."""
    if exclusion.code in (PROPOSED, STALE):
        return ""
    return str(clash_of(exclusion, seeker, opening, words.labels()))


def remedy_in_words(exclusion: Exclusion) -> str:
    """What would change it; nothing where nothing should."""
    said = {
        "licence": _("「受講と資格」で受講が決まると、候補に入ります。"),
        STALE: _("企業に確かめて、求人のページで「今日確かめた」を押すと、候補に戻ります。"),
        PROPOSED: "",
    }
    return said.get(
        exclusion.code, _("希望か求人の記録がちがっているときは、それを直すと候補に戻ります。")
    )


_STATES = {
    Proposal.State.PROPOSED: ("plain", "clock"),
    Proposal.State.WANTED: ("key", ""),
    Proposal.State.OFFERED: ("plain", "clock"),
    Proposal.State.WELCOMED: ("key", ""),
    Proposal.State.INTRODUCED: ("plain", "calendar"),
    Proposal.State.CHOSEN: ("good", "tick"),
    Proposal.State.HIRED: ("good", "tick"),
}


def state_chip(proposal: Proposal) -> Chip:
    """The state of a proposal in a word."""
    kind, icon = _STATES.get(Proposal.State(proposal.state), ("quiet", ""))
    return Chip(str(proposal.get_state_display()), kind, icon)
