"""My courses: the catalogue, applying, what was attended, certificates; and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.commons.requests.actions import once
from bansou.desks.seeker.course_form import WishForm
from bansou.desks.seeker.gate import own, own_case, refusing
from bansou.desks.seeker.lots import Drawn, drawn_for
from bansou.desks.shared.costs import own_costs
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import in_days
from bansou.desks.shared.parts import Chip
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.programmes.models import Programme
from bansou.schemes.courses import Course
from bansou.schemes.shape import Scheme
from bansou.support.training.applying import (
    Wanted,
    apply_for_course,
    lock_on_courses,
    open_to_courses,
)
from bansou.support.training.models import Attendance, CourseApplication, CourseRun
from bansou.support.training.queries import (
    application_of,
    applications_of,
    attendance_of,
    held_by,
    open_runs,
)
from bansou.support.training.refusals import NoRunYet
from bansou.support.training.sealing import seals_of
from bansou.support.training.seats import end_application, move_up

_State = CourseApplication.State
#: How an application stands, to the person who applied.
_STANDS = {
    _State.APPLIED: Chip(gettext_lazy("返事を待っています"), "plain"),
    _State.APPROVED: Chip(gettext_lazy("席を決めています"), "key"),
    _State.WAITING: Chip(gettext_lazy("空きを待っています"), "warn"),
    _State.ENROLLED: Chip(gettext_lazy("受講が決まりました"), "good"),
    _State.COMPLETED: Chip(gettext_lazy("修了しました"), "good"),
    _State.DECLINED: Chip(gettext_lazy("見送りになりました"), "quiet"),
    _State.WITHDRAWN: Chip(gettext_lazy("取り下げました"), "quiet"),
}
_MARKS = {
    Attendance.State.ATTENDED: gettext_lazy("出席しました"),
    Attendance.State.MISSED: gettext_lazy("お休みしました"),
    Attendance.State.EXPECTED: gettext_lazy("振替の日です"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A course of the catalogue: how long it takes, what it costs, when it begins next."""

    course: Course
    kind: str
    costs: str
    runs: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Mine:
    """One application with its days, or as long as there is no seat, the runs asked for by rank."""

    application: CourseApplication
    chip: Chip
    wishes: Sequence[tuple[int, CourseRun, str]]
    days: Sequence[tuple[Any, str]]
    may_withdraw: bool
    drawn: Drawn | None


@require_safe
@door("my.read")
@refusing
def courses(request: Any) -> HttpResponse:
    """What somebody applied for, what they hold, and what is offered."""
    case = own_case(request, "my.read")
    enrolled = enrolled_on(case, request.today)
    lock = lock_on_courses(case, enrolled.scheme) if enrolled else None
    mine = [_mine(request, case, one) for one in applications_of(case)]
    values = {
        "mine": mine,
        "held": list(held_by(case)),
        "lock": lock.sentence if lock else "",
        "offered": _catalogue(request, enrolled.programme, enrolled.scheme) if enrolled else [],
        "is_open": case.is_open,
        "asked": {it.application.course for it in mine if it.may_withdraw},
    }
    return render(request, "seeker/courses.html", values)


def _mine(request: Any, case: Case, application: CourseApplication) -> Mine:
    marks = {it.day_id: it for it in attendance_of(application)}
    days = list(application.run.days.all()) if application.run else []
    days += [it.day for it in marks.values() if it.day.run_id != application.run_id]
    return Mine(
        application=application,
        chip=_STANDS[_State(application.state)],
        wishes=[] if application.run else _wishes(application, request.today),
        days=[(day, _mark(marks.get(day.pk))) for day in sorted(days, key=lambda day: day.on)],
        may_withdraw=case.is_open and application.state in CourseApplication.OPEN,
        drawn=drawn_for(request, application),
    )


def _wishes(application: CourseApplication, today: date) -> list[tuple[int, CourseRun, str]]:
    """The runs that were asked for, the first wish first, with their days in words."""
    wishes = sorted(application.wishes.all(), key=lambda wish: wish.rank)
    return [
        (wish.rank, wish.run, in_days([day.on for day in wish.run.days.all()], today))
        for wish in wishes
    ]


