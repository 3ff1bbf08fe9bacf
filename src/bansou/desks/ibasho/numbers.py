"""The numbers of places to be: people and days, without showing single people; and outcomes by kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may, visible
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import FiscalYear
from bansou.desks.ibasho.finding import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.engines.disclosure import Counts, Published, protect
from bansou.people.cases.models import Case
from bansou.placement.hires.models import Hire
from bansou.support.ibasho.models import Stage
from bansou.support.ibasho.queries import cases_taking_part, numbers, places_of


@dataclass(frozen=True, slots=True)
class Row:
    """One place, or all together: people at each stage and in all, and visits; None is not told."""

    name: str
    stages: list[tuple[str, int | None]]
    people: int | None
    visits: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many people reached something; who they are, for whoever may see the cases."""

    label: str
    number: int
    said: str
    cases: Sequence[Case]


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
    outcomes = [
        (_("就労"), hired, _("就職した人")),
        (_("社会参加"), taking_part, _("居場所に来た人（同意のある人）")),
        (_("社会参加だけ"), taking_part - hired, _("うち、まだ就職していない人")),
    ]
    seen = _seen(request, hired | taking_part)
    values = {
        "rows": _rows(request, year),
        "stages": [label for __, label in Stage.choices],
        "least": settings.LEAST_PEOPLE_TOLD,
        "year": year,
        "outcomes": [
            Outcome(label, len(keys), said, [seen[key] for key in seen if key in keys])
            for label, keys, said in outcomes
        ],
        "crumbs": [
            Link(_("事業の状況"), reverse("manager:programmes")),
            Link(_("居場所を数で見る")),
        ],
    }
    return render(request, "ibasho/numbers.html", values)


def _seen(request: Any, keys: set[UUID]) -> dict[UUID, Case]:
    """The cases counted that the member may list; that they were shown is logged."""
    if not may(request.actor, "case.list", None, request.today):
        return {}
    rows = Case.objects.filter(pk__in=keys).select_related("person")
    cases = visible(request.actor, rows, request.today, action="case.list", case="id", are_own=True)
    found = {it.pk: it for it in cases.order_by("number")}
    note_list(
        by=request.actor,
        subject="case_list",
        at=request.now,
        shown=[(it.organisation_id, it.pk) for it in found.values()],
        detail={},
    )
    return found


def _rows(request: Any, year: FiscalYear) -> list[Row]:
    """The places with their numbers, and all together, as they may leave the office."""
    places = list(places_of(request.actor.require_organisation()))
    if not places:
        return []
    found = {(it.ibasho_id, it.stage): it for it in numbers(year.starts_on, year.ends_on)}
    each = [[found.get((place.pk, stage)) for stage in Stage.values] for place in places]
    counts = Counts([[it.people if it else 0 for it in row] for row in each])
    published = protect(counts, threshold=settings.LEAST_PEOPLE_TOLD)
    visits = [sum(it.visits for it in row if it) for row in each]
    names = [place.name for place in places]
    return [
        _row(published, at, name, all_visits)
        for at, (name, all_visits) in enumerate(
            zip([*names, _("すべての居場所")], [*visits, sum(visits)], strict=True)
        )
    ]


def _row(published: Published, at: int, name: str, visits: int) -> Row:
    """A row of the table; where its people are not told, its visits are not either."""
    labels = [str(label) for _value, label in Stage.choices]
    people = published.shown((at, len(labels)))
    return Row(
        name=name,
        stages=[(label, published.shown((at, column))) for column, label in enumerate(labels)],
        people=people,
        visits=None if people is None else visits,
    )
