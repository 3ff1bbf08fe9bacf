"""One person's course: the days they came, days to make up, and the end with its certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import day_in_list
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import door
from bansou.desks.shared.handing_in import FileForm, handed_out
from bansou.desks.shared.names import addressed, called
from bansou.desks.shared.parts import Link
from bansou.desks.training.finding import refusing
from bansou.desks.training.forms import CompletionForm, MakeUpForm
from bansou.desks.training.roster import may_hold
from bansou.desks.training.runs import crumbs
from bansou.support.training.attending import complete_course, plan_make_up
from bansou.support.training.certificates import keep_certificate
from bansou.support.training.models import CourseApplication, HeldQualification, RunDay
from bansou.support.training.queries import (
    application_of,
    attendance_of,
    days_for_making_up,
    held_by,
    last_attended,
    missing_numbers,
)

_State = CourseApplication.State


def application_at(request: Any, pk: UUID) -> CourseApplication:
    """The application of an address, for staff to whom its person is referred."""
    application = application_of(pk)
    if application is None:
        raise Http404
    if not may_hold(request, application):
        _note(request, application, AccessLog.Kind.REFUSED)
        request.is_judged = True
        raise Http404
    address = reverse("training:participant", args=[application.pk])
    request.back = Link(_("受講者のページへ戻る"), address)
    return application


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of somebody's course, where it is held, and what was marked."""

    number: int
    day: RunDay
    where: str
    mark: str


@require_safe
@door("training.hold")
@refusing
def participant(request: Any, pk: UUID) -> HttpResponse:
    """What the provider needs to know of somebody: contact, days, certificate."""
    application = application_at(request, pk)
    missing = missing_numbers(application) if application.state == _State.ENROLLED else ()
    held = (
        held_by(application.case)
        .filter(qualification=application.qualification)
        .select_related("file")
        .first()
    )
    values = {
        "application": application,
        "case": application.case,
        "title": called(application.case),
        "days": _days(application, request),
        "missing": "、".join(_("%(number)d日目") % {"number": number} for number in missing),
        "may_complete": application.state == _State.ENROLLED and not missing,
        "may_make_up": bool(missing) and days_for_making_up(application, request.today).exists(),
        "is_open": application.state in CourseApplication.OPEN,
        "held": held,
        "gave": held is not None and held.application_id == application.pk,
        "crumbs": _crumbs(application),
    }
    _note(request, application)
    return render(request, "training/participant.html", values)


def _crumbs(application: CourseApplication, *further: str) -> list[Link]:
    first, *_rest = crumbs()
    above = [first]
    if application.run:
        address = reverse("training:run", args=[application.run_id])
        above.append(Link(application.title, address))
    if not further:
        return [*above, Link(called(application.case))]
    own = reverse("training:participant", args=[application.pk])
    return [*above, Link(called(application.case), own), *(Link(text) for text in further)]


def _days(application: CourseApplication, request: Any) -> list[DayRow]:
    """The days of the person's own run, then those that they make up elsewhere."""
    marks = {mark.day_id: mark for mark in attendance_of(application)}
    own: Sequence[RunDay] = (
        list(application.run.days.select_related("run").order_by("number"))
        if application.run
        else []
    )
    others = [mark.day for mark in marks.values() if mark.day.run_id != application.run_id]
    return [
        DayRow(
            number=day.number,
            day=day,
            where="" if day.run_id == application.run_id else _elsewhere(day, request),
            mark=marks[day.pk].get_state_display() if day.pk in marks else "",
        )
        for day in [*own, *others]
    ]


def _elsewhere(day: RunDay, request: Any) -> str:
    return _("%(day)sの回で振替") % {"day": day_in_list(day.on, request.today)}


def _note(
    request: Any,
    application: CourseApplication,
    kind: AccessLog.Kind = AccessLog.Kind.OPEN,
) -> None:
    """Opening somebody's course, or not being let in, is written into the keeper's log."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="application",
        subject_id=application.pk,
        case_id=application.case_id,
        at=request.now,
        keeper_id=application.organisation_id,
    )


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def make_up(request: Any, pk: UUID) -> HttpResponse:
    """Ask on which day of a later run a missed day is made up; expect the person there."""
    application = application_at(request, pk)
    offered = list(days_for_making_up(application, request.today))
    form = MakeUpForm(request.POST or None, days=offered)
    if form.is_valid():
        day = next(day for day in offered if str(day.pk) == form.cleaned_data["day"])
        try:
            plan_make_up(by=request.actor, application=application, day=day, today=request.today)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("振替を予定しました。その日の出欠の一覧に出ます。"))
            return redirect("training:participant", application.pk)
    title = _("%(name)sの振替を予定する") % {"name": addressed(application.case)}
    body = _("欠席した日と同じ番号の日に出席すると、その日の分になります。")
    return _form_page(request, application, form, title, body, _("振替を予定する"))


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def complete(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the day and the certificate's number; complete the course."""
    application = application_at(request, pk)
    form = CompletionForm(
        request.POST or None,
        initial={"on": last_attended(application) or request.today},
        needs_number=bool(application.qualification),
    )
    if form.is_valid():
        try:
            complete_course(
                by=request.actor,
                application=application,
                on=form.cleaned_data["on"],
                number=form.cleaned_data.get("number", ""),
                today=request.today,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("修了にしました。委託元の経過にも入りました。"))
            return redirect("training:participant", application.pk)
    title = _("%(name)sの「%(course)s」を修了にする") % {
        "name": addressed(application.case),
        "course": application.title,
    }
    body = _("修了にすると、保有資格に番号とともに入ります。出欠はもう変えられません。")
    return _form_page(request, application, form, title, body, _("修了にする"))


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def certificate(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the certificate's file; keep it with the qualification that the course gave."""
    application, held = _with_certificate(request, pk)
    form = FileForm.of(request)
    if form.is_valid():
        name, content = form.handed_in()
        try:
            keep_certificate(
                by=request.actor, held=held, name=name, content=content, at=request.now
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("修了証を付けました。"))
            return redirect("training:participant", application.pk)
    title = _("「%(label)s」の修了証を付ける") % {"label": held.label}
    body = _("いまのファイルがあるときは、入れ替わります。") if held.file_id else ""
    return _form_page(request, application, form, title, body, _("修了証を付ける"))


@require_safe
@door("training.hold")
@refusing
def certificate_file(request: Any, pk: UUID) -> HttpResponse:
    """The certificate as it was handed in; that it was taken is noted."""
    application, held = _with_certificate(request, pk)
    if held.file is None:
        raise Http404
    answer = handed_out(held.file)
    _note(request, application, AccessLog.Kind.EXPORT)
    return answer


def _with_certificate(request: Any, pk: UUID) -> tuple[CourseApplication, HeldQualification]:
    """The application of an address, and the qualification that it has given."""
    application = application_at(request, pk)
    given = held_by(application.case).filter(application=application).select_related("file")
    held = given.first()
    if held is None:
        raise Http404
    return application, held


def _form_page(
    request: Any,
    application: CourseApplication,
    form: Any,
    title: str,
    body: str,
    verb: str,
) -> HttpResponse:
    values = {
        "title": title,
        "body": body,
        "verb": verb,
        "form": form,
        "back_url": reverse("training:participant", args=[application.pk]),
        "crumbs": _crumbs(application, verb),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "training/form.html", values, status=status)
