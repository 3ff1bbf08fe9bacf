"""講座: what a programme offers, which runs are to come, and the calendar of every day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.desks.shared.door import door
from bansou.desks.shared.months import month_of, read_month
from bansou.desks.shared.parts import Link
from bansou.desks.training.allotments import past
from bansou.desks.training.finding import (
    may_here,
    programme_at,
    programmes_for,
    provider_of,
    refusing,
)
from bansou.desks.training.roster import may_hold_any
from bansou.desks.training.words import (
    course_rows,
    days_in_words,
    package_rows,
    too_short,
    undecided,
)
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.courses import Course
from bansou.schemes.shape import Scheme
from bansou.support.training.models import CourseApplication, CourseRun, RunDay
from bansou.support.training.queries import days_between, runs_of, with_wishes


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run to come, with its days in words and how many seats are left."""

    run: CourseRun
    days: str
    left: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What one programme offers."""

    programme: Programme
    scheme: Scheme
    runs: list[RunRow]
    packages: list[tuple[Any, list[Any]]]
    courses: list[Any]
    gaps: list[str]
    to_allot: list[Any]
    allotments: list[Any]
    today: list[RunDay]


@require_safe
@door("course.read")
@refusing
def courses(request: Any) -> HttpResponse:
    """Every programme of today with its runs to come and its catalogue."""
    offered = [
        _offered(request, programme) for programme in programmes_for(request.actor, request.today)
    ]
    values = {
        "offered": offered,
        "may_plan": may_here(request, "course.plan"),
    }
    return render(request, "training/courses.html", values)


def _offered(request: Any, programme: Programme) -> Offered:
    scheme = scheme_on(programme, request.today)
    offered = [course for course in scheme.courses if course.holds_on(request.today)]
    runs = _runs_to_come(request, programme)
    return Offered(
        programme=programme,
        scheme=scheme,
        runs=runs,
        packages=[(package, package_rows(scheme, package)) for package in scheme.packages],
        courses=course_rows(scheme, offered),
        gaps=_gaps(scheme, offered) if may_here(request, "course.plan") else [],
        to_allot=_exceeded(request, scheme, runs) if may_here(request, "course.allot") else [],
        allotments=past(programme, provider_of(request.actor, programme)),
        today=_today(request, programme),
    )


def _gaps(scheme: Scheme, courses: list[Course]) -> list[str]:
    """What the scheme leaves open, for who plans runs: courses too short, days not decided."""
    gaps = too_short(scheme, courses)
    if open_ones := undecided(courses):
        said = _("日数と時間数が事業スキームにない講座が%(number)dつあります（%(labels)s）。")
        gaps.append(said % {"number": len(open_ones), "labels": "、".join(open_ones)})
    return gaps


def _today(request: Any, programme: Programme) -> list[RunDay]:
    """Today's days of the runs that the member's organisation holds, for who marks attendance."""
    own, day = request.actor.organisation_id, request.today
    if not may_hold_any(request):
        return []
    return list(days_between(programme, day, day, provider_id=own))


def _exceeded(request: Any, scheme: Scheme, runs: list[RunRow]) -> list[Course]:
    """The courses in which some run that has not begun is wished for by more than it has seats."""
    found = {
        row.run.course
        for row in runs
        if row.wishes > row.left and days_of(row.run)[0] > request.today
    }
    return [course for course in scheme.courses if course.key in found]


def _runs_to_come(request: Any, programme: Programme) -> list[RunRow]:
    """The runs that are not over, or in which somebody has not finished, by their first day."""
    runs = with_wishes(runs_of(programme, provider_id=provider_of(request.actor, programme)))
    kept = {"organisation_id": programme.organisation_id}
    to_come = RunDay.objects.filter(on__gte=request.today, **kept)
    unfinished = CourseApplication.objects.filter(state=CourseApplication.State.ENROLLED, **kept)
    coming = runs.filter(
        Q(pk__in=to_come.values("run_id")) | Q(pk__in=unfinished.values("run_id")),
        cancelled_at=None,
    ).prefetch_related("days")
    return [
        RunRow(
            run=run,
            days=days_in_words(days_of(run), request.today),
            left=run.capacity - run.taken,
            wishes=run.first_wishes,
        )
        for run in coming
    ]


def days_of(run: CourseRun) -> list[date]:
    """The days of a run in order, from what was loaded with it."""
    return sorted(day.on for day in run.days.all())


@require_safe
@door("course.read")
@refusing
def calendar(request: Any, key: UUID) -> HttpResponse:
    """A month with every day of every run; the next one with any, unless another is asked for."""
    programme = programme_at(request, key)
    provider_id = provider_of(request.actor, programme)
    coming = days_between(programme, request.today, date.max, provider_id=provider_id).first()
    first = read_month(request.GET.get("month", ""), coming.on if coming else request.today)
    empty = month_of(first)
    held: dict[date, list[RunDay]] = defaultdict(list)
    for day in days_between(programme, empty.from_on, empty.until_on, provider_id=provider_id):
        held[day.on].append(day)
    values = {
        "programme": programme,
        "month": month_of(first, held),
        "number": sum(1 for day in held if day.month == first.month),
        "crumbs": [Link(_("講座"), reverse("training:courses")), Link(_("カレンダー"))],
    }
    return render(request, "training/calendar.html", values)
