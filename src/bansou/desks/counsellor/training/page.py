"""受講と資格: what the person of a case holds and applied for; the notice that goes to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import day_in_list
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.allotted import reasons
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.costs import cost_lines, is_paid_by_person
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import between
from bansou.desks.shared.parts import Chip, Link
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.schemes.shape import Scheme
from bansou.support.training.allotting import missed_wishes
from bansou.support.training.applying import lock_on_courses
from bansou.support.training.models import Attendance, CourseApplication, CourseRun
from bansou.support.training.queries import (
    application_of,
    applications_of,
    attendance_of,
    held_by,
    held_keys,
    missing_numbers,
    obtained_and_not_held,
)

_State = CourseApplication.State
_CHIPS = {
    _State.APPLIED: "plain",
    _State.APPROVED: "key",
    _State.WAITING: "warn",
    _State.ENROLLED: "key",
    _State.COMPLETED: "good",
    _State.DECLINED: "quiet",
    _State.WITHDRAWN: "quiet",
}


@dataclass(frozen=True, slots=True)
class Applied:
    """One application with its days, and what can be done about it here."""

    application: CourseApplication
    chip: Chip
    purpose: str
    wishes: Sequence[str]
    days: Sequence[tuple[str, Any, str]]
    missing: str
    reasons: Sequence[str]
    acts: Sequence[Link]


@require_safe
@door("case.open")
@refusing
def training(request: Any, pk: UUID) -> HttpResponse:
    """The page of one case; what locks courses stands above everything."""
    it = opened(request, pk)
    enrolled = enrolled_on(it.case, request.today)
    lock = None
    if enrolled and it.is_own:
        lock = lock_on_courses(it.case, enrolled.scheme)
    may_apply = it.may("training.apply", Level.CASEWORK)
    values = {
        "case": it.case,
        "title": _("受講と資格"),
        "crumbs": crumbs(request.actor, it.case, _("受講と資格")),
        "applied": [_applied(it, application) for application in applications_of(it.case)],
        "held": list(held_by(it.case).select_related("file")),
        "unheld": _unheld(it) if may_apply else [],
        "packages": _packages(it, enrolled.scheme) if enrolled else [],
        "reads_files": it.may("case.open", Level.CASEWORK),
        "may_certify": may_apply,
        "lock": lock.sentence if lock else "",
        "may_apply": may_apply and enrolled is not None and bool(enrolled.scheme.courses),
        "may_hold": may_apply and enrolled is not None and bool(enrolled.scheme.qualifications),
    }
    note_opening(request, it.case, "training")
    return render(request, "counsellor/training/page.html", values)


def _packages(it: Opened, scheme: Scheme) -> list[str]:
    """How far somebody has come in each package of which they hold something, and what comes next."""
    held, found = held_keys(it.case, scheme, it.today), []
    for package in scheme.packages:
        courses = [course for key in package.courses if (course := scheme.course(key))]
        left = [course for course in courses if course.qualification not in held]
        said = {
            "package": package.label,
            "held": len(courses) - len(left),
            "all": len(courses),
            "next": left[0].label if left else "",
        }
        if not left:
            found.append(_("%(package)s：%(all)d種類をすべて取得しています。") % said)
        elif len(left) < len(courses):
            found.append(
                _("%(package)s：%(all)d種類のうち%(held)d種類を取得。次は「%(next)s」です。") % said
            )
    return found


def _unheld(it: Opened) -> list[Link]:
    """What was obtained by the records and stands on no list of what is held, with where to put it."""
    address = reverse("counsellor:training_held", args=[it.case.pk])
    return [
        Link(f"{step.title}　{day_in_list(step.on, it.today)}", f"{address}?on={step.on}")
        for step in obtained_and_not_held(it.case)
        if it.may("case.open", Level(step.level))
    ]


def _applied(it: Opened, application: CourseApplication) -> Applied:
    missing = missing_numbers(application) if application.state == _State.ENROLLED else ()
    known = {mark.day_id: mark for mark in attendance_of(application)}
    own = sorted(application.run.days.all(), key=lambda day: day.number) if application.run else []
    elsewhere = [mark.day for mark in known.values() if mark.day.run_id != application.run_id]
    return Applied(
        application=application,
        chip=Chip(application.get_state_display(), _CHIPS[_State(application.state)]),
        purpose=application.purpose if _reads(it, application) else "",
        wishes=[_wish(it, wish) for wish in sorted(application.wishes.all(), key=_rank)],
        days=[
            (_("%(number)d日目") % {"number": day.number}, day.on, _mark(known.get(day.pk)))
            for day in [*own, *elsewhere]
        ],
        missing="、".join(_("%(number)d日目") % {"number": number} for number in missing),
        reasons=reasons(application, missed_wishes(application), it.today),
        acts=_acts(it, application),
    )


def _reads(it: Opened, application: CourseApplication) -> bool:
    """The applicant's own words are casework, and for the staff who hold their course."""
    run = application.run
    holds = run is not None and run.provider_id == it.actor.organisation_id
    return it.may("case.open", Level.CASEWORK) or (holds and it.may("training.hold"))


