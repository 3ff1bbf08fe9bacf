"""見学・体験 on a case: every visit and trial, and asking for a new one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.experience.forms import RequestForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.experiences import chip_of, in_days
from bansou.support.experience.models import Experience
from bansou.support.experience.queries import experiences_of, hosts_for
from bansou.support.experience.requesting import (
    lock_on_experience,
    offered_on,
    open_to_experience,
    request_experience,
)

_REQUEST = "experience.request"


@require_safe
@door("case.open")
@refusing
def experience(request: Any, pk: UUID) -> HttpResponse:
    """The page of one case; what locks visits and trials stands above everything."""
    it = opened(request, pk)
    reads = it.may("experience.read", Level.CASEWORK)
    offered = offered_on(it.case, request.today) if it.is_own else None
    lock = lock_on_experience(it.case, offered.scheme) if offered else None
    values = {
        "case": it.case,
        "title": _("見学・体験"),
        "crumbs": crumbs(request.actor, it.case, _("見学・体験")),
        "rows": [_row(it, one, reads=reads) for one in experiences_of(it.case)],
        "lock": lock.sentence if lock else "",
        "is_offered": offered is not None,
        "may_request": offered is not None and it.may(_REQUEST, Level.CASEWORK),
    }
    note_opening(request, it.case, "experience")
    return render(request, "counsellor/experience/page.html", values)


def _row(it: Opened, one: Experience, *, reads: bool) -> dict[str, Any]:
    """A visit or trial; who may not read it sees that there is one, and when."""
    return {
        "title": one.title,
        "chip": chip_of(one),
        "requested_on": one.requested_on,
        "when": in_days([day.on for day in one.days.all()], it.today),
        "wishes": one.wishes if reads else "",
        "url": reverse("experience:page", args=[one.pk]) if reads else "",
    }


@require_http_methods(["GET", "POST"])
@door(_REQUEST)
@refusing
def ask_for(request: Any, pk: UUID) -> HttpResponse:
    """Ask for a visit or trial in the person's own words; ask for it once."""
    it = opened(request, pk, _REQUEST, Level.CASEWORK)
    offered = open_to_experience(it.case, request.today)
    hosts = {
        host.pk: host for kind in offered.kinds for host in hosts_for(it.case.organisation_id, kind)
    }
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        kinds=offered.kinds,
        hosts=hosts.values(),
    )
    if form.is_valid():
        try:
            made = _request(request, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("申し込みました。次は、受入先と日程を決めます。"))
            return redirect("experience:page", made["experience"])
    title = _("見学・体験を申し込む")
    return ask(
        request,
        it.case,
        title=title,
        crumb=title,
        verb=_("申し込む"),
        form=form,
        back_url=reverse("counsellor:experience", args=[it.case.pk]),
    )


def _request(request: Any, it: Opened, form: RequestForm) -> Mapping[str, Any]:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = request_experience(
            by=request.actor, case=it.case, wanted=wanted, on=request.today, at=request.now
        )
        return {"experience": str(made.pk)}

    body = {
        "case": it.case.pk,
        "kind": wanted.kind,
        "wishes": wanted.wishes,
        "goal": wanted.goal,
        "host": str(wanted.host.pk) if wanted.host else "",
    }
    key = form.cleaned_data["request_key"]
    return once(by=request.actor, key=key, action=_REQUEST, body=body, work=work)