def _mark(attendance: Attendance | None) -> str:
    return str(_MARKS[Attendance.State(attendance.state)]) if attendance else ""


def _catalogue(request: Any, programme: Programme, scheme: Scheme) -> list[Offered]:
    """The courses that the programme offers today, those with a run to come first."""
    offered = [
        _offered(scheme, course, list(open_runs(programme, course.key, request.now)))
        for course in scheme.courses
        if course.holds_on(request.today)
    ]
    return sorted(offered, key=lambda it: not it.runs)


def _offered(scheme: Scheme, course: Course, runs: Sequence[Any]) -> Offered:
    """A course; what it costs is what the next run costs, as it is where one applies."""
    lines = runs[0].costs if runs else [line.model_dump() for line in course.costs]
    return Offered(course=course, kind=_kind(scheme, course), costs=own_costs(lines), runs=runs)


def _kind(scheme: Scheme, course: Course) -> str:
    it = scheme.qualification(course.qualification or "")
    return it.kind_label if it else ""


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def apply(request: Any, course: str) -> HttpResponse:
    """Ask which run suits; apply once. The counsellor answers, nobody has to decide at once."""
    case = own_case(request, "my.apply")
    programme, scheme = open_to_courses(case, request.today)
    wanted = scheme.course(course)
    if wanted is None or not wanted.holds_on(request.today):
        raise Http404
    runs = list(open_runs(programme, wanted.key, request.now))
    if not runs:
        raise NoRunYet(course=wanted.label)
    form = WishForm(request.POST if request.method == "POST" else None, runs=runs)
    if form.is_valid():
        try:
            _apply(request, case, wanted, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("申し込みました。担当の相談員が見て、返事をします。"))
            return redirect("seeker:courses")
    status = 422 if form.is_bound and form.errors else 200
    values = {
        "form": form,
        "course": wanted,
        "costs": own_costs(runs[0].costs),
        "digests": _digests(programme, wanted, runs),
    }
    return render(request, "seeker/apply.html", values, status=status)


def _digests(programme: Programme, course: Course, runs: Sequence[CourseRun]) -> list[str]:
    """What is published of the seeds by which seats may be drawn; the seeds nobody reads here."""
    body = Organisation.objects.get(pk=programme.organisation_id)
    with acting(service_actor("seats", body), why="digests of lots"):
        found = seals_of(programme, {run.provider_id for run in runs}, course.key)
        return sorted(it.digest for it in found.values())


def _apply(request: Any, case: Case, course: Course, form: WishForm) -> None:
    wanted = Wanted(course=course.key, wishes=form.wishes(), purpose=form.cleaned_data["purpose"])

    def work() -> Mapping[str, Any]:
        made = apply_for_course(
            by=request.actor, case=case, wanted=wanted, on=request.today, at=request.now
        )
        return {"application": str(made.pk)}

    body = {
        "case": case.pk,
        "course": wanted.course,
        "wishes": [run.pk for run in wanted.wishes],
        "purpose": wanted.purpose,
    }
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action="my.apply", body=body, work=work)


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask once, without a reason; take the application back, and the seat goes on."""
    application = application_of(pk)
    if application is None or application.case_id not in {c.pk for c in own(request).cases}:
        raise Http404
    if request.method == "POST":
        seat = application.run if application.state == _State.ENROLLED else None
        end_application(
            by=request.actor,
            application=application,
            state=_State.WITHDRAWN,
            because=_("本人が取り下げた"),
            on=request.today,
            at=request.now,
        )
        if seat:
            _pass_on(request, seat)
        messages.success(request, _("取り下げました。また申し込めます。"))
        return redirect("seeker:courses")
    return render(request, "seeker/withdraw.html", {"application": application})


def _pass_on(request: Any, run: CourseRun) -> None:
    """Others wait for the seat whom this person does not see: a service gives it on."""
    body = Organisation.objects.get(pk=run.organisation_id)
    with acting(service_actor("seats", body), why="seat given back") as service:
        move_up(by=service, run=run, on=request.today, at=request.now)
