"""支援人材養成研修: courses for the staff and other supporters, attendance, and their certificates."""

from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import wareki
from bansou.commons.documents.typesetting import typeset
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import STAFF_ROLES, Membership
from bansou.commons.organisations.queries import members_in
from bansou.desks.manager.finding import may_here
from bansou.desks.manager.staff_course_forms import (
    AttendanceForm,
    CallOffForm,
    CourseForm,
    DayForm,
    SeatForm,
)
from bansou.desks.shared.asking import answered
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.programmes.models import StaffCourse, StaffCourseDay, StaffCourseSeat
from bansou.programmes.staff_training import (
    add_day,
    call_off,
    complete,
    courses_of,
    mark_attendance,
    minutes_of,
    plan_course,
    seat,
    with_attendance,
)


@require_safe
@door("staff.read")
def index(request: Any) -> HttpResponse:
    """The courses of the office, the latest planned first."""
    rows = [(it, _in_short(it)) for it in courses_of(request.actor.require_organisation())]
    values = {"rows": rows, "may_edit": may_here(request, "staff.edit")}
    return render(request, "manager/staff/courses.html", values)


def _in_short(course: StaffCourse) -> dict[str, Any]:
    days, seats = list(course.days.all()), list(course.seats.all())
    return {
        "first": days[0].on if days else None,
        "days": len(days),
        "minutes": sum(day.minutes for day in days),
        "seats": len(seats),
        "completed": sum(bool(one.certificate) for one in seats),
    }