def _first_on(run: CourseRun) -> date:
    return min(day.on for day in run.days.all())


def _rank(wish: Any) -> int:
    rank: int = wish.rank
    return rank


def _wish(it: Opened, wish: Any) -> str:
    first = day_in_list(_first_on(wish.run), it.today)
    said = {"rank": wish.rank, "first": first, "place": wish.run.place}
    if wish.run.cancelled_at:
        return _("第%(rank)d希望　%(first)sから　中止") % said
    return _("第%(rank)d希望　%(first)sから　%(place)s") % said


def _mark(mark: Attendance | None) -> str:
    return mark.get_state_display() if mark else ""


def _acts(it: Opened, application: CourseApplication) -> list[Link]:
    """What this member can do about an application in its state."""
    offered = [
        (
            _("承認する"),
            "counsellor:training_approve",
            application.state == _State.APPLIED and it.may("training.approve", Level.CASEWORK),
        ),
        (
            _("お知らせを印刷する"),
            "counsellor:training_notice",
            application.state in CourseApplication.SEATED,
        ),
        (
            _("取り下げる"),
            "counsellor:training_withdraw",
            application.state in CourseApplication.OPEN
            and it.may("training.apply", Level.CASEWORK),
        ),
    ]
    return [Link(text, reverse(name, args=[application.pk])) for text, name, may in offered if may]


def application_at(
    request: Any, pk: UUID, action: str = "case.open", level: int = Level.CONTACT
) -> tuple[Opened, CourseApplication]:
    """The application of an address, with its case opened for `action`."""
    application = application_of(pk)
    if application is None:
        raise Http404
    it = opened(request, application.case_id, action, level)
    return it, application


@require_safe
@door("case.open")
@refusing
def notice(request: Any, pk: UUID) -> HttpResponse:
    """受講決定のお知らせ: days, place, and what the person pays, for the printer."""
    it, application = application_at(request, pk)
    run = application.run
    if run is None or application.state not in CourseApplication.SEATED:
        raise Http404
    values = {
        "case": it.case,
        "application": application,
        "run": run,
        "time_of_day": between(run.starts_at, run.ends_at, run.break_minutes),
        "days": list(run.days.order_by("number")),
        "costs": cost_lines(run.costs),
        "pays": [line for line in run.costs if is_paid_by_person(line)],
        "to": _to(it.case),
        "crumbs": crumbs(request.actor, it.case, _("受講決定のお知らせ")),
    }
    note_opening(request, it.case, "training_notice", application.pk)
    return render(request, "counsellor/training/notice.html", values)


def _to(case: Case) -> str:
    if case.person:
        return _("%(name)s 様") % {"name": case.person.name}
    return addressed(case)
