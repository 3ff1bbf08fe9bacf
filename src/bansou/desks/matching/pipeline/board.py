"""The board of stages: how many companies stand where, the first of each, and what kept them back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.desks.matching.gate import refusing
from bansou.desks.matching.sections import lead
from bansou.desks.shared.door import door
from bansou.employers.companies.models import Company
from bansou.employers.companies.queries import companies_of
from bansou.employers.guide.kit import reasons_of
from bansou.employers.pipeline.queries import PipelineStage, counts_of, staged
from bansou.employers.pipeline.telling import told_of
from bansou.employers.visits.models import EmployerVisit
from bansou.placement.hires.queries import hiring_companies

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board: its number opens to the companies that stand there."""

    label: str
    key: str
    number: int
    url: str
    rows: Sequence[tuple[Company, Any]]

    @property
    def more(self) -> int:
        """How many companies stand there beside those that are shown."""
        return self.number - len(self.rows)


@require_safe
@door("company.read")
@refusing
def board(request: Any) -> HttpResponse:
    """All stages beside one another."""
    keeper_id = request.actor.require_organisation()
    year = FiscalYear.of(request.today)
    visits = EmployerVisit.objects.filter(
        organisation_id=keeper_id, withdrawn_at=None, on__gte=year.starts_on, on__lte=year.ends_on
    )
    values = {
        "columns": columns_of(request, _SHOWN),
        "year": year,
        "visits": visits.count(),
        "visited": visits.order_by().values("company_id").distinct().count(),
        "hesitations": hesitations_of(keeper_id),
        **lead(request, "matching:board"),
    }
    return render(request, "matching/pipeline/board.html", values)


def columns_of(request: Any, most: int) -> list[Column]:
    """The stages with the first companies of each, by reading."""
    keeper_id = request.actor.require_organisation()
    companies, hired = companies_of(keeper_id), hiring_companies(keeper_id)
    counts = counts_of(companies, hired, request.today)
    rows = staged(companies, hired, request.today)
    return [
        Column(
            label=str(stage.label),
            key=stage.value,
            number=counts[stage.value],
            url=f"{reverse('matching:companies')}?{urlencode({'stage': stage.value})}",
            rows=_first(keeper_id, rows.filter(stage=stage.value), request.today, most),
        )
        for stage in PipelineStage
    ]


def _first(keeper_id: Any, rows: Any, today: Any, most: int) -> list[tuple[Company, Any]]:
    if not most:
        return []
    shown = list(rows[:most])
    told = told_of(keeper_id, [row.pk for row in shown], today)
    return [(row, told[row.pk]) for row in shown]


def hesitations_of(keeper_id: Any) -> list[tuple[str, str, int]]:
    """Each reason that keeps companies back: its key, its words, and of how many it is on record."""
    rows = EmployerVisit.objects.filter(
        organisation_id=keeper_id, withdrawn_at=None, hesitations__len__gt=0
    ).values_list("company_id", "hesitations")
    named = {(company, key) for company, keys in rows for key in keys}
    counted = Counter(key for _company, key in named)
    reasons: Mapping[str, str] = reasons_of(keeper_id)
    return [(key, reasons.get(key, key), number) for key, number in counted.most_common()]
