"""Indicators in forms: choose a kind, say what is counted, read it in words, see what it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.figures import figure
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.indicator_forms import IndicatorForm
from bansou.desks.manager.indicator_kinds import KINDS
from bansou.desks.manager.views.revising import latest_of, proposed
from bansou.desks.manager.words import words_of
from bansou.desks.shared.door import door
from bansou.engines.indicators import explain, explain_unit, referred_to
from bansou.engines.indicators.grammar import Definition
from bansou.evidence.indicators.queries import readings_by, scope_of
from bansou.evidence.sources import are_told_alike
from bansou.programmes.models import Programme
from bansou.programmes.queries import read
from bansou.schemes.definitions import unsound_indicators
from bansou.schemes.editing_indicators import with_indicator, without_indicator
from bansou.schemes.shape import Scheme


@dataclass(frozen=True, slots=True)
class Preview:
    """An indicator as it is typed, read out, and what it gives on the records of today.

    :param problem: why it cannot be counted so
    """

    counting: str = ""
    unit: str = ""
    value: str = ""
    former_value: str = ""
    unknown: int = 0
    problem: str = ""


@door("programme.edit")
def choose(request: Any, key: UUID) -> HttpResponse:
    """Which kind of indicator is to be added, or from which one it begins."""
    programme = programme_at(request, key)
    scheme = read(latest_of(programme).text)
    return render(
        request,
        "manager/schemes/indicator_new.html",
        {
            **_of(programme),
            "kinds": [(name, words) for name, words in KINDS.items()],
            "known": scheme.in_force(programme.fiscal_year).values(),
        },
    )


@door("programme.edit")
def add(request: Any, key: UUID, kind: str) -> HttpResponse:
    """Say what a new indicator counts."""
    programme = programme_at(request, key)
    if kind not in KINDS:
        raise Http404
    like = _known(programme).get(request.GET.get("like", ""))
    return _form(request, programme, kind, like=like if like and like.kind == kind else None)


@door("programme.edit")
def change(request: Any, key: UUID, indicator: str) -> HttpResponse:
    """Change what an indicator counts, and how it is called."""
    programme = programme_at(request, key)
    former = _known(programme).get(indicator)
    if former is None:
        raise Http404
    return _form(request, programme, former.kind, former=former)


@door("programme.edit")
def remove(request: Any, key: UUID, indicator: str) -> HttpResponse:
    """Ask whether an indicator is to go; what that does is shown before it is in force."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    scheme = read(latest.text)
    known = scheme.in_force(programme.fiscal_year)
    if indicator not in known:
        raise Http404
    definition = known[indicator]
    in_use = _uses(scheme, definition)
    if in_use or len(scheme.indicators) == 1:
        messages.error(request, _why_it_stays(definition, in_use))
        return redirect("manager:indicator_change", key=programme.pk, indicator=indicator)
    return proposed(request, programme, latest, without_indicator(latest.text, definition))


def _why_it_stays(definition: Definition, in_use: Sequence[str]) -> str:
    if not in_use:
        return _("指標は1つ以上要ります。ほかの指標を足してから、外してください。")
    return _(
        "「%(label)s」は、%(others)sの計算か目標に使われています。先にそちらを変えてください。"
    ) % {"label": definition.label, "others": "".join(f"「{it}」" for it in in_use)}


def _uses(scheme: Scheme, definition: Definition) -> list[str]:
    """The other indicators that are calculated from this one, or whose target is set beside it."""
    if sum(it.id == definition.id for it in scheme.indicators) > 1:
        return []
    labels = {it.id: it.label for it in scheme.indicators}
    calculated = [it.label for it in scheme.indicators if definition.id in referred_to(it)]
    beside = [labels[it.indicator] for it in scheme.targets if it.out_of == definition.id]
    return list(dict.fromkeys([*calculated, *beside]))


def _known(programme: Programme) -> dict[str, Definition]:
    """The indicators of the latest version that hold in the programme's year."""
    return dict(read(latest_of(programme).text).in_force(programme.fiscal_year))


def _of(programme: Programme) -> dict[str, Any]:
    return {"programme": programme, "year": FiscalYear(programme.fiscal_year).label}


def _form(
    request: Any,
    programme: Programme,
    kind: str,
    *,
    former: Definition | None = None,
    like: Definition | None = None,
) -> HttpResponse:
    latest = latest_of(programme)
    scheme = read(latest.text)
    form = IndicatorForm(
        request.POST or None,
        scheme=scheme,
        fiscal_year=programme.fiscal_year,
        kind=kind,
        former=former,
        like=like,
    )
    preview = _preview(request, programme, scheme, form)
    if request.htmx:
        return render(request, "manager/schemes/_counting.html", {"preview": preview})
    if form.is_valid() and "next" in request.POST and not preview.problem:
        text = with_indicator(latest.text, form.definition(), former, form.aimed())
        return proposed(request, programme, latest, text)
    is_refused = "next" in request.POST
    scope = scope_of(programme, request.today, has_facts=True)
    return render(
        request,
        "manager/schemes/indicator.html",
        {
            **_of(programme),
            "form": form,
            "sections": form.shown(scope),
            "kind": KINDS[kind],
            "former": former,
            "heading": _("指標を変える") if former else _("指標を足す"),
            "preview": preview,
            "is_refused": is_refused,
        },
        status=422 if is_refused else 200,
    )


def _preview(request: Any, programme: Programme, scheme: Scheme, form: IndicatorForm) -> Preview:
    """Read the indicator out as it is typed, and count it on the programme's facts."""
    typed = form.as_typed()
    if typed is None:
        return Preview()
    rest = tuple(it for it in scheme.indicators if it != form.former)
    tried = scheme.model_copy(update={"indicators": (*rest, typed)})
    if any(unsound_indicators(tried)):
        # Menus offer only what the scheme has; two calculations can still lead to each other.
        return Preview(problem=_("計算が自分自身にもどります。ほかの指標を選んでください。"))
    found = readings_by(programme, tried, request.today, only=typed.id)
    reading = found[0]
    standing = reading.standing if are_told_alike(scheme, tried) else None
    former = (
        readings_by(programme, scheme, request.today, only=typed.id, standing=standing)
        if form.former
        else []
    )
    return Preview(
        counting=explain(
            typed, reading.scope, reading.lists, reading.others, words_of(tried), write_day=wareki
        ),
        unit=explain_unit(typed),
        value=figure(reading.value, typed.unit),
        former_value="".join(figure(it.value, it.definition.unit) for it in former),
        unknown=len(reading.answer.unknown),
    )
