"""What the forms of indicators are put together from: menus of records, of units, and of what came before.

A part adds its controls to a form, checks them together, and says what they mean in the grammar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.manager.indicator_conditions import ConditionsPart, Facet
from bansou.desks.shared.widgets import BoxedRadios, Radios, Ticks
from bansou.engines.indicators.grammar import After, Events, Tagged
from bansou.evidence.sources import acts_counted
from bansou.schemes.shape import Scheme

type Cleaned = Mapping[str, Any]

COUNTS = {
    "people": (_("人（実人数）"), _("同じ人は、何回あっても1人と数えます。")),
    "events": (_("件数"), _("同じ人の2件目も数えます。")),
    "cases": (_("支援ケース"), _("1つのケースにつき1回数えます。")),
    "corporations": (_("企業（法人）"), _("同じ法人は、何回あっても1社と数えます。")),
    "establishments": (_("事業所"), _("同じ事業所は、1か所と数えます。")),
    "amount": (_("金額の合計"), _("記録の金額（円）を足します。")),
}
SCOPES = (
    ("fiscal_year", _("この年度")),
    ("fiscal_year_to_date", _("年度のはじめから、その日まで")),
    ("cumulative", _("はじめから、この年度の終わりまで（累計）")),
    ("programme_period", _("この事業の期間")),
)
FIRSTS = (
    ("", _("何回目の記録も見る")),
    ("in_scope", _("期間の中で、初めての記録だけ")),
    ("ever", _("期間より前もふくめて、初めての記録だけ")),
)
_SAME = (
    ("person", _("同じ人")),
    ("case", _("同じ支援ケース")),
    ("corporation", _("同じ企業（法人）")),
    ("establishment", _("同じ事業所")),
)
_UNITS = (("months", _("か月以内")), ("days", _("日以内")))
_NO_TAG = ("", _("まとめて選ばない"))


class Part(Protocol):
    """A group of controls on the form of an indicator."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Its controls by their names, filled with what stands."""

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        """What is wrong among its controls: the control and a sentence."""

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        """What its controls say, as the grammar writes it."""


