"""Reading one record with its comments, remarking on it, answering, and marking it as read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, hide_above_reach, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.cases.telling import page_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.counsellor.remarks.forms import RemarkForm
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.steps.models import Step, StepReading
from bansou.people.steps.queries import comments_on
from bansou.people.steps.remarking import mark_read
from bansou.people.steps.remarking import remark as remark_on

_ACTION = "record.remark"


@require_safe
@door(_ACTION)
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """A record as it stands, with what was remarked and answered."""
    it, step = _record_at(request, pk)
    return _page(request, it, step, RemarkForm(initial={"request_key": uuid7()}))


@require_POST
@door(_ACTION)
@refusing
def remark(request: Any, pk: UUID) -> HttpResponse:
    """Remark on the record, or answer what was remarked."""
    it, step = _record_at(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            said = _remark_once(request, step, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            sentence = _("コメントを残しました。%(name)sの「今日」に出ます。")
            messages.success(request, sentence % {"name": said["to"]})
            return redirect("counsellor:remarks", pk)
    return _page(request, it, step, form, status=422)


def _remark_once(request: Any, step: Step, form: RemarkForm) -> Mapping[str, Any]:
    def work() -> Mapping[str, Any]:
        text = form.cleaned_data["text"]
        said = remark_on(
            by=request.actor, step=step, text=text, at=request.now, today=request.today
        )
        return {"to": said.to.user.name}

    key = form.cleaned_data["request_key"]
    body = {"step": str(step.pk), "text": form.cleaned_data["text"]}
    return once(by=request.actor, key=key, action=_ACTION, body=body, work=work)


@require_POST
@door(_ACTION)
@refusing
def read(request: Any, pk: UUID) -> HttpResponse:
    """Mark as read what was remarked to the member and, if they supervise, the record."""
    _it, step = _record_at(request, pk)
    mark_read(by=request.actor, step=step, at=request.now)
    messages.success(request, _("読んだことを残しました。"))
    return redirect("counsellor:remarks", pk)


def _record_at(request: Any, pk: UUID) -> tuple[Opened, Step]:
    """The record of an address, for who may read it; one above their reach is not there."""
    step = (
        Step.objects.select_related("by__user", "recorded_by", "case__responsible__user")
        .filter(pk=pk)
        .first()
    )
    if step is None:
        raise Http404
    it = opened(request, step.case_id, _ACTION, min(step.level, Level.SENSITIVE))
    hide_above_reach(request, it, step.level, "remarks", step.pk)
    return it, step


def _page(
    request: Any, it: Opened, step: Step, form: RemarkForm, *, status: int = 200
) -> HttpResponse:
    comments = list(comments_on(step))
    me = request.actor.membership_id
    reading = StepReading.objects.filter(step=step).select_related("by__user").first()
    supervises = it.is_own and request.actor.role == Role.SUPERVISING_COUNSELLOR
    is_asked = any(comment.to_id == me for comment in comments)
    values = {
        "it": it,
        "case": it.case,
        "step": step,
        "crumbs": crumbs(request.actor, it.case, step.title),
        "comments": comments,
        "reading": reading if supervises else None,
        "record_url": page_of(step),
        "may_mark": (supervises and reading is None)
        or any(comment.to_id == me and comment.read_at is None for comment in comments),
        "may_write": supervises or is_asked or form.is_bound,
        "form": form,
    }
    note_opening(request, it.case, "remarks", step.pk)
    return render(request, "counsellor/remarks/page.html", values, status=status)
