"""派遣依頼: asking for the expert team on a case, reading a request, deciding."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import visible
from bansou.commons.audit.actions import note_list
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.outreach.asking import answered_on
from bansou.desks.outreach.finding import (
    address_of,
    case_at,
    crumbs,
    judge,
    may_do,
    refusing,
    tabs_of,
)
from bansou.desks.outreach.forms import DecideForm, DispatchForm
from bansou.desks.outreach.words import chip_of, waited
from bansou.desks.shared.asking import ask
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.names import addressed, called
from bansou.people.cases.models import Case
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.offered import offered_outreach, outreach_of
from bansou.support.outreach.teams.dispatching import decide as decide_it
from bansou.support.outreach.teams.dispatching import request_dispatch
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.teams.queries import dispatch_of, dispatches_in, teams_of

#: So many are listed; older ones are found on their case.
SHOWN = 100


@require_safe
@door("outreach.read")
@refusing
def dispatches(request: Any) -> HttpResponse:
    """The requests that the member may read: those to be decided, then those that were."""
    rows = visible(
        request.actor,
        dispatches_in(request.actor.require_organisation()),
        request.today,
        action="outreach.read",
        level="level",
        closed="case__closed_on",
    )
    found = list(rows[:SHOWN])
    note_list(
        by=request.actor,
        subject="dispatches",
        at=request.now,
        shown=[(it.organisation_id, it.case_id) for it in found],
        detail={},
    )
    open_ones = [_row(it) for it in found if it.state == DispatchRequest.State.REQUESTED]
    values = {
        "open": open_ones,
        "decided": [_row(it) for it in found if it.state != DispatchRequest.State.REQUESTED],
        "tabs": tabs_of(request, "outreach:dispatches"),
    }
    return render(request, "outreach/dispatches.html", values)


def _row(it: DispatchRequest) -> dict[str, Any]:
    return {"it": it, "name": called(it.case), "chip": chip_of(it), "waited": waited(it)}


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def request_it(request: Any, pk: UUID) -> HttpResponse:
    """Ask what speaks for sending the team; ask for it once."""
    case = case_at(request, pk, "outreach.write")
    rules = offered_outreach(case, request.today)
    teams = list(teams_of(case.organisation_id))
    form = DispatchForm(request.POST or None, rules=rules, teams=teams)
    if form.is_valid():
        try:
            result = _requested(request, case, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("派遣を依頼しました。"))
            return redirect("outreach:dispatch", result["dispatch"])
    return ask(
        request,
        form,
        title=_("%(name)sへの専門チームの派遣を依頼する") % {"name": addressed(case)},
        verb=_("依頼する"),
        body=""
        if teams
        else _("専門チームが、まだありません。先に「専門チーム」で作ってください。"),
        back_url=address_of(case),
        crumbs=crumbs(_("派遣の依頼"), case=case),
    )


def _requested(request: Any, case: Case, form: DispatchForm) -> Mapping[str, Any]:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = request_dispatch(by=request.actor, case=case, wanted=wanted, at=request.now)
        return {"dispatch": str(made.pk)}

    body = {
        "case": case.pk,
        "team": wanted.team.pk,
        "criteria": wanted.criteria,
        "situation": wanted.situation,
        "contacts": wanted.emergency_contacts,
        "urgent": wanted.is_urgent,
    }
    key = form.cleaned_data["request_key"]
    return once(by=request.actor, key=key, action="outreach.request", body=body, work=work)


def dispatch_at(request: Any, key: UUID, action: str) -> DispatchRequest:
    """The request of an address, for a member who wants to do `action` to it."""
    it = dispatch_of(key)
    if it is None:
        raise Http404
    judge(request, it.case, action)
    return it


@require_safe
@door("outreach.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """One request with everything it says, who was told when, and what was decided when."""
    it = dispatch_at(request, pk, "outreach.read")
    rules = outreach_of(it.case, request.today)
    is_open = it.state == DispatchRequest.State.REQUESTED
    may_decide = is_open and may_do(request, "outreach.decide", it.case)
    values = {
        "it": it,
        "case": it.case,
        "who": called(it.case),
        "chip": chip_of(it),
        "waited": waited(it),
        "criteria": _criteria(it, rules),
        "may_decide": may_decide,
        "others_decide": is_open and not may_decide,
        "is_own_request": it.requested_by_id == request.actor.membership_id,
        "crumbs": crumbs(_("派遣依頼"), case=it.case),
    }
    note_opening(request, it.case, "dispatch", it.pk)
    return render(request, "outreach/dispatch.html", values)


def _criteria(it: DispatchRequest, rules: OutreachRules | None) -> list[str]:
    return [rules.severity_label(key) if rules else key for key in it.criteria]


@require_http_methods(["GET", "POST"])
@door("outreach.decide")
@refusing
def decide(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether the team goes; the moment of the answer is kept."""
    it = dispatch_at(request, pk, "outreach.decide")
    form = DecideForm(request.POST or None, initial={"version": it.version})
    if request.method == "GET":
        note_opening(request, it.case, "dispatch", it.pk)

    def do() -> None:
        said = form.cleaned_data
        decide_it(
            by=request.actor,
            dispatch=it,
            seen_version=said["version"],
            approves=said["answer"] == "approve",
            because=said["because"],
            at=request.now,
        )

    return answered_on(
        request,
        it.case,
        form,
        do,
        done=_("判断を記録しました。"),
        title=_("%(name)sへの派遣を決める") % {"name": addressed(it.case)},
        verb=_("決める"),
        back_url=reverse("outreach:dispatch", args=[it.pk]),
        facts=[
            (_("目安"), "\n".join(_criteria(it, outreach_of(it.case, request.today)))),
            (_("いまの状況"), it.situation),
        ],
    )
