"""出欠: one day of a run, everybody expected on it, marked on a phone in one go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.desks.training.finding import refusing
from bansou.desks.training.roster import Expected, held_among, note_seen
from bansou.desks.training.runs import crumbs
from bansou.support.training.attending import mark_attendance
from bansou.support.training.models import CourseApplication, RunDay
from bansou.support.training.queries import (
    day_of,
    guests_on,
    marks_on,
    seated_in,
)
from bansou.support.training.refusals import NotYetHeldDay

_MARKS = {"attended": True, "missed": False}


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def attendance(request: Any, pk: UUID, number: int) -> HttpResponse:
    """Everybody expected on a day; what is marked is kept, and can be put right."""
    day = day_of(pk, number)
    if day is None or day.run.provider_id != request.actor.organisation_id:
        raise Http404
    request.back = Link(_("この回へ戻る"), reverse("training:run", args=[day.run_id]))
    if day.on > request.today:
        raise NotYetHeldDay()
    expected = _expected(request, day)
    theirs: list[Expected] = []
    if request.method == "POST":
        theirs = [it for it in expected if _was_changed(request, it)]
        if not theirs:
            marked = _mark(request, day, expected)
            if marked:
                done = _("出欠を%(number)d人分、付けました。") % {"number": marked}
                messages.success(request, done)
            else:
                messages.info(request, _("新しく付けた出欠は、ありません。"))
            return redirect("training:run", day.run_id)
    shown = [it.application for it in expected]
    note_seen(request, shown, run=str(day.run_id), number=day.number)
    values = {
        "day": day,
        "run": day.run,
        "shown": [(it, request.POST.get(_field(it), "") or it.mark) for it in expected],
        "theirs": theirs,
        "crumbs": [
            crumbs()[0],
            Link(day.run.title, reverse("training:run", args=[day.run_id])),
            Link(_("%(number)d日目の出欠") % {"number": day.number}),
        ],
    }
    status = 409 if theirs else 200
    return render(request, "training/attendance.html", values, status=status)


def _field(it: Expected) -> str:
    return f"mark_{it.application.pk}"


def _was_changed(request: Any, it: Expected) -> bool:
    """Tell whether somebody else marked this person after the page was opened, and otherwise."""
    was = request.POST.get(f"was_{it.application.pk}", it.mark)
    said = request.POST.get(_field(it), "")
    return it.mark != was and said in _MARKS and said != it.mark


def _expected(request: Any, day: RunDay) -> list[Expected]:
    """Who has a seat, then who makes the day up here; only people referred to the member's body."""
    marks = marks_on(day)
    enrolled = CourseApplication.State.ENROLLED
    seated = held_among(request, seated_in(day.run))
    own = [it for it in seated if it.state == enrolled or it.pk in marks]
    guests = held_among(request, guests_on(day))
    return [
        Expected(
            application=it,
            name=called(it.case),
            is_guest=it.run_id != day.run_id,
            mark=marks.get(it.pk, ""),
        )
        for it in [*sorted(own, key=lambda it: called(it.case)), *guests]
    ]


def _mark(request: Any, day: RunDay, expected: list[Expected]) -> int:
    """Mark everybody about whom something was said that is not on record yet."""
    said = 0
    with transaction.atomic():
        for it in expected:
            mark = request.POST.get(_field(it), "")
            if mark not in _MARKS or mark == it.mark:
                continue
            mark_attendance(
                by=request.actor,
                application=it.application,
                day=day,
                attended=_MARKS[mark],
                today=request.today,
                at=request.now,
            )
            said += 1
    return said
