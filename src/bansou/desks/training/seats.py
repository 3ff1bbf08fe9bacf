"""Giving a seat, having somebody wait, declining an application: the provider's decisions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.desks.shared.door import door
from bansou.desks.shared.names import addressed
from bansou.desks.shared.parts import Link
from bansou.desks.training.finding import refusing
from bansou.desks.training.forms import DeclineForm
from bansou.desks.training.participants import application_at
from bansou.desks.training.runs import crumbs
from bansou.support.training.models import CourseApplication, CourseRun
from bansou.support.training.queries import run_of
from bansou.support.training.seats import end_application, enrol_in_course, wait_for_seat


def _at(request: Any, pk: UUID, run_id: UUID) -> tuple[CourseApplication, CourseRun]:
    """The application and the run of an address, held by the member's organisation."""
    application = application_at(request, pk)
    run = run_of(run_id)
    if run is None or run.provider_id != request.actor.organisation_id:
        raise Http404
    request.back = Link(_("この回へ戻る"), reverse("training:run", args=[run.pk]))
    return application, run


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def enrol(request: Any, pk: UUID, run_id: UUID) -> HttpResponse:
    """Ask whether to give the seat; give it."""
    application, run = _at(request, pk, run_id)
    question = _("%(name)sの受講を決めますか") % {"name": addressed(application.case)}
    body = _("席を1つ使います。相談員は、日時と費用のお知らせを印刷できるようになります。")
    done = _("受講を決めました。")
    return _decide(request, application, run, enrol_in_course, question, body, _("決める"), done)


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def wait(request: Any, pk: UUID, run_id: UUID) -> HttpResponse:
    """Ask whether somebody is to wait for a seat in a full run; have them wait."""
    application, run = _at(request, pk, run_id)
    question = _("%(name)sを待機に入れますか") % {"name": addressed(application.case)}
    body = _("席が空くと、いちばん長く待っている人から順に受講が決まります。")
    done = _("待機に入れました。")
    return _decide(
        request, application, run, wait_for_seat, question, body, _("待機に入れる"), done
    )


def _decide(
    request: Any,
    application: CourseApplication,
    run: Any,
    act: Callable[..., None],
    question: str,
    body: str,
    verb: str,
    done: str,
) -> HttpResponse:
    if request.method == "POST":
        act(by=request.actor, application=application, run=run, on=request.today, at=request.now)
        messages.success(request, done)
        return redirect("training:run", run.pk)
    values = {
        "question": question,
        "body": body,
        "facts": [
            (_("講座"), run.title),
            (_("席"), _("残り%(left)d席") % {"left": run.capacity - run.taken}),
            (_("受付番号"), application.ticket),
        ],
        "verb": verb,
        "back_url": reverse("training:run", args=[run.pk]),
        "crumbs": crumbs(run.title, verb),
    }
    return render(request, "training/question.html", values)


@require_http_methods(["GET", "POST"])
@door("training.hold")
@refusing
def decline(request: Any, pk: UUID) -> HttpResponse:
    """Ask why an application is declined; decline it."""
    application = application_at(request, pk)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        end_application(
            by=request.actor,
            application=application,
            state=CourseApplication.State.DECLINED,
            because=form.cleaned_data["because"],
            on=request.today,
            at=request.now,
        )
        messages.success(request, _("見送りにしました。理由は、相談員が読めます。"))
        return redirect("training:courses")
    values = {
        "title": _("%(name)sの受講を見送りますか") % {"name": addressed(application.case)},
        "body": _("席があれば、いちばん長く待っている人に移ります。相談員が、本人と次を考えます。"),
        "verb": _("見送る"),
        "form": form,
        "back_url": reverse("training:participant", args=[application.pk]),
        "crumbs": crumbs(application.title, _("見送る")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "training/form.html", values, status=status)
