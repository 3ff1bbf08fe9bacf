"""The conditions of an indicator as menus in words: one facet for each thing that a record can say.

What these menus cannot say stays as it is written, and is told in words beside them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.manager.words import words_of
from bansou.desks.shared.fields import DayField
from bansou.desks.shared.widgets import DateParts, Radios, Ticks
from bansou.engines.indicators.grammar import (
    AtLeast,
    AtMost,
    Condition,
    Conditions,
    Equals,
    InList,
    IsTrue,
    OneOf,
)
from bansou.schemes.shape import FIELD_WORDS, Scheme

type Kind = Literal["choice", "yes_no", "day", "number", "text"]
type Said = Mapping[str, Any]

_YES_NO = frozenset({"qualification_used", "welcomes_generation"})
_DAYS = frozenset({"born_on"})
_TEXTS = frozenset({"qualification", "employer", "course", "fair"})
#: Begins the value of a choice that stands for a list as it was on the day of the record.
_LIST = "list:"
_ANSWERS = (("", _("問わない")), ("yes", _("はい")), ("no", _("いいえ")))


@dataclass(frozen=True)
class Facet:
    """One thing that records say, with what can be asked of it.

    :param choices: values and their labels; a list has a value of its own
    """

    name: str
    label: str
    kind: Kind
    choices: Sequence[tuple[str, str]] = ()

    def fields(self) -> dict[str, forms.Field]:
        """The controls, by what is added to the facet's name."""
        if self.kind == "choice":
            ticks = forms.MultipleChoiceField(
                label=self.label, required=False, choices=self.choices, widget=Ticks
            )
            return {"": ticks}
        if self.kind == "yes_no":
            return {
                "": forms.ChoiceField(
                    label=self.label, required=False, choices=_ANSWERS, widget=Radios
                )
            }
        if self.kind == "text":
            return {
                "": forms.CharField(
                    label=self.label,
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                    help_text=_("記録に書いたとおりの文を、1行に1つ書きます。"),
                )
            }
        return {
            "_from": self._limit(_("%(label)s（この値から）")),
            "_until": self._limit(_("%(label)s（この値まで）")),
        }

    def _limit(self, text: Any) -> forms.Field:
        label = text % {"label": self.label}
        if self.kind == "day":
            return DayField(label=label, required=False, widget=DateParts(era="昭和"))
        return forms.IntegerField(
            label=label,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        )

    def said_by(self, conditions: Conditions) -> Said | None:
        """What the menus say where these conditions hold; None where they cannot say it."""
        if not conditions:
            return {}
        if self.kind in ("day", "number"):
            return self._limits(conditions)
        return self._one(conditions[0]) if len(conditions) == 1 else None

    def _one(self, condition: Condition) -> Said | None:
        if self.kind == "yes_no":
            is_yes = isinstance(condition, IsTrue) or getattr(condition, "value", None) is True
            is_no = isinstance(condition, Equals) and condition.value is False
            return {"": "yes"} if is_yes else {"": "no"} if is_no else None
        values = _values(condition)
        if not values or not all(isinstance(value, str) for value in values):
            return None
        if self.kind == "text":
            is_plain = isinstance(condition, Equals | OneOf) and not any("\n" in v for v in values)
            return {"": "\n".join(_listed(values))} if is_plain else None
        known = [value for value, _label in self.choices]
        is_known = all(value in known for value in values)
        return {"": sorted(set(values), key=known.index)} if is_known else None

    def _limits(self, conditions: Conditions) -> Said | None:
        said: dict[str, Any] = {}
        wanted = date if self.kind == "day" else int
        for condition in conditions:
            if not isinstance(condition, AtLeast | AtMost) or type(condition.value) is not wanted:
                return None
            name = "_from" if isinstance(condition, AtLeast) else "_until"
            if name in said:
                return None
            said[name] = condition.value
        return said

    def conditions(self, said: Said) -> Iterator[Condition]:
        """The conditions that the menus say."""
        if self.kind in ("day", "number"):
            if said.get("_from") is not None:
                yield AtLeast(field=self.name, op="ge", value=said["_from"])
            if said.get("_until") is not None:
                yield AtMost(field=self.name, op="le", value=said["_until"])
        elif self.kind == "yes_no" and said.get(""):
            yield (
                IsTrue(field=self.name, op="is_true")
                if said[""] == "yes"
                else Equals(field=self.name, op="eq", value=False)
            )
        elif self.kind != "yes_no" and (values := _listed(said.get(""))):
            yield self._among(values)

    def _among(self, values: Sequence[str]) -> Condition:
        if values[0].startswith(_LIST):
            return InList(field=self.name, op="in_list", list=values[0].removeprefix(_LIST))
        if len(values) == 1:
            return Equals(field=self.name, op="eq", value=values[0])
        return OneOf(field=self.name, op="in", values=tuple(values))


