"""The form in which an office says what an indicator counts, in words; codes never show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.desks.manager.indicator_conditions import ConditionsPart, Facet, facets_of
from bansou.desks.manager.indicator_kind_parts import TermsPart
from bansou.desks.manager.indicator_kinds import Asked, Section, sections_of
from bansou.desks.manager.indicator_parts import AfterPart, Part, WherePart
from bansou.desks.manager.words import words_of
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Suggested
from bansou.engines.indicators import (
    Scope,
    definition_digest,
    explain_condition,
    read_definition,
)
from bansou.engines.indicators.grammar import Condition, Definition
from bansou.evidence.indicators.queries import PERCENT
from bansou.schemes.editing import free_key
from bansou.schemes.editing_indicators import Aimed
from bansou.schemes.shape import Scheme

UNITS = (_("人"), _("件"), _("社"), _("企業数"), _("回"), _("か所"), _("円"), _("％"))


@dataclass(frozen=True)
class ShownFacet:
    """One facet on the page: its name, what is chosen of it, and its controls."""

    label: str
    chosen: str
    is_open: bool
    fields: Sequence[BoundField]


@dataclass(frozen=True)
class ShownSection:
    """One section on the page.

    :param kept: conditions that this form cannot say, in words; they stay as they are
    """

    section: Section
    fields: Sequence[BoundField]
    facets: Sequence[ShownFacet]
    kept: Sequence[str]
    is_open: bool

    @property
    def has_chosen(self) -> bool:
        """Tell whether something stands in its facets, or is to be put right there."""
        return any(it.chosen or it.is_open for it in self.facets)


class IndicatorForm(DeskForm):
    """One indicator of one kind; the scheme gives the words of its menus.

    :param former: the definition that is changed, None for a new one
    :param like: a definition to begin a new one from
    """

    label = forms.CharField(
        label=_("指標の名前"), max_length=100, help_text=_("画面とシートに、この名前で出ます。")
    )
    unit = forms.CharField(
        label=_("印字する単位"),
        max_length=10,
        widget=Suggested(UNITS, {"class": "short"}),
        help_text=_("数のあとに書くことばです。何を数えるかは、下で決めます。例　人、件、社"),
    )
    note = forms.CharField(
        label=_("数え方の注"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("数え方の説明のあとに、そのまま付きます。"),
    )
    hint = forms.CharField(
        label=_("目標を決めるときのひとこと"),
        required=False,
        max_length=400,
        help_text=_("目標を決める画面に出ます。例　前の年の人数と、窓口の枠から考えます。"),
    )
    out_of = forms.ChoiceField(
        label=_("どの指標の人のうちですか"),
        required=False,
        help_text=_("選ぶと、目標を決めるときに「560人のうち280人なら50％」のように割合が出ます。"),
    )

    def __init__(
        self,
        *args: Any,
        scheme: Scheme,
        fiscal_year: int,
        kind: str,
        former: Definition | None = None,
        like: Definition | None = None,
        **kwargs: Any,
    ) -> None:
        stood = former or like
        kwargs.setdefault("initial", _initial(scheme, kind, former, like))
        super().__init__(*args, **kwargs)
        self.scheme, self.kind, self.former = scheme, kind, former
        self.year = fiscal_year
        in_force = scheme.in_force(fiscal_year)
        others = {d.id: d.label for d in in_force.values() if former is None or d.id != former.id}
        asked = Asked(scheme, facets_of(scheme), others, stood)
        self.sections = sections_of(kind, asked)
        out_of = self.fields["out_of"]
        if isinstance(out_of, forms.ChoiceField):
            out_of.choices = [("", _("どの指標のうちでもない")), *others.items()]
        for part in self._parts():
            self.fields.update(dict(part.fields()))

    def _parts(self) -> Iterator[Part]:
        return (part for section in self.sections for part in section.parts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for part in self._parts():
            for name, sentence in part.problems(cleaned):
                if name not in self.errors:
                    self.add_error(name, sentence)
        if cleaned.get("out_of") and not cleaned.get("hint"):
            self.add_error("hint", gettext("割合を出すときは、ひとことも書いてください。"))
        return cleaned

    # What was said

    def definition(self) -> Definition:
        """The indicator as it was said; a changed way of counting is another version of it."""
        said = self._read(self.cleaned_data["label"], self.cleaned_data["unit"])
        if self.former is None or self._counts_the_same(said):
            return said
        taken = [d.version for d in self.scheme.indicators if d.id == said.id]
        return said.model_copy(update={"version": max(taken) + 1})

    def as_typed(self) -> Definition | None:
        """The indicator as far as it is typed, for reading it out; None where it says too little."""
        named = {"label", "unit", "hint", "note", "out_of"}
        if not self.is_bound or set(self.errors) - named:
            return None if self.is_bound else self.former
        said = getattr(self, "cleaned_data", {})
        return self._read(said.get("label") or gettext("この指標"), said.get("unit") or "―")

    def aimed(self) -> Aimed:
        """What was said for whoever sets the target."""
        return Aimed(self.cleaned_data["hint"], self.cleaned_data["out_of"])

    def _read(self, label: str, unit: str) -> Definition:
        said: dict[str, Any] = {"label": label, "unit": unit, "kind": self.kind}
        if note := self.cleaned_data.get("note"):
            said["note"] = note
        said |= self._identity()
        for part in self._parts():
            for name, value in part.said(self.cleaned_data).items():
                said[name] = [*said.get(name, []), *value] if name == "steps" else value
        return read_definition(said)

    def _identity(self) -> dict[str, Any]:
        if self.former is None:
            taken = [d.id.rpartition(".")[2] for d in self.scheme.indicators]
            return {"id": f"{self.scheme.id}.{free_key('indicator', taken)}"}
        kept = ("id", "version", "valid_from", "valid_to")
        return self.former.model_dump(include=set(kept), exclude_none=True)

    def _counts_the_same(self, said: Definition) -> bool:
        lists, others = self.scheme.lists(), self.scheme.in_force(self.year)
        return self.former is not None and definition_digest(
            said, lists, others
        ) == definition_digest(self.former, lists, others)

    # What the page shows

    def shown(self, scope: Scope) -> list[ShownSection]:
        """The sections with their controls."""
        return [self._shown(section, scope) for section in self.sections]

    def _shown(self, section: Section, scope: Scope) -> ShownSection:
        names = [name for part in section.parts for name in _plain_names(part)]
        fields = [self[name] for name in names]
        facets = (
            [self._facet(section.where, it) for it in section.where.shown] if section.where else []
        )
        kept = section.where.kept if section.where else []
        if section.where and not section.where.facets:
            kept = list(section.where.former)
        fails = any(field.errors for field in fields) or any(it.is_open for it in facets)
        return ShownSection(
            section,
            fields,
            facets,
            [*self._kept(kept, scope), *_kept_whole(section)],
            is_open=not section.is_folded or section.is_used or fails,
        )

    def _facet(self, where: ConditionsPart, facet: Facet) -> ShownFacet:
        fields = [self[f"{where.name}_{facet.name}{suffix}"] for suffix in facet.fields()]
        chosen = "　".join(filter(None, (_in_words(facet, field) for field in fields)))
        return ShownFacet(facet.label, chosen, any(field.errors for field in fields), fields)

    def _kept(self, conditions: Sequence[Condition], scope: Scope) -> Iterator[str]:
        lists, words = self.scheme.lists(), words_of(self.scheme)
        for condition in conditions:
            said = explain_condition(condition, scope, lists, words, write_day=wareki)
            yield gettext("%(condition)s記録だけを数えます。") % {"condition": said}


def _plain_names(part: Part) -> list[str]:
    """The controls of a part that stand on their own; facets are shown apart."""
    if isinstance(part, WherePart):
        return []
    return part.names if isinstance(part, AfterPart) else [name for name, _it in part.fields()]


def _kept_whole(section: Section) -> Iterator[str]:
    """What the grammar can say beyond the conditions and no form of ours does."""
    if not any(getattr(part, "is_kept", False) for part in section.parts):
        return
    if any(isinstance(part, TermsPart) for part in section.parts):
        yield gettext("この計算には割り算が入っています。")
    else:
        yield gettext("始まりと終わりの記録を、書かれた項目で結びつけています。")


def _in_words(facet: Facet, field: BoundField) -> str:
    """What is chosen in one control, in words."""
    value = field.value()
    if not value:
        return ""
    if isinstance(value, date):
        return wareki(value)
    labels: Mapping[str, str] = dict(facet.choices)
    if facet.kind == "yes_no":
        return gettext("はい") if value == "yes" else gettext("いいえ")
    if isinstance(value, list):
        return "、".join(labels.get(str(it), str(it)) for it in value)
    return "、".join(str(value).split("\n"))


def _initial(
    scheme: Scheme, kind: str, former: Definition | None, like: Definition | None
) -> dict[str, Any]:
    stood = former or like
    if stood is None:
        return {"unit": PERCENT[0] if kind in ("ratio", "retention") else ""}
    said: dict[str, Any] = {"unit": stood.unit, "note": stood.note}
    if former is None:
        return said
    hint = next((it for it in scheme.targets if it.indicator == former.id), None)
    return {
        **said,
        "label": former.label,
        "hint": hint.hint if hint else "",
        "out_of": (hint.out_of or "") if hint else "",
    }
