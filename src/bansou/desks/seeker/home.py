"""わたしのページ: what comes next, what is promised, what waits for an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.tasks.queries import owed_on
from bansou.desks.seeker.answering import waiting_for_answer
from bansou.desks.seeker.gate import Own, own
from bansou.desks.seeker.plan import Part, plan_of
from bansou.desks.seeker.reading import READERS_ON_HOME, readings
from bansou.desks.shared.door import door
from bansou.people.cases.promising import SUBJECT
from bansou.people.steps.queries import notes_shared_on
from bansou.support.training.models import CourseApplication
from bansou.support.training.queries import applications_of


@dataclass(frozen=True, slots=True)
class Coming:
    """Something on a day to come: when, what, where."""

    on: date
    title: str
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""


@require_safe
@door("my.read")
def home(request: Any) -> HttpResponse:
    """The page that somebody sees first."""
    it = own(request)
    coming = sorted(_coming(it, request.today), key=lambda one: (one.on, one.starts_at or time()))
    values = {
        "it": it,
        "next": coming[0] if coming else None,
        "later": coming[1:],
        "promises": _promises(it),
        "answers": waiting_for_answer(it.cases, request.today),
        "plan": _plan(it, request.today),
        "notes": notes_shared_on(it.cases)[:1],
        "readings": readings(request, it.cases)[:READERS_ON_HOME],
    }
    return render(request, "seeker/home.html", values)


def _coming(it: Own, today: date) -> Iterator[Coming]:
    """The days of the courses in which there is a seat."""
    for case in it.cases:
        enrolled = applications_of(case).filter(state=CourseApplication.State.ENROLLED)
        for application in enrolled:
            run = application.run
            for day in run.days.all() if run else ():
                if run and day.on >= today:
                    yield Coming(
                        on=day.on,
                        title=_("%(course)s　%(number)d日目")
                        % {"course": application.title, "number": day.number},
                        starts_at=run.starts_at,
                        ends_at=run.ends_at,
                        place=run.place,
                    )


def _promises(it: Own) -> list[Any]:
    """What those who support have promised, the next due first."""
    return [
        task
        for case in it.cases
        if case.is_open
        for task in owed_on(case.pk).filter(subject=SUBJECT)
    ]


def _plan(it: Own, today: date) -> list[Part]:
    case = it.case
    return plan_of(case, today) if case and case.is_open else []