class _Acts(forms.MultipleChoiceField):
    """Kinds of records. Whether one is missing, its part says: a tag can stand in their place."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


@dataclass
class EventsPart:
    """Which records: kinds by name, or all that carry a tag."""

    name: str
    label: Any
    scheme: Scheme
    former: Events | None = None
    hint: Any = ""
    is_required: bool = True

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        acts = _Acts(
            label=self.label,
            required=self.is_required,
            choices=self._acts(),
            widget=Ticks,
            help_text=self.hint,
        )
        acts.initial = [] if self._tag else list(self._names)
        yield f"{self.name}_acts", acts
        if self.scheme.tags:
            tag = forms.ChoiceField(
                label=_("または、まとめて選ぶ"), required=False, choices=[_NO_TAG, *self._tags()]
            )
            tag.initial = self._tag
            yield f"{self.name}_tag", tag

    @property
    def _tag(self) -> str:
        return self.former.tag if isinstance(self.former, Tagged) else ""

    @property
    def _names(self) -> tuple[str, ...]:
        return self.former if isinstance(self.former, tuple) else ()

    def _acts(self) -> list[tuple[str, str]]:
        """The records that facts tell of, and what stands though no fact tells of it."""
        counted = {act.kind: act.label for act in acts_counted(self.scheme)}
        never = {
            name: gettext("%(act)s（数には入らない記録）") % {"act": self._label(name)}
            for name in self._names
            if name not in counted
        }
        return [*counted.items(), *never.items()]

    def _label(self, kind: str) -> str:
        act = self.scheme.act(kind)
        return act.label if act else kind

    def _tags(self) -> Iterator[tuple[str, str]]:
        for tag in self.scheme.tags:
            held = [act.label for act in acts_counted(self.scheme) if tag.key in act.tags]
            yield (
                tag.key,
                gettext("「%(tag)s」にあたる記録すべて（%(acts)s）")
                % {"tag": tag.label, "acts": "、".join(held)},
            )

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        acts, tag = cleaned.get(f"{self.name}_acts"), cleaned.get(f"{self.name}_tag")
        if acts and tag:
            sentence = gettext("記録を1つずつ選ぶか、まとめて選ぶか、どちらかにしてください。")
            yield f"{self.name}_acts", sentence
        if self.is_required and not acts and not tag:
            yield f"{self.name}_acts", gettext("数える記録を1つ以上選んでください。")

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        events = self.events(cleaned)
        return {self.name: events} if events else {}

    def events(self, cleaned: Cleaned) -> Any:
        """The kinds chosen, in the order in which they stand; or the tag."""
        if tag := cleaned.get(f"{self.name}_tag"):
            return {"tag": tag}
        chosen = cleaned.get(f"{self.name}_acts") or []
        return list(self._names) if set(chosen) == set(self._names) else list(chosen)


@dataclass
class WherePart:
    """The conditions that the records have to meet."""

    conditions: ConditionsPart

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        return self.conditions.fields()

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        return self.conditions.problems(cleaned)

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        found = self.conditions.conditions(cleaned)
        return {self.conditions.name: [it.model_dump() for it in found]} if found else {}


@dataclass
class ChoicePart:
    """One item of the grammar that is chosen from a short list.

    :param unsaid: the choice for which the grammar says nothing
    """

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    former: str = ""
    notes: Mapping[object, Any] | None = None
    unsaid: str = ""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        control = forms.ChoiceField(
            label=self.label,
            required=bool(self.choices and self.choices[0][0]),
            choices=self.choices,
            widget=BoxedRadios(self.notes) if self.notes else Radios,
        )
        control.initial = self.former or (self.choices[0][0] if self.choices else "")
        yield self.name, control

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        return iter(())

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        said = cleaned.get(self.name) or ""
        return {self.name: said} if said and said != self.unsaid else {}


def count_part(among: Sequence[str], former: str) -> ChoicePart:
    """What is counted: people, events, … each with its sentence."""
    return ChoicePart(
        "count",
        _("何の数ですか"),
        [(name, COUNTS[name][0]) for name in among],
        former,
        {name: COUNTS[name][1] for name in among},
    )


@dataclass
class AfterPart:
    """Another record of the same person (or company) that has to lie before."""

    scheme: Scheme
    facets: Sequence[Facet]
    former: After | None = None
    events: EventsPart = field(init=False)
    where: ConditionsPart = field(init=False)

    def __post_init__(self) -> None:
        former = self.former
        self.events = EventsPart(
            "after",
            _("先にある記録"),
            self.scheme,
            former.events if former else None,
            hint=_("選ぶと、その記録が先にあるものだけを数えます。"),
            is_required=False,
        )
        self.where = ConditionsPart("after_where", self.facets, former.where if former else ())

    @property
    def names(self) -> list[str]:
        """Its controls but those of the conditions."""
        return [name for name, _control in (*self.events.fields(), *self._terms())]

    def _terms(self) -> Iterator[tuple[str, forms.Field]]:
        stood = self.former or After(events=("none",))
        same = forms.ChoiceField(label=_("だれの記録ですか"), choices=_SAME, required=False)
        same.initial = stood.same
        yield "after_same", same
        number = forms.IntegerField(
            label=_("どれだけ前まで"),
            required=False,
            min_value=1,
            max_value=1200,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
            help_text=_("空けておくと、どれだけ前でもかまいません。"),
        )
        number.initial = stood.within_months or stood.within_days
        yield "after_within", number
        unit = forms.ChoiceField(label=_("その単位"), choices=_UNITS, required=False, widget=Radios)
        unit.initial = "days" if stood.within_days else "months"
        yield "after_unit", unit
        earlier = forms.BooleanField(label=_("同じ日の記録は、先とみなさない"), required=False)
        earlier.initial = not stood.same_day
        yield "after_earlier", earlier

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield from self.events.fields()
        yield from self._terms()
        yield from self.where.fields()

    def problems(self, cleaned: Cleaned) -> Iterator[tuple[str, str]]:
        yield from self.events.problems(cleaned)
        yield from self.where.problems(cleaned)
        narrowed = cleaned.get("after_within") or self.where.conditions(cleaned)
        if narrowed and not self.events.events(cleaned):
            yield "after_acts", gettext("先にある記録も選んでください。")

    def said(self, cleaned: Cleaned) -> dict[str, Any]:
        events = self.events.events(cleaned)
        if not events:
            return {}
        after: dict[str, Any] = {"events": events, "same": cleaned.get("after_same") or "person"}
        if within := cleaned.get("after_within"):
            after[f"within_{cleaned.get('after_unit') or 'months'}"] = within
        if cleaned.get("after_earlier"):
            after["same_day"] = False
        found = self.where.conditions(cleaned)
        if found:
            after["where"] = [it.model_dump() for it in found]
        return {"after": after}
