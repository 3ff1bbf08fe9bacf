"""Parts of the form that one kind of indicator asks for: steps, months, other indicators, terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.manager.indicator_parts import Cleaned, EventsPart
from bansou.desks.shared.widgets import Radios
from bansou.engines.indicators.grammar import Add, Formula, FunnelStep, Of, Sub
from bansou.schemes.shape import Scheme

_TERMS = 5


@dataclass
class FixedPart:
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
class StepPart:
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
class MonthsPart:
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
class HorizonsPart:
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
class OtherPart:
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
