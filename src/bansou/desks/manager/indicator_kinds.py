"""The six kinds of indicators, each as the parts of its form in the order in which they are asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.manager.indicator_conditions import ConditionsPart, Facet
from bansou.desks.manager.indicator_parts import (
    FIRSTS,
    SCOPES,
    AfterPart,
    ChoicePart,
    Cleaned,
    EventsPart,
    Part,
    WherePart,
    count_part,
)
from bansou.desks.shared.widgets import Radios
from bansou.engines.indicators.grammar import (
    Add,
    Definition,
    DerivedDefinition,
    EventDefinition,
    Formula,
    FunnelDefinition,
    FunnelStep,
    Of,
    RatioDefinition,
    RetentionDefinition,
    StockDefinition,
    Sub,
)
from bansou.schemes.shape import Scheme

_NONE = ("", _("選んでください"))
_SPARE_STEPS = 2
_TERMS = 5


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
            _Fixed({"stock_at": "scope_end"}),
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
        part = _StepPart(place, asked.scheme, step)
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
            _MonthsPart(d.within_months if d else None),
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
            _HorizonsPart(d.horizons if d else (1, 3, 6, 12)),
            _scope(d.scope if d else "fiscal_year"),
            _link(d),
            _Fixed({"denominator": "observable"}),
        ],
    )
    yield Section(_("始まりの記録の条件"), [WherePart(where)], _WHERE_NOTE, where)


def _link(d: RetentionDefinition | None) -> Part:
    """Whether records of one hire are held together; what else ties them stays as it is written."""
    if d and d.link not in (None, "hire"):
        return _Fixed({"link": d.link}, is_kept=True)
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
            _OtherPart("num", _("割られる指標（うち何人か）"), choices, d.num if d else ""),
            _OtherPart("den", _("割る指標（全部で何人か）"), choices, d.den if d else ""),
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


@dataclass
class _Fixed:
    """What the grammar asks for and leaves no choice in, or what the form keeps as it stands."""

    values: Mapping[str, Any]
    is_kept: bool = False

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        return iter(())

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        return iter(())

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        return dict(self.values)


@dataclass
class _StepPart:
    """One step of a funnel; its conditions stay as they are."""

    place: int
    scheme: Scheme
    former: FunnelStep | None

    @property
    def _events(self) -> EventsPart:
        stood = self.former.events if self.former else None
        return EventsPart(
            f"step_{self.place}", _("この段階の記録"), self.scheme, stood, is_required=False
        )

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        name = forms.CharField(label=_("段階の名前"), required=False, max_length=60)
        name.initial = self.former.label if self.former else ""
        yield f"step_{self.place}_label", name
        yield from self._events.fields()

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        yield from self._events.problems(cleaned)
        label, events = cleaned.get(f"step_{self.place}_label"), self._events.events(cleaned)
        if (label or self.place < 2) and not events:
            yield f"step_{self.place}_acts", gettext("この段階の記録を1つ以上選んでください。")
        if (events or self.place < 2) and not label:
            yield f"step_{self.place}_label", gettext("段階の名前を書いてください。")

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        label, events = cleaned.get(f"step_{self.place}_label"), self._events.events(cleaned)
        if not (label and events):
            return {}
        step = {
            "id": self.former.id if self.former else f"step_{self.place + 1}",
            "label": label,
            "events": events,
        }
        if self.former and self.former.where:
            step["where"] = [it.model_dump() for it in self.former.where]
        return {"steps": [step]}


@dataclass
class _MonthsPart:
    """Within how many months of the first step the others have to lie."""

    former: int | None

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        control = forms.IntegerField(
            label=_("最初の段階から何か月以内"),
            required=False,
            min_value=1,
            max_value=1200,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
            help_text=_("空けておくと、何か月後でもかまいません。"),
        )
        control.initial = self.former
        yield "within_months", control

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        return iter(())

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        months = cleaned.get("within_months")
        return {"within_months": months} if months else {}


@dataclass
class _HorizonsPart:
    """After how many months one looks."""

    former: Sequence[int]

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        control = forms.CharField(
            label=_("何か月後を見ますか"),
            max_length=60,
            help_text=_("小さいものから順に、「、」で区切ります。例　1、3、6、12"),
        )
        control.initial = "、".join(map(str, self.former))
        yield "horizons", control

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        text = cleaned.get("horizons")
        months = _months(text or "")
        if text and (not months or list(months) != sorted(set(months)) or months[-1] > 1200):
            sentence = gettext("月の数を、小さいものから順に書いてください。例　1、3、6、12")
            yield "horizons", sentence

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        months = _months(cleaned.get("horizons") or "")
        return {"horizons": list(months)} if months else {}


def _months(text: str) -> tuple[int, ...]:
    """The months that a text names; none where it says anything else."""
    parts = text.translate(str.maketrans("、，・", ",,,")).split(",")
    written = [part.strip() for part in parts if part.strip()]
    is_plain = all(part.isdecimal() and int(part) > 0 for part in written)
    return tuple(int(part) for part in written) if is_plain else ()


@dataclass
class _OtherPart:
    """Another indicator by its name."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    former: str

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        control = forms.ChoiceField(label=self.label, choices=self.choices)
        control.initial = self.former
        yield self.name, control

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        return iter(())

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        return {self.name: cleaned[self.name]} if cleaned.get(self.name) else {}


