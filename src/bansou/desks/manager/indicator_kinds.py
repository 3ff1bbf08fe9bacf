"""The six kinds of indicators, each as the parts of its form in the order in which they are asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.desks.manager.indicator_conditions import ConditionsPart, Facet
from bansou.desks.manager.indicator_kind_parts import (
    FixedPart,
    HorizonsPart,
    MonthsPart,
    OtherPart,
    StepPart,
    TermsPart,
)
from bansou.desks.manager.indicator_parts import (
    FIRSTS,
    SCOPES,
    AfterPart,
    ChoicePart,
    EventsPart,
    Part,
    WherePart,
    count_part,
)
from bansou.engines.indicators.grammar import (
    Definition,
    DerivedDefinition,
    EventDefinition,
    FunnelDefinition,
    RatioDefinition,
    RetentionDefinition,
    StockDefinition,
)
from bansou.schemes.shape import Scheme

_NONE = ("", _("選んでください"))
_SPARE_STEPS = 2


@dataclass(frozen=True)
class Section:
    """One step of the form: what is asked, by which parts; `where` are conditions as facets.

    :param is_folded: it opens on demand, unless something stands in it
    """

    title: Any
    parts: Sequence[Part]
    note: Any = ""
    where: ConditionsPart | None = None
    is_folded: bool = False
    is_used: bool = False


@dataclass(frozen=True)
class KindWords:
    """How a kind of indicator is offered: what it answers, and an example."""

    title: Any
    example: Any


KINDS: Mapping[str, KindWords] = {
    "event": KindWords(
        _("期間にあったことを数える"), _("例　相談した人（実人数）、建設業への正規就職の件数")
    ),
    "stock": KindWords(
        _("ある日に続いているものを数える"), _("例　年度の終わりに応援企業リストに載っている企業")
    ),
    "funnel": KindWords(
        _("段階を進んだ人を、段階ごとに数える"), _("例　相談、資格取得、就職と進んだ人")
    ),
    "retention": KindWords(
        _("続いている人の割合を出す"), _("例　就職して3か月後も働いている人の割合")
    ),
    "ratio": KindWords(_("2つの指標の割合を出す"), _("例　相談した人のうち、就職した人の割合")),
    "derived": KindWords(_("指標を足し引きする"), _("例　就職した人と、社会参加した人の合計")),
}

_WHERE = _("条件")
_WHERE_NOTE = _("選んだものすべてにあてはまる記録だけを数えます。選ばなければ、すべて数えます。")


@dataclass(frozen=True)
class Asked:
    """For which scheme a form is made, and the definition that stands, if one does."""

    scheme: Scheme
    facets: Sequence[Facet]
    others: Mapping[str, str]
    former: Definition | None = None


def sections_of(kind: str, asked: Asked) -> list[Section]:
    """The sections of the form of one kind."""
    return list(_SECTIONS[kind](asked))


def _event(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, EventDefinition) else None
    where = ConditionsPart("where", asked.facets, d.where if d else ())
    after = AfterPart(asked.scheme, asked.facets, d.after if d else None)
    yield Section(
        _("何を数えますか"),
        [EventsPart("events", _("数える記録"), asked.scheme, d.events if d else None)],
    )
    yield Section(
        _("どう数えますか"),
        [
            count_part(
                ("people", "events", "cases", "corporations", "establishments", "amount"),
                d.count if d else "people",
            ),
            _scope(d.scope if d else "fiscal_year"),
            ChoicePart("first", _("何回目の記録を見ますか"), FIRSTS, (d and d.first) or ""),
        ],
    )
    yield Section(_WHERE, [WherePart(where)], _WHERE_NOTE, where)
    yield Section(
        _("先にあった記録"),
        [after],
        _("例　相談を受けたことのある人の就職だけを数えるとき、相談を選びます。"),
        after.where,
        is_folded=True,
        is_used=bool(d and d.after),
    )


def _scope(former: str) -> ChoicePart:
    return ChoicePart("scope", _("いつの記録ですか"), SCOPES, former)


def _stock(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, StockDefinition) else None
    where = ConditionsPart("where", asked.facets, d.where if d else ())
    yield Section(
        _("いつからいつまで続くものですか"),
        [
            EventsPart("events", _("始まりの記録"), asked.scheme, d.events if d else None),
            EventsPart("ends_by", _("終わりの記録"), asked.scheme, d.ends_by if d else None),
            FixedPart({"stock_at": "scope_end"}),
        ],
    )
    yield Section(
        _("どう数えますか"),
        [
            count_part(
                ("people", "cases", "corporations", "establishments"), d.count if d else "people"
            ),
            _scope(d.scope if d else "fiscal_year"),
        ],
        _("期間の最後の日に、終わりの記録がまだないものを数えます。"),
    )
    yield Section(_WHERE, [WherePart(where)], _WHERE_NOTE, where)


def _funnel(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, FunnelDefinition) else None
    steps = d.steps if d else ()
    for place in range(max(len(steps) + _SPARE_STEPS, 4)):
        step = steps[place] if place < len(steps) else None
        part = StepPart(place, asked.scheme, step)
        yield Section(
            _("段階%(number)d") % {"number": place + 1},
            [part],
            _("空けておくと、この段階はありません。") if step is None and place > 1 else "",
            ConditionsPart(f"step_{place}_where", (), step.where if step else ()),
            is_folded=place > 1,
            is_used=step is not None,
        )
    yield Section(
        _("どう数えますか"),
        [
            _scope(d.scope if d else "fiscal_year"),
            ChoicePart(
                "anchor",
                _("だれを追いますか"),
                (
                    ("first_step", _("期間に最初の段階に入った人を、その後も追う")),
                    ("each_step", _("どの段階も期間の中にある人だけ")),
                ),
                d.anchor if d else "first_step",
            ),
            MonthsPart(d.within_months if d else None),
        ],
    )


def _retention(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, RetentionDefinition) else None
    where = ConditionsPart("start_where", asked.facets, d.start_where if d else ())
    yield Section(
        _("何が続いているかを見ますか"),
        [
            EventsPart("start", _("始まりの記録"), asked.scheme, d.start if d else None),
            EventsPart(
                "end",
                _("続かなかったとみなす記録"),
                asked.scheme,
                d.end if d else None,
                hint=_("その日より前にこの記録があれば、続いていないと数えます。"),
            ),
            EventsPart(
                "proof",
                _("続いていることを確かめる記録"),
                asked.scheme,
                d.proof if d else None,
                hint=_("選ぶと、確かめていない人は「分からない」になり、割る数に入りません。"),
                is_required=False,
            ),
            HorizonsPart(d.horizons if d else (1, 3, 6, 12)),
            _scope(d.scope if d else "fiscal_year"),
            _link(d),
            FixedPart({"denominator": "observable"}),
        ],
    )
    yield Section(_("始まりの記録の条件"), [WherePart(where)], _WHERE_NOTE, where)


def _link(d: RetentionDefinition | None) -> Part:
    """Whether records of one hire are held together; what else ties them stays as it is written."""
    if d and d.link not in (None, "hire"):
        return FixedPart({"link": d.link}, is_kept=True)
    return ChoicePart(
        "link",
        _("どの記録どうしを見ますか"),
        (
            ("hire", _("同じ就職についての記録")),
            ("none", _("同じ人の記録すべて")),
        ),
        "none" if d and d.link is None else "hire",
        unsaid="none",
    )


def _ratio(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, RatioDefinition) else None
    choices = [_NONE, *asked.others.items()]
    yield Section(
        _("どの指標を、どの指標で割りますか"),
        [
            OtherPart("num", _("割られる指標（うち何人か）"), choices, d.num if d else ""),
            OtherPart("den", _("割る指標（全部で何人か）"), choices, d.den if d else ""),
        ],
        _("割る数が0のときと、どちらかが分からないときは、「―」になります。"),
    )


def _derived(asked: Asked) -> Iterator[Section]:
    d = asked.former if isinstance(asked.former, DerivedDefinition) else None
    yield Section(
        _("どの指標を足し、どの指標を引きますか"),
        [TermsPart(asked.others, d.formula if d else None)],
    )


_SECTIONS: Mapping[str, Callable[[Asked], Iterator[Section]]] = {
    "event": _event,
    "stock": _stock,
    "funnel": _funnel,
    "retention": _retention,
    "ratio": _ratio,
    "derived": _derived,
}
