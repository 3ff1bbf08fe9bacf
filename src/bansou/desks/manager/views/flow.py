"""The flow of support: how many people were in each part, by the pathway that they took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.commons.figures import rate
from bansou.desks.manager.figures import evidence_url
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.logged import note_export
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Cell, Table, file_response
from bansou.evidence.indicators.parts import Part, parts_of
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Row:
    """One part as the page shows it; the numbers by pathway are None on the employers' side."""

    part: Part
    url: str
    unit: str
    share: str
    by_pathway: Sequence[tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Flow:
    """All parts of a programme's support, with the pathways that people of them took."""

    rows: Sequence[Row]
    pathways: Sequence[str]
    first: str


def flow_of(programme: Programme, parts: Sequence[Part]) -> Flow:
    """The rows of the page; shares are of the people in the first part who came to this one."""
    ours = [part for part in parts if not part.is_of_employers]
    labels = _pathways(ours)
    rows = [
        Row(
            part,
            evidence_url(part.reading),
            part.reading.definition.unit,
            _share(part, ours[0]) if ours and not part.is_of_employers else "",
            [
                (label, None if part.is_of_employers else part.by_pathway.get(key, 0))
                for key, label in labels.items()
            ],
        )
        for part in parts
    ]
    return Flow(rows, list(labels.values()), ours[0].reading.definition.label if ours else "")


def _share(part: Part, first: Part) -> str:
    return "" if part is first else rate(part.shared_with(first), first.people)


def _pathways(parts: Sequence[Part]) -> Mapping[str, str]:
    """The pathways of the scheme and, where they occur, those it no longer has and none."""
    scheme = parts[0].reading.scheme if parts else None
    known = {choice.key: choice.label for choice in scheme.pathways} if scheme else {}
    used = dict.fromkeys(key for part in parts for key in part.by_pathway)
    others = {key: key or _("未記入") for key in used if key not in known}
    return known | others


@door("indicator.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """The parts with their people; each number opens to its records."""
    programme = programme_at(request, key)
    values = {
        "programme": programme,
        "year": FiscalYear(programme.fiscal_year).label,
        "moment_of_data": request.now,
        "flow": flow_of(programme, parts_of(programme, request.today)),
    }
    return render(request, "manager/flow/page.html", values)


@door("indicator.read")
def export(request: Any, key: UUID, form: str) -> HttpResponse:
    """The parts as a file; taking it along is logged."""
    if form not in FORMATS:
        raise Http404
    programme = programme_at(request, key)
    flow = flow_of(programme, parts_of(programme, request.today))
    note_export(request, programme, form, rows=len(flow.rows))
    return file_response(_table(programme, flow), form)


def _table(programme: Programme, flow: Flow) -> Table:
    heads = (_("部分"), _("実数"), _("単位"), *flow.pathways)
    rows: list[tuple[Cell, ...]] = [
        (
            row.part.reading.definition.label,
            row.part.people,
            row.unit,
            *(n for _label, n in row.by_pathway),
        )
        for row in flow.rows
    ]
    year = FiscalYear(programme.fiscal_year).label
    name = _("支援の流れ　%(programme)s　%(year)s")
    return Table(name % {"programme": programme.name, "year": year}, heads, rows)
