"""事業の状況: the organisation's programmes, and one programme's figures at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear
from bansou.commons.figures import MISSING, rate_of
from bansou.commons.money import HUNDRED_MILLION, in_hundred_millions, in_thousands, yen
from bansou.desks.manager.figures import chart_row, evidence_url, in_words, notices
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.frozen import MeasureRow, measure_row
from bansou.desks.manager.logged import note_export
from bansou.desks.shared.charts import Row
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Cell, Table, file_response, number_cell
from bansou.desks.shared.waiting_releases import way_to_releases
from bansou.desks.shared.waiting_sheets import way_to_waiting
from bansou.evidence.indicators.queries import Reading, latest_measures, readings, scheme_day
from bansou.evidence.joint.queries import part_of
from bansou.grants.casebook.models import CaseSheet
from bansou.people.cases.models import Enrolment
from bansou.programmes.actions import is_in_use
from bansou.programmes.models import BudgetLine, Programme
from bansou.programmes.queries import programmes_of, scheme_version_on
from bansou.support.ibasho.queries import places_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in the list of all."""

    programme: Programme
    year: str
    cost: str
    enrolled: int
    sheets: int
    rows: Sequence[Row] = ()


@door("programme.read")
def index(request: Any) -> HttpResponse:
    """All programmes of the organisation, those that run today with their figures."""
    listed = _listed(request)
    return render(
        request,
        "manager/programmes/index.html",
        {
            "running": [item for item in listed if item.rows],
            "others": [item for item in listed if not item.rows],
            "may_edit": may_here(request, "programme.edit"),
            "waiting_sheets": way_to_waiting(request),
            "waiting_releases": way_to_releases(request),
            "has_ibasho": may_here(request, "ibasho.numbers")
            and places_of(request.actor.require_organisation()).exists(),
        },
    )


def _listed(request: Any) -> list[Listed]:
    actor = request.actor
    costs = _totals(actor, BudgetLine, Sum("yen"))
    somebody = Coalesce("case__person_id", "case_id")
    enrolled = _totals(actor, Enrolment, Count(somebody, distinct=True))
    sheets = _totals(actor, CaseSheet, Count("pk"))
    return [
        Listed(
            programme=programme,
            year=FiscalYear(programme.fiscal_year).label,
            cost=in_thousands(costs[programme.pk]) if programme.pk in costs else MISSING,
            enrolled=enrolled.get(programme.pk, 0),
            sheets=sheets.get(programme.pk, 0),
            rows=_rows_of_today(request, programme),
        )
        for programme in programmes_of(actor.sees)
    ]


def _totals(actor: Actor, model: Any, of: Any) -> Mapping[UUID, int]:
    """One number for each programme of the actor's organisation."""
    rows = model.objects.filter(organisation_id=actor.organisation_id)
    return dict(rows.values_list("programme_id").annotate(total=of).order_by())


def _rows_of_today(request: Any, programme: Programme) -> Sequence[Row]:
    if not programme.starts_on <= request.today <= programme.ends_on:
        return ()
    return [chart_row(reading) for reading in readings(programme, request.today)]


@door("programme.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """One programme: figures, what to check, budget, contracts, frozen figures."""
    programme = programme_at(request, key)
    found = readings(programme, request.today)
    lines = list(programme.budget_lines.order_by("id"))
    version = scheme_version_on(programme, scheme_day(programme, request.today))
    return render(
        request,
        "manager/programmes/page.html",
        {
            "programme": programme,
            "title": found[0].scheme.name if found else programme.name,
            "year": FiscalYear(programme.fiscal_year).label,
            "moment_of_data": request.now,
            "rows": [chart_row(reading) for reading in found],
            "is_joint": part_of(programme) is not None,
            "notices": notices(found),
            **_cost(lines),
            "contracts": programme.contracts.select_related("contractor").order_by("-starts_on"),
            "measures": _frozen(programme, found),
            "version": version,
            "may_edit": may_here(request, "programme.edit"),
            "may_take_back": may_here(request, "programme.edit") and not is_in_use(programme),
            "may_freeze": may_here(request, "indicator.freeze"),
            "may_draw_up": may_here(request, "sheet.draw_up"),
        },
    )


def _cost(lines: Sequence[BudgetLine]) -> dict[str, Any]:
    """The eligible cost as it is printed, exactly, and where it is long in 億円 too."""
    total = sum(line.yen for line in lines)
    exactly = yen(total)
    if total >= HUNDRED_MILLION:
        exactly = f"{exactly}（{in_hundred_millions(total)}）"
    return {
        "cost": in_thousands(total) if lines else "",
        "cost_exactly": exactly,
        "lines": [(line.label, yen(line.yen)) for line in lines],
    }


def _frozen(programme: Programme, found: Sequence[Reading]) -> list[MeasureRow]:
    """The last frozen figure of each indicator, in the scheme's order."""
    order = [reading.definition.id for reading in found]
    latest = {measure.indicator: measure for measure in latest_measures(programme)}
    known = [name for name in order if name in latest]
    return [measure_row(latest[name]) for name in (*known, *(latest.keys() - set(order)))]


@door("indicator.read")
def export(request: Any, key: UUID, form: str) -> HttpResponse:
    """The figures as a file."""
    if form not in FORMATS:
        raise Http404
    programme = programme_at(request, key)
    found = readings(programme, request.today)
    note_export(request, programme, form, rows=len(found))
    return file_response(figures_table(request, programme, found), form)


def figures_table(request: Any, programme: Programme, found: Sequence[Reading]) -> Table:
    """A programme's figures, one a row, with what one must know to read them."""
    year = FiscalYear(programme.fiscal_year).label
    heads = (
        _("年度"),
        _("事業"),
        _("指標"),
        _("単位"),
        _("目標"),
        _("実績"),
        _("達成率（％）"),
        _("結果が分からない記録"),
        _("数え方"),
        _("定義の版"),
        _("定義の要約値"),
        _("データの時点"),
        _("根拠の記録"),
    )
    return Table(
        _("指標　%(programme)s　%(year)s") % {"programme": programme.name, "year": year},
        heads,
        [(year, programme.name, *_cells(request, reading)) for reading in found],
    )


def _cells(request: Any, reading: Reading) -> tuple[Cell, ...]:
    definition, answer = reading.definition, reading.answer
    return (
        definition.label,
        definition.unit,
        number_cell(reading.target),
        number_cell(reading.value),
        rate_of(reading.value, reading.target),
        len(answer.unknown),
        in_words(reading),
        definition.version,
        reading.definition_digest,
        request.today,
        request.build_absolute_uri(evidence_url(reading)),
    )
