"""Applying for a course for the person of a case, approving, taking an application back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.counsellor.training.forms import (
    ApplicationForm,
    CourseChoice,
    EndForm,
    HeldForm,
)
from bansou.desks.counsellor.training.page import application_at
from bansou.desks.shared.door import door
from bansou.people.cases.queries import enrolled_on
from bansou.programmes.models import Programme
from bansou.schemes.courses import Course
from bansou.schemes.shape import Scheme
from bansou.support.training.applying import (
    apply_for_course,
    approve_application,
    open_to_courses,
)
from bansou.support.training.holding import record_held
from bansou.support.training.models import CourseApplication
from bansou.support.training.queries import held_keys, obtained_and_not_held, open_runs
from bansou.support.training.refusals import NoCourse, NoRunYet
from bansou.support.training.seats import end_application

_APPLY = "training.apply"


def _back(case_id: UUID) -> str:
    return reverse("counsellor:training", args=[case_id])


@require_http_methods(["GET", "POST"])
@door(_APPLY)
@refusing
def apply(request: Any, pk: UUID) -> HttpResponse:
    """Ask for which course, then for wishes and what the person holds; apply once."""
    it = opened(request, pk, _APPLY, Level.CASEWORK)
    programme, scheme = open_to_courses(it.case, request.today)
    course = scheme.course(request.GET.get("course", ""))
    if course is None:
        return _choose(request, it, scheme)
    form = _form(request, it, programme, scheme, course)
    if form.is_valid():
        try:
            _apply(request, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("受講を申し込みました。次は、担当の承認です。"))
            return redirect(_back(it.case.pk))
    title = _("「%(course)s」を申し込む") % {"course": course.label}
    return ask(
        request,
        it.case,
        title=title,
        crumb=title,
        verb=_("申し込む"),
        form=form,
        back_url=_back(it.case.pk),
    )


def _choose(request: Any, it: Opened, scheme: Scheme) -> HttpResponse:
    courses = [course for course in scheme.courses if course.holds_on(request.today)]
    if not courses:
        raise NoCourse()
    values = {
        "case": it.case,
        "form": CourseChoice(courses=courses),
        "crumbs": crumbs(request.actor, it.case, _("講座を申し込む")),
        "back_url": _back(it.case.pk),
    }
    return render(request, "counsellor/training/choose.html", values)


def _form(
    request: Any, it: Opened, programme: Programme, scheme: Scheme, course: Course
) -> ApplicationForm:
    runs = list(open_runs(programme, course.key, request.now))
    if not runs:
        raise NoRunYet(course=course.label)
    return ApplicationForm(
        request.POST if request.method == "POST" else None,
        scheme=scheme,
        course=course,
        runs=runs,
        held=held_keys(it.case, scheme, request.today),
    )


def _apply(request: Any, it: Opened, form: ApplicationForm) -> None:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = apply_for_course(
            by=request.actor, case=it.case, wanted=wanted, on=request.today, at=request.now
        )
        return {"application": str(made.pk)}

    body = {
        "case": it.case.pk,
        "course": wanted.course,
        "wishes": [run.pk for run in wanted.wishes],
        "holds": sorted(wanted.holds),
        "experiences": sorted(wanted.experiences),
        "purpose": wanted.purpose,
    }
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action=_APPLY, body=body, work=work)


@require_http_methods(["GET", "POST"])
@door("training.approve")
@refusing
def approve(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to approve, and say what the training centre will see then; approve."""
    it, application = application_at(request, pk, "training.approve", Level.CASEWORK)
    if request.method == "POST":
        approve_application(
            by=request.actor, application=application, on=request.today, at=request.now
        )
        messages.success(request, _("承認しました。訓練センターが受講を決めます。"))
        return redirect(_back(it.case.pk))
    return ask(
        request,
        it.case,
        title=_("%(name)sの「%(course)s」の受講を承認しますか")
        % {"name": addressed(it.case), "course": application.title},
        crumb=_("受講を承認する"),
        verb=_("承認する"),
        body=_("講座を行う委託先に、このケースを受講のために紹介します。"),
        facts=_shown_to_them(application),
        back_url=_back(it.case.pk),
    )


def _shown_to_them(application: CourseApplication) -> list[tuple[str, str]]:
    contracts = {
        wish.run.contract for wish in application.wishes.select_related("run__contract__contractor")
    }
    facts = [(_("申し込んだ日"), wareki(application.applied_on))]
    if application.legal_hours:
        hours = _("%(hours)d時間") % {"hours": application.legal_hours}
        facts.append((_("必要な時間数"), hours))
    facts += [
        (
            _("見られるようになる人"),
            _("%(name)sの職員（%(day)sまで）")
            % {"name": contract.contractor.name, "day": wareki(contract.ends_on)},
        )
        for contract in contracts
    ]
    return [*facts, (_("見えるもの"), _("氏名、連絡先、受講の申込みと出欠（閲覧区分1）"))]


@require_http_methods(["GET", "POST"])
@door(_APPLY)
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask why the application is taken back; take it back, and the seat goes on."""
    it, application = application_at(request, pk, _APPLY, Level.CASEWORK)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        end_application(
            by=request.actor,
            application=application,
            state=CourseApplication.State.WITHDRAWN,
            because=form.cleaned_data["because"],
            on=request.today,
            at=request.now,
        )
        messages.success(request, _("申込みを取り下げました。また申し込めます。"))
        return redirect(_back(it.case.pk))
    return ask(
        request,
        it.case,
        title=_("「%(course)s」の申込みを取り下げますか") % {"course": application.title},
        crumb=_("申込みを取り下げる"),
        verb=_("取り下げる"),
        form=form,
        body=_("席があれば、いちばん長く待っている人に移ります。出席した日の記録は残ります。"),
        back_url=_back(it.case.pk),
    )


def _obtained(request: Any, it: Opened, scheme: Scheme) -> dict[str, Any]:
    """What the form begins with where a record says what was obtained on the day asked about."""
    asked = request.GET.get("on", "")
    obtained = obtained_and_not_held(it.case)
    step = next((one for one in obtained if one.on.isoformat() == asked), None)
    if step is None or not it.may("case.open", Level(step.level)):
        return {}
    named = [one.key for one in scheme.qualifications if one.label in step.title]
    return {"obtained_on": step.on, "qualification": named[0] if named else ""}


@require_http_methods(["GET", "POST"])
@door(_APPLY)
@refusing
def hold(request: Any, pk: UUID) -> HttpResponse:
    """Record a qualification that the person brought along."""
    it = opened(request, pk, _APPLY, Level.CASEWORK)
    enrolled = enrolled_on(it.case, request.today)
    if enrolled is None:
        raise NoCourse()
    scheme = enrolled.scheme
    held = held_keys(it.case, None, request.today)
    form = HeldForm(
        request.POST or None, scheme=scheme, held=held, initial=_obtained(request, it, scheme)
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        qualification = scheme.qualification(said.pop("qualification"))
        if qualification is None:
            raise NoCourse()
        try:
            record_held(by=request.actor, case=it.case, qualification=qualification, **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("保有資格に入れました。"))
            return redirect(_back(it.case.pk))
    return ask(
        request,
        it.case,
        title=_("保有資格を入れる"),
        verb=_("入れる"),
        form=form,
        body=_("前からもっている免許や資格です。この事業で取得したものは、修了のときに入ります。"),
        back_url=_back(it.case.pk),
    )
