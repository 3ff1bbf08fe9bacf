"""Visits and trials that go on, that have ended, and the calendar of their days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import visible
from bansou.commons.audit.actions import note_list
from bansou.desks.experience.finding import address_of, refusing
from bansou.desks.experience.sections import tabs_of
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import chip_of, hours_of, in_days
from bansou.desks.shared.months import month_of, read_month
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Chip
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.support.experience.models import Experience, ExperienceDay
from bansou.support.experience.queries import days_of_keeper, ended_experiences, open_experiences

#: So many of those that are over are shown; older ones are found on their case.
SHOWN_ENDED = 100
_State = Experience.State


@dataclass(frozen=True, slots=True)
class Row:
    """One visit or trial in a list."""

    experience: Experience
    url: str
    name: str
    employer: str
    when: str
    hours: str
    chip: Chip
    reason: str


def _seen(request: Any, rows: QuerySet[Any], closed: str = "case__closed_on") -> QuerySet[Any]:
    """Those of the rows that the table lets the member read."""
    return visible(request.actor, rows, request.today, action="experience.read", closed=closed)


@require_safe
@door("experience.read")
@refusing
def going_on(request: Any) -> HttpResponse:
    """What is to be arranged, to be confirmed, and goes on; each in its section."""
    found = list(_seen(request, open_experiences(request.actor.require_organisation())))
    _note(request, found)
    sections = (
        (_State.REQUESTED, _("受入先と日程を決める"), _("申込みは、ケースの「見学・体験」から。")),
        (_State.ARRANGED, _("確認を待っている"), _("確認待ちのものは、ありません。")),
        (_State.CONFIRMED, _("行っている"), _("いま行っているものは、ありません。")),
    )
    values = {
        "sections": [
            (state, title, none, _rows(request, [one for one in found if one.state == state]))
            for state, title, none in sections
        ],
        "tabs": tabs_of(request, "experience:open"),
    }
    return render(request, "experience/open.html", values)


@require_safe
@door("experience.read")
@refusing
def ended(request: Any) -> HttpResponse:
    """Those that have ended or were declined, with outcome and reason."""
    found = list(_seen(request, ended_experiences(_keeper(request)))[:SHOWN_ENDED])
    _note(request, found)
    values = {
        "rows": _rows(request, found),
        "shown": SHOWN_ENDED,
        "tabs": tabs_of(request, "experience:ended"),
    }
    return render(request, "experience/ended.html", values)


@require_safe
@door("experience.read")
@refusing
def calendar(request: Any) -> HttpResponse:
    """A month with every day on which somebody is or was to be at a workplace."""
    first = read_month(request.GET.get("month", ""), request.today)
    empty = month_of(first)
    held: dict[date, list[tuple[ExperienceDay, str]]] = defaultdict(list)
    days = _seen(request, days_of_keeper(_keeper(request), empty.from_on, empty.until_on))
    for day in days:
        held[day.on].append((day, called(day.experience.case)))
    _note(request, [day.experience for day in days])
    values = {
        "month": month_of(first, held),
        "number": sum(1 for day in held if day.month == first.month),
        "tabs": tabs_of(request, "experience:calendar"),
    }
    return render(request, "experience/calendar.html", values)


def _keeper(request: Any) -> Any:
    return request.actor.require_organisation()


def _rows(request: Any, found: list[Experience]) -> list[Row]:
    words = Vocabulary.of(_keeper(request), request.today)
    return [
        Row(
            experience=one,
            url=address_of(one),
            name=called(one.case),
            employer=one.host.company.name if one.host else _("まだ決まっていません"),
            when=in_days([day.on for day in one.days.all()], request.today),
            hours=hours_of(one),
            chip=chip_of(one),
            reason=words.label("mismatch_reasons", one.mismatch_reason),
        )
        for one in found
    ]


def _note(request: Any, found: list[Experience]) -> None:
    """The keeper is told whose names were shown."""
    note_list(
        by=request.actor,
        subject="experiences",
        at=request.now,
        shown=[(one.organisation_id, one.case_id) for one in found],
        detail={},
    )
