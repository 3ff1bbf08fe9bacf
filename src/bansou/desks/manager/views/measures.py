"""Frozen figures (確定値): taking them, and what has changed since."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.figures import figure
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.desks.manager.evidence import Item, Listing
from bansou.desks.manager.finding import key_in, programme_at
from bansou.desks.manager.frozen import measure_row
from bansou.desks.manager.logged import of_programme
from bansou.desks.manager.views.indicators import short
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link, Page
from bansou.engines.indicators import Fact
from bansou.evidence.indicators.actions import exact_number, take_measure, take_measures
from bansou.evidence.indicators.models import Measure
from bansou.evidence.indicators.queries import (
    MeasurePage,
    Reading,
    frozen_units,
    page_of_measures,
    readings,
)
from bansou.evidence.indicators.rules import Difference, difference
from bansou.programmes.models import Programme


@door("indicator.read")
def index(request: Any, key: UUID) -> HttpResponse:
    """All frozen figures of a programme, the latest first."""
    programme = programme_at(request, key)
    found = page_of_measures(programme, after=key_in(request.GET.get("after", "")))
    return render(
        request,
        "manager/measures/index.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "measures": [measure_row(measure) for measure in found.rows],
            "page": _page(programme, found, has_start=bool(request.GET.get("after"))),
        },
    )


def _page(programme: Programme, found: MeasurePage, *, has_start: bool) -> Page:
    address = reverse("manager:measures", args=[programme.pk])
    return Page(
        shown=len(found.rows),
        total=found.total,
        previous_url=address if has_start else "",
        next_url=f"{address}?after={found.after}" if found.after else "",
    )


@door("indicator.freeze")
def freeze(request: Any, key: UUID) -> HttpResponse:
    """Ask, then freeze one figure or all of a programme's."""
    programme = programme_at(request, key)
    indicator = request.GET.get("indicator", "")
    found = [
        reading
        for reading in readings(programme, request.today)
        if indicator in ("", reading.definition.id)
    ]
    if not found:
        raise Http404
    back = reverse("manager:programme", args=[programme.pk])
    if indicator:
        back = reverse("manager:indicator", args=[programme.pk, indicator])
    if request.method == "POST":
        try:
            taken = _freeze(request, programme, indicator)
        except Refusal as refusal:
            return refuse(request, refusal, other=Link(_("事業の状況へ"), back))
        messages.success(request, _("確定値を%(count)d件とりました。") % {"count": taken})
        return redirect(back)
    return render(
        request,
        "manager/measures/freeze.html",
        {
            "programme": programme,
            **_what_is_fixed(found),
            "back_url": back,
            "request_key": uuid7(),
        },
    )


def _what_is_fixed(found: Sequence[Reading]) -> dict[str, Any]:
    """Of one figure a sentence, of several a list: what is fixed for good."""
    if len(found) == 1:
        fixed = {**_fixed(found[0]), "label": found[0].definition.label}
        question = _("「%(label)s」の確定値をとりますか") % fixed
        body = _(
            "定義 第%(version)d版、%(value)s、%(rows)d件の根拠がこの時点で固定されます。"
            "あとから変えられません。"
        )
        return {"question": question, "body": body % fixed}
    return {
        "question": _("確定値をとりますか"),
        "body": _("定義、数、根拠がこの時点で固定されます。あとから変えられません。"),
        "facts": [
            (
                reading.definition.label,
                _("%(value)s　根拠%(rows)d件　定義 第%(version)d版") % _fixed(reading),
            )
            for reading in found
        ],
    }


def _fixed(reading: Reading) -> dict[str, Any]:
    definition, answer = reading.definition, reading.answer
    return {
        "value": figure(reading.value, definition.unit),
        "rows": len(answer.rows),
        "version": definition.version,
    }


def _freeze(request: Any, programme: Programme, indicator: str) -> int:
    def work() -> dict[str, list[str]]:
        when = {"as_of": request.today, "at": request.now}
        if indicator:
            taken = [take_measure(programme=programme, indicator=indicator, **when)]
        else:
            taken = take_measures(programme=programme, **when)
        return {"measures": [str(measure.pk) for measure in taken]}

    done = once(
        by=request.actor,
        key=key_in(request.POST.get("request_key", "")) or uuid7(),
        action="indicator.freeze",
        body={"programme": programme.pk, "indicator": indicator},
        work=work,
    )
    return len(done["measures"])


@door("indicator.read")
def page(request: Any, key: UUID, measure: UUID) -> HttpResponse:
    """One frozen figure with its evidence, and how today's count differs from it."""
    programme = programme_at(request, key)
    frozen = Measure.objects.filter(
        organisation_id=programme.organisation_id, programme=programme, pk=measure
    ).first()
    if frozen is None:
        raise Http404
    reading = _reading_now(programme, frozen, request)
    context: dict[str, Any] = {
        "programme": programme,
        "year": FiscalYear(programme.fiscal_year).label,
        "measure": frozen,
        "row": measure_row(frozen).figure,
        "digest": short(frozen.definition_digest),
        "reading": reading,
    }
    if reading:
        context |= _compared(request, frozen, reading)
    _note(request, programme, frozen)
    return render(request, "manager/measures/page.html", context)


def _reading_now(programme: Programme, frozen: Measure, request: Any) -> Reading | None:
    """Today's reading; None where the scheme no longer has the indicator."""
    found = readings(programme, request.today)
    return next((r for r in found if r.definition.id == frozen.indicator), None)


def _compared(request: Any, frozen: Measure, reading: Reading) -> dict[str, Any]:
    found = difference(frozen_units(frozen), reading.answer)
    items, missing = _items(frozen, reading, found)
    unit = reading.definition.unit
    now = figure(reading.value, unit)
    return {
        "now": now,
        "frozen_and_now": _("確定したときは%(then)s、いま数えると%(now)sです")
        % {"then": figure(exact_number(frozen.value), unit), "now": now},
        "is_definition_changed": frozen.definition_digest != reading.definition_digest,
        "difference": found,
        "rows": Listing(request, reading, items).rows,
        "missing": missing,
        "added": Listing(request, reading, [Item(row.fact, row.also) for row in found.added]).rows,
    }


def _items(frozen: Measure, reading: Reading, found: Difference) -> tuple[list[Item], int]:
    """The frozen units as records of today, and how many records are not found any more."""
    facts = _facts_by_reference(reading)
    gone = {each.frozen: each for each in found.gone}
    items, units = [], frozen_units(frozen)
    for unit in units:
        known = [facts[name] for name in unit.facts if name in facts]
        if known:
            why = gone[unit].why if unit in gone else None
            items.append(Item(known[0], tuple(known[1:]), why, is_gone=unit in gone))
    return items, len(units) - len(items)


def _facts_by_reference(reading: Reading) -> Mapping[str, Fact]:
    standing = reading.standing
    corrected: Sequence[Fact] = [fact for fact, _by in standing.superseded]
    return {fact.id: fact for fact in (*corrected, *standing.withdrawn, *standing.facts)}


def _note(request: Any, programme: Programme, frozen: Measure) -> None:
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.OPEN,
        subject="measure",
        subject_id=frozen.pk,
        keeper_id=programme.organisation_id,
        at=request.now,
        detail={
            **of_programme(programme),
            "indicator": frozen.indicator,
            "label": frozen.label,
        },
    )