def _values(condition: Condition) -> tuple[Any, ...]:
    if isinstance(condition, InList):
        return (f"{_LIST}{condition.list}",)
    if isinstance(condition, OneOf):
        return condition.values
    return (condition.value,) if isinstance(condition, Equals) else ()


def _listed(said: str | Sequence[str] | None) -> list[str]:
    """Choices as they are, a text line by line."""
    lines = said.splitlines() if isinstance(said, str) else said or ()
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def facets_of(scheme: Scheme) -> list[Facet]:
    """All that the records of a scheme can say, in words; what has no choices is left out."""
    words = words_of(scheme)
    lists = {"industry": [(f"{_LIST}{it.name}", _of_the_day(it.label)) for it in _lists(scheme)]}
    found = []
    for name, label in FIELD_WORDS.items():
        choices = [*lists.get(name, ()), *words.values.get(name, {}).items()]
        kind = _kind_of(name, choices)
        if kind:
            found.append(Facet(name, label, kind, choices))
    return [*found, *_added(scheme)]


def _lists(scheme: Scheme) -> Sequence[Any]:
    return [it for it in scheme.lists().values() if it.entries]


def _of_the_day(label: str) -> str:
    return gettext("その日の「%(list)s」") % {"list": label}


def _kind_of(name: str, choices: Sequence[Any]) -> Kind | None:
    if name in _YES_NO:
        return "yes_no"
    if name in _DAYS:
        return "day"
    if name in _TEXTS:
        return "text"
    return "choice" if choices else None


def _added(scheme: Scheme) -> Iterator[Facet]:
    """The fields that the municipality added to steps; a day among them is kept as text."""
    kinds: Mapping[str, Kind] = {
        "text": "text",
        "number": "number",
        "yes_no": "yes_no",
        "choice": "choice",
    }
    for it in scheme.fields:
        if it.on == "step" and it.type in kinds:
            choices = [(choice.key, choice.label) for choice in it.choices]
            yield Facet(it.key, it.label, kinds[it.type], choices)


@dataclass
class ConditionsPart:
    """The facets of one group of conditions on a form, beside the conditions as they stand."""

    name: str
    facets: Sequence[Facet]
    former: Conditions = ()
    kept: list[Condition] = field(default_factory=list)
    _stood: dict[str, Said] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {facet.name: facet for facet in self.facets}
        for name in dict.fromkeys(condition.field for condition in self.former):
            said = known[name].said_by(self._on(name)) if name in known else None
            if said is None:
                self.kept += self._on(name)
            else:
                self._stood[name] = said

    def _on(self, name: str) -> Conditions:
        return tuple(condition for condition in self.former if condition.field == name)

    @property
    def shown(self) -> list[Facet]:
        """The facets that have controls: not those of conditions that stay as they are."""
        kept = {condition.field for condition in self.kept}
        return [facet for facet in self.facets if facet.name not in kept]

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """All controls by their names on the form, filled with what stands."""
        for facet in self.shown:
            for suffix, control in facet.fields().items():
                control.initial = self._stood.get(facet.name, {}).get(suffix)
                yield f"{self.name}_{facet.name}{suffix}", control

    def problems(self, cleaned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The controls that contradict themselves, with what to do."""
        for facet in self.shown:
            said = self.said(facet, cleaned)
            chosen = said.get("") if facet.kind == "choice" else None
            if chosen and len(chosen) > 1 and any(it.startswith(_LIST) for it in chosen):
                yield (
                    f"{self.name}_{facet.name}",
                    gettext("一覧を選ぶときは、一覧だけを選んでください。"),
                )
            since, until = said.get("_from"), said.get("_until")
            if since is not None and until is not None and until < since:
                yield (
                    f"{self.name}_{facet.name}_until",
                    gettext("終わりが始まりより前です。入れ替えてください。"),
                )

    def said(self, facet: Facet, cleaned: Mapping[str, Any]) -> Said:
        """What was chosen of one facet; nothing where nothing was."""
        chosen = {
            suffix: cleaned.get(f"{self.name}_{facet.name}{suffix}") for suffix in facet.fields()
        }
        said = {suffix: it for suffix, it in chosen.items() if it not in (None, "", [])}
        return {"": "\n".join(_listed(said[""]))} if said and facet.kind == "text" else said

    def conditions(self, cleaned: Mapping[str, Any]) -> list[Condition]:
        """The conditions as they are now: those that stood in their order, the new ones after."""
        changed = {
            facet.name: list(facet.conditions(said))
            for facet in self.shown
            if (said := self.said(facet, cleaned)) != self._stood.get(facet.name, {})
        }
        new = dict(changed)
        found: list[Condition] = []
        for condition in self.former:
            if condition.field in changed:
                found += new.pop(condition.field, [])
            else:
                found.append(condition)
        return [*found, *(it for each in new.values() for it in each)]
