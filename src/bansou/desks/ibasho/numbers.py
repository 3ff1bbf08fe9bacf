"""The numbers of places to be: people and days, without showing single people; and outcomes by kind."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.desks.ibasho.finding import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.placement.hires.models import Hire
from bansou.support.ibasho.models import Ibasho, Stage
from bansou.support.ibasho.queries import cases_taking_part, numbers, places_of
from bansou.support.ibasho.rules import told


@dataclass(frozen=True, slots=True)
class Row:
    """One place: people at each stage and in all, and visits; None where it is not told."""

    place: Ibasho
    stages: list[tuple[str, int | None]]
    people: int | None
    visits: int | None


@require_safe
@door("ibasho.numbers")
@refusing
def numbers_page(request: Any) -> HttpResponse:
    """This fiscal year's numbers of every place, and people by the kind of their outcome."""
    year = FiscalYear.of(request.today)
    own = request.actor.require_organisation()
    hired = set(
        Hire.objects.filter(
            organisation_id=own, hired_on__range=(year.starts_on, year.ends_on)
        ).values_list("case_id", flat=True)
    )
    taking_part = cases_taking_part(own, year.starts_on, year.ends_on)
    values = {
        "rows": _rows(request, year),
        "stages": [label for __, label in Stage.choices],
        "least": settings.LEAST_PEOPLE_TOLD,
        "year": year,
        "outcomes": [
            (_("就労"), len(hired), _("就職した人")),
            (_("社会参加"), len(taking_part), _("居場所に来た人（同意のある人）")),
            (_("社会参加だけ"), len(taking_part - hired), _("うち、まだ就職していない人")),
        ],
        "crumbs": [
            Link(_("事業の状況"), reverse("manager:programmes")),
            Link(_("居場所を数で見る")),
        ],
    }
    return render(request, "ibasho/numbers.html", values)


def _rows(request: Any, year: FiscalYear) -> list[Row]:
    found = {(it.ibasho_id, it.stage): it for it in numbers(year.starts_on, year.ends_on)}
    rows = []
    for place in places_of(request.actor.require_organisation()):
        each = {stage: found.get((place.pk, stage)) for stage in Stage.values}
        people = {stage: it.people if it else 0 for stage, it in each.items()}
        shown = told(people, settings.LEAST_PEOPLE_TOLD)
        total = sum(people.values())
        is_told = total == 0 or total >= settings.LEAST_PEOPLE_TOLD
        visits = sum(it.visits for it in each.values() if it)
        rows.append(
            Row(
                place,
                [(str(Stage(stage).label), shown[stage]) for stage in each],
                total if is_told else None,
                visits if is_told else None,
            )
        )
    return rows