@require_safe
@door("staff.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """One course: its days, who takes it, how long each was there, and who completed it."""
    course = _course(request, key)
    seats = [(one, minutes_of(one)) for one in with_attendance(course)]
    values = {
        "course": course,
        "days": [(day, day.there) for day in course.days.annotate(there=Count("attended"))],
        "seats": [(one, there, there >= course.minutes_needed) for one, there in seats],
        "minutes": sum(day.minutes for day in course.days.all()),
        "may_edit": may_here(request, "staff.edit") and not course.called_off_because,
    }
    return render(request, "manager/staff/course.html", values)


@require_http_methods(["GET", "POST"])
@door("staff.edit")
def plan(request: Any) -> HttpResponse:
    """Ask for a course with its first day."""
    form = CourseForm(request.POST or None)
    title = _("研修を登録する")
    return answered(
        request,
        form,
        lambda: plan_course(by=request.actor, planned=form.planned(), first=form.held()),
        done=_("研修を登録しました。回と参加者は、研修のページで加えます。"),
        back_url=reverse("manager:staff_courses"),
        title=title,
        verb=_("登録する"),
        crumbs=_crumbs(title),
        body=_("1回目の日時も入れます。2回目からは、あとで加えられます。"),
    )


@require_http_methods(["GET", "POST"])
@door("staff.edit")
def day_add(request: Any, key: UUID) -> HttpResponse:
    """Ask for one more day of a course."""
    course, form = _course(request, key), DayForm(request.POST or None)
    title = _("回を加える")
    return answered(
        request,
        form,
        lambda: add_day(by=request.actor, course=course, held=form.held()),
        done=_("回を加えました。"),
        title=title,
        verb=_("加える"),
        **_on(course, title),
    )


@require_http_methods(["GET", "POST"])
@door("staff.edit")
def seat_add(request: Any, key: UUID) -> HttpResponse:
    """Ask who takes a course."""
    course = _course(request, key)
    members = {str(one.pk): one for one in _members(request)}
    labels = [(pk, f"{one.user.name}　{one.get_role_display()}") for pk, one in members.items()]
    form = SeatForm(request.POST or None, members=labels)
    title = _("参加者を加える")

    def do() -> None:
        said = form.cleaned_data
        seat(
            by=request.actor,
            course=course,
            member=members.get(said["member"]),
            name=said["name"],
            body=said["body"],
        )

    return answered(
        request,
        form,
        do,
        done=_("参加者を加えました。"),
        title=title,
        verb=_("加える"),
        **_on(course, title),
    )


def _members(request: Any) -> list[Membership]:
    return list(members_in(STAFF_ROLES, request.actor.require_organisation(), request.today))


@require_http_methods(["GET", "POST"])
@door("staff.edit")
def attendance(request: Any, key: UUID, day: UUID) -> HttpResponse:
    """Ask who was there on a day."""
    course = _course(request, key)
    held = _day(course, day)
    seats = list(with_attendance(course))
    there = [str(one.pk) for one in seats if any(it.day_id == held.pk for it in one.attended.all())]
    form = AttendanceForm(
        request.POST or None,
        seats=[(str(one.pk), f"{one.name}（{one.body}）") for one in seats],
        initial={"there": there, "version": held.version},
    )
    title = _("%(day)sの出席を記録する") % {"day": wareki(held.on)}
    return answered(
        request,
        form,
        lambda: mark_attendance(
            by=request.actor,
            day=held,
            there={UUID(one) for one in form.cleaned_data["there"]},
            seen_version=form.cleaned_data["version"],
            at=request.now,
            today=request.today,
        ),
        done=_("出席を記録しました。"),
        title=title,
        verb=_("記録する"),
        facts=[(_("内容"), held.subject), (_("時間"), _("%(n)d分") % {"n": held.minutes})],
        **_on(course, title),
    )


@require_POST
@door("staff.edit")
def finish(request: Any, key: UUID, seat: UUID) -> HttpResponse:
    """Let somebody complete a course; a refusal is told on the course's page."""
    course = _course(request, key)
    found = _seat(course, seat)
    try:
        number = complete(
            by=request.actor, seat=found, seen_version=found.version, today=request.today
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = {"name": found.name, "number": number}
        messages.success(
            request, _("%(name)sさんを修了にしました。修了証は%(number)sです。") % said
        )
    return redirect("manager:staff_course", course.pk)


@require_http_methods(["GET", "POST"])
@door("staff.edit")
def cancel(request: Any, key: UUID) -> HttpResponse:
    """Ask why a course does not take place."""
    course = _course(request, key)
    form = CallOffForm(request.POST or None, initial={"version": course.version})
    title = _("研修を取りやめる")
    return answered(
        request,
        form,
        lambda: call_off(
            course=course,
            seen_version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done=_("研修を取りやめにしました。"),
        title=title,
        verb=_("取りやめる"),
        **_on(course, title),
    )


@require_safe
@door("staff.read")
def certificate(request: Any, key: UUID, seat: UUID) -> HttpResponse:
    """The certificate as PDF."""
    course = _course(request, key)
    found = _seat(course, seat)
    if not found.certificate or found.completed_on is None:
        raise Http404
    values = {
        "title": _("修了証"),
        "author": course.organisation.name,
        "number": _("第%(number)s号") % {"number": found.certificate},
        "body": found.body,
        "to": _("%(name)s　様") % {"name": found.name},
        "sentence": _("あなたは、次の支援人材養成研修の課程を修了したことを証します。"),
        "facts": [
            (_("研修"), course.title),
            (_("実施"), course.taught_by),
            (_("出席した時間"), _("%(n)d分") % {"n": minutes_of(found)}),
        ],
        "day": wareki(found.completed_on),
        "from": course.organisation.name,
    }
    pdf = typeset(_template(), values, at=request.now)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"certificate-{found.certificate}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@cache
def _template() -> bytes:
    return files("bansou.desks.manager").joinpath("certificate.typ").read_bytes()


def _course(request: Any, key: UUID) -> StaffCourse:
    """A course of the member's own office; of another there is no such page."""
    courses = courses_of(request.actor.require_organisation())
    course = courses.select_related("organisation").filter(pk=key).first()
    if course is None:
        raise Http404
    return course


def _day(course: StaffCourse, key: UUID) -> StaffCourseDay:
    found = next((one for one in course.days.all() if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _seat(course: StaffCourse, key: UUID) -> StaffCourseSeat:
    found = with_attendance(course).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _on(course: StaffCourse, title: str) -> dict[str, Any]:
    """Where one is on a course, and where one goes back to."""
    back = reverse("manager:staff_course", args=[course.pk])
    return {"back_url": back, "crumbs": _crumbs(Link(course.title, back), title)}


def _crumbs(*further: Link | str) -> list[Link]:
    above = [
        Link(_("職員・権限"), reverse("manager:staff")),
        Link(_("支援人材養成研修"), reverse("manager:staff_courses")),
    ]
    return [*above, *(one if isinstance(one, Link) else Link(one) for one in further)]
