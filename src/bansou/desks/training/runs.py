"""Planning a run, one run's page, and cancelling it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.holidays import is_holiday
from bansou.commons.requests.actions import once
from bansou.desks.shared.costs import cost_lines
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import between, in_hours
from bansou.desks.shared.parts import Link
from bansou.desks.training.finding import (
    contracts_for,
    may_on,
    programme_at,
    refusing,
    run_at,
)
from bansou.desks.training.forms import CancelForm, CourseChoice, RunForm
from bansou.desks.training.roster import (
    DayMarks,
    marks_of,
    may_hold_any,
    note_seen,
    numbers_of,
    roster_of,
)
from bansou.programmes.models import Contract, Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.courses import Course
from bansou.support.training.planning import Plan, cancel_run, plan_run
from bansou.support.training.rules import days_of_run
from bansou.support.training.sealing import seals_of


def crumbs(*further: str) -> list[Link]:
    """The way here."""
    return [Link(_("講座"), reverse("training:courses")), *(Link(text) for text in further)]


@require_http_methods(["GET", "POST"])
@door("course.plan")
@refusing
def plan(request: Any, key: UUID) -> HttpResponse:
    """Ask of which course a run is planned; fill it in from the template; make it."""
    programme = programme_at(request, key)
    scheme = scheme_on(programme, request.today)
    course = scheme.course(request.GET.get("course", ""))
    if course is None:
        choice = CourseChoice(scheme=scheme)
        values = {"programme": programme, "form": choice, "crumbs": crumbs(_("開講を予定する"))}
        return render(request, "training/choose.html", values)
    contracts = list(contracts_for(request, programme).filter(ends_on__gte=request.today))
    form = RunForm(request.POST or None, course=course, contracts=contracts)
    if form.is_valid():
        try:
            run = _plan(request, form, course, contracts)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("開講を予定しました。講習日を確かめてください。"))
            return redirect("training:run", run)
    return _form_page(request, programme, course, form)


def _form_page(request: Any, programme: Programme, course: Course, form: RunForm) -> HttpResponse:
    values = {
        "programme": programme,
        "course": course,
        "form": form,
        "crumbs": crumbs(_("開講を予定する")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "training/plan.html", values, status=status)


def _plan(request: Any, form: RunForm, course: Course, contracts: list[Contract]) -> str:
    said = form.cleaned_data
    contract = next(c for c in contracts if str(c.pk) == said["contract"])
    days = days_of_run(
        said["first_on"],
        said["days"],
        weekdays=said["weekdays"],
        **({"is_left_out": is_holiday} if said["skips_holidays"] else {}),
    )
    made = Plan(
        course=course.key,
        days=days,
        starts_at=said["starts_at"],
        ends_at=said["ends_at"],
        place=said["place"],
        capacity=said["capacity"],
        break_minutes=said["break_minutes"] or 0,
        amounts=form.amounts,
    )

    def work() -> dict[str, str]:
        run = plan_run(by=request.actor, contract=contract, plan=made, at=request.now)
        return {"run": str(run.pk)}

    body = {name: value for name, value in said.items() if name != "request_key"}
    result = once(
        by=request.actor,
        key=said["request_key"],
        action="course.plan",
        body={**body, "course": course.key},
        work=work,
    )
    return str(result["run"])


@require_safe
@door("course.read")
@refusing
def run(request: Any, pk: UUID) -> HttpResponse:
    """One run: its days, what it costs whom, how many seats are left."""
    it = run_at(request, pk)
    days = list(it.days.order_by("number"))
    holds = it.provider_id == request.actor.organisation_id and may_hold_any(request)
    roster = roster_of(request, it, days) if holds else None
    if roster:
        note_seen(request, roster.applications, run=str(it.pk))
    values = {
        "run": it,
        "days": marks_of(it, days, roster, request.today)
        if roster
        else [DayMarks(day) for day in days],
        "roster": roster,
        "numbers": numbers_of(it),
        "costs": cost_lines(it.costs),
        "left": it.capacity - it.taken,
        "time_of_day": between(it.starts_at, it.ends_at, it.break_minutes),
        "hours": in_hours(len(days) * it.minutes_a_day),
        "seal": seals_of(it.programme, [it.provider_id], it.course).get(it.provider_id),
        "may_plan": it.cancelled_at is None and may_on(request, it, "course.plan"),
        "crumbs": crumbs(it.title),
    }
    return render(request, "training/run.html", values)


@require_http_methods(["GET", "POST"])
@door("course.plan")
@refusing
def cancel(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether a run is cancelled, and why; cancel it."""
    it = run_at(request, pk)
    request.back = Link(_("この回へ戻る"), reverse("training:run", args=[it.pk]))
    form = CancelForm(request.POST or None)
    if form.is_valid():
        cancel_run(run=it, because=form.cleaned_data["because"], at=request.now)
        messages.success(request, _("この回を中止にしました。"))
        return redirect("training:run", it.pk)
    values = {
        "run": it,
        "form": form,
        "crumbs": crumbs(it.title, _("中止にする")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "training/cancel.html", values, status=status)