@dataclass
class TermsPart:
    """Indicators that are added and taken away; a formula that divides stays as it is written."""

    others: Mapping[str, str]
    former: Formula | None

    @property
    def is_kept(self) -> bool:
        """Tell whether the formula says what this form cannot."""
        return self.former is not None and _signed(self.former) is None

    @property
    def _stood(self) -> list[tuple[int, str]]:
        return (_signed(self.former) or []) if self.former else []

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        if self.is_kept:
            return
        for place in range(max(_TERMS, len(self._stood) + 1)):
            sign, name = self._stood[place] if place < len(self._stood) else (1, "")
            chosen = forms.ChoiceField(
                label=_("指標%(number)d") % {"number": place + 1},
                choices=[("", _("なし")), *self.others.items()],
                required=False,
            )
            chosen.initial = name
            if place:
                way = forms.ChoiceField(
                    label=_("指標%(number)dを") % {"number": place + 1},
                    choices=(("add", _("足す")), ("sub", _("引く"))),
                    widget=Radios(),
                    required=False,
                )
                way.initial = "add" if sign > 0 else "sub"
                yield f"way_{place}", way
            yield f"term_{place}", chosen

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        if not self.is_kept and not cleaned.get("term_0"):
            yield "term_0", gettext("初めの指標を選んでください。")

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        if self.is_kept and self.former:
            return {"formula": self.former.model_dump()}
        terms = list(_chosen(cleaned))
        if self.former and terms == self._stood:
            return {"formula": self.former.model_dump()}
        added = [Of(op="of", id=name) for sign, name in terms if sign > 0]
        taken = [Of(op="of", id=name) for sign, name in terms if sign < 0]
        if not added:
            return {}
        left = _sum(added)
        formula = Sub(op="sub", left=left, right=_sum(taken)) if taken else left
        return {"formula": formula.model_dump()}


def _chosen(cleaned: Cleaned) -> Iterator[tuple[int, str]]:
    place = 0
    while f"term_{place}" in cleaned:
        if name := cleaned[f"term_{place}"]:
            yield (-1 if cleaned.get(f"way_{place}") == "sub" else 1), name
        place += 1


def _sum(terms: Sequence[Formula]) -> Formula:
    return terms[0] if len(terms) == 1 else Add(op="add", terms=tuple(terms))


def _signed(formula: Formula, sign: int = 1) -> list[tuple[int, str]] | None:
    """The indicators that a formula adds (1) and takes away (-1); None where it divides."""
    match formula:
        case Of():
            return [(sign, formula.id)]
        case Add():
            parts = [_signed(term, sign) for term in formula.terms]
        case Sub():
            parts = [_signed(formula.left, sign), _signed(formula.right, -sign)]
        case _:
            return None
    return None if None in parts else [term for part in parts if part for term in part]
