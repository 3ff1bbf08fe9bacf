"""Recording a visit: the form, its draft, and what happens when it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.clock import clock_time, day_in_sentence
from bansou.commons.drafts.actions import clear_drafts, save_draft, states
from bansou.commons.drafts.models import Draft
from bansou.commons.keys import uuid7
from bansou.commons.tasks.queries import owed_about
from bansou.desks.matching.asking import sent_once
from bansou.desks.matching.gate import company_at, refusing
from bansou.desks.matching.members import visiting_members
from bansou.desks.matching.sections import crumbs
from bansou.desks.matching.visits.forms import VisitForm
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.employers.companies.models import SUBJECT, Company
from bansou.employers.guide.kit import kit_of
from bansou.employers.stance.actions import note_stance
from bansou.employers.visits.actions import record_visit
from bansou.employers.visits.models import EmployerVisit

#: The form's name among the drafts.
RECORD = "visit.record"


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Show the form with what is usual or was half written; record what is sent."""
    company = company_at(request, pk)
    if request.method == "POST":
        return _taken(request, company)
    draft = _drafts(request, company).first()
    initial = {
        "on": request.today,
        "channel": EmployerVisit.Channel.VISIT,
        "by": str(request.actor.membership_id),
        "owner": str(request.actor.membership_id),
        "met_with": company.contact_name,
        **(draft.content if draft else {}),
        "request_key": uuid7(),
    }
    return _page(request, company, _form(request, company, initial=initial), draft)


@require_POST
@door("company.edit")
@refusing
def save(request: Any, pk: UUID) -> HttpResponse:
    """Keep what is in the form; asked for by the page's script every few seconds."""
    company = company_at(request, pk)
    draft = _saved(request, company, _form(request, company, request.POST))
    return JsonResponse({"saved_at": clock_time(draft.saved_at), "values": {}})


@require_POST
@door("company.edit")
@refusing
def discard(request: Any, pk: UUID) -> HttpResponse:
    """Forget the draft and begin with an empty form."""
    company = company_at(request, pk)
    clear_drafts(by=request.actor, form=RECORD, subject_id=company.pk)
    return redirect("matching:record_visit", pk)


def _form(request: Any, company: Company, data: Any = None, initial: Any = None) -> VisitForm:
    keeper_id = company.organisation_id
    offered = [answer for answer in kit_of(keeper_id) if not answer.is_retired]
    owed = owed_about(keeper_id, SUBJECT, company.pk)
    return VisitForm(
        data,
        initial=initial,
        members=visiting_members(request.actor, request.today),
        reasons={answer.key: answer.reason for answer in offered},
        promises=[(str(task.pk), task.title) for task in owed],
    )


def _taken(request: Any, company: Company) -> HttpResponse:
    form = _form(request, company, request.POST)
    if form.is_valid() and sent_once(
        request, RECORD, form, lambda: _recorded(request, company, form), company=company.pk
    ):
        clear_drafts(by=request.actor, form=RECORD, subject_id=company.pk)
        messages.success(request, _told(request, form))
        return redirect("matching:company", company.pk)
    return _page(request, company, form, _saved(request, company, form), status=422)


def _recorded(request: Any, company: Company, form: VisitForm) -> dict[str, str]:
    said = form.cleaned_data
    visit = record_visit(
        by=request.actor,
        company=company,
        at=request.now,
        next_owner_id=UUID(said["owner"]) if said["owner"] else None,
        fulfilled=[UUID(key) for key in said.get("fulfilled", [])],
        **form.said(),
    )
    if said["stance"]:
        source = f"{visit.get_channel_display()}　{said['met_with']}".strip()
        note_stance(
            by=request.actor,
            company=company,
            level=said["stance"],
            on=visit.on,
            source=source,
            at=request.now,
        )
    return {"visit": str(visit.pk)}


def _told(request: Any, form: VisitForm) -> str:
    day = form.cleaned_data["next_action_on"]
    if not day:
        return _("訪問を記録しました。")
    return _("訪問を記録しました。次の行動を%(day)sの約束に入れました。") % {
        "day": day_in_sentence(day, request.today)
    }


def _drafts(request: Any, company: Company) -> Any:
    return states(by=request.actor, form=RECORD, subject_id=company.pk)


def _saved(request: Any, company: Company, form: VisitForm) -> Draft:
    return save_draft(
        by=request.actor, form=RECORD, content=form.typed(), at=request.now, subject_id=company.pk
    )


def _page(
    request: Any, company: Company, form: VisitForm, draft: Draft | None, *, status: int = 200
) -> HttpResponse:
    last = company.visits.filter(withdrawn_at=None).order_by("-on", "-id").first()
    values = {
        "company": company,
        "form": form,
        "draft": draft,
        "last": last,
        "crumbs": crumbs(Link(_("訪問を記録する")), company=company),
    }
    return render(request, "matching/visits/record.html", values, status=status)
