"""Recording a hire: the case stays open, the timeline and the figures follow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.hires.forms import NONE, HireForm
from bansou.desks.counsellor.hires.offering import offered
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NotInAProgramme, refusing
from bansou.desks.shared.door import door
from bansou.people.cases.queries import Enrolled, enrolled_on
from bansou.placement.hires.actions import record_hire
from bansou.placement.matching.introducing import ROUTE, hire_proposed
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import proposal_of

_ACTION = "hire.record"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Ask what is known of a hire; record it once and go back to the case."""
    it = opened(request, pk, _ACTION, Level.CASEWORK)
    enrolled = enrolled_on(it.case, request.today)
    if enrolled is None:
        raise NotInAProgramme(name=addressed(it.case))
    proposal = _proposal(request, it)
    form = _form(request, it, enrolled, proposal)
    if form.is_valid():
        try:
            result = _record(request, it, form, proposal)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _recorded(result))
            return redirect("counsellor:case", it.case.pk)
    body = _("ケースは開いたままです。働き始めてからの支援も、同じ経過に続けて書けます。")
    title = _("就職を記録する")
    return ask(request, it.case, title=title, crumb=title, verb=_("記録する"), form=form, body=body)


def _proposal(request: Any, it: Opened) -> Proposal | None:
    """The proposal of which the hire comes, if the address names one that awaits it."""
    try:
        asked = UUID(request.GET.get("proposal", ""))
    except ValueError:
        return None
    found = proposal_of(asked)
    return found if found and found.case_id == it.case.pk else None


def _form(request: Any, it: Opened, enrolled: Enrolled, proposal: Proposal | None) -> HireForm:
    choices = offered(it, enrolled.scheme)
    initial: dict[str, Any] = {"request_key": uuid7()}
    if proposal:
        initial |= _known(proposal, enrolled)
    if not choices["qualifications"]:
        initial["qualification"] = NONE
    data = request.POST if request.method == "POST" else None
    return HireForm(data, initial=initial, **choices)


def _known(proposal: Proposal, enrolled: Enrolled) -> dict[str, Any]:
    """What an introduction tells of the hire that came of it."""
    opening = proposal.opening
    routes = {route.key for route in enrolled.scheme.routes}
    return {
        "employer_name": opening.company.name,
        "employment_type": opening.employment_type,
        "industry": opening.company.industry,
        "route": ROUTE if ROUTE in routes else "",
        "evidence_level": "employer_report",
    }


def _record(request: Any, it: Opened, form: HireForm, proposal: Proposal | None) -> Any:
    said = form.said()

    def work() -> dict[str, Any]:
        hire = (
            hire_proposed(by=request.actor, proposal=proposal, at=request.now, **said)
            if proposal
            else record_hire(by=request.actor, case=it.case, at=request.now, **said)
        )
        return {"hire": str(hire.pk), "is_enrolled": hire.enrolment_id is not None}

    body = {"case": it.case.pk, **said, "company": said["company"] and said["company"].pk}
    if proposal:
        body["proposal"] = proposal.pk
    key = form.cleaned_data["request_key"]
    return once(by=request.actor, key=key, action=_ACTION, body=body, work=work)


def _recorded(result: Any) -> str:
    """What has happened, and whether it is counted."""
    if not result["is_enrolled"]:
        return _("就職を記録しました。就職日が参加の期間の外なので、事業の指標には数えません。")
    return _("就職を記録しました。ケースは開いたままです。")
