"""Naming the team of a case's psychological records. Who names it reads nothing by that."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.counselling.forms import LeadForm, TeamForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.support.counselling.teams import (
    lead_of,
    name_lead,
    name_to_team,
    psychologists,
    take_from_team,
    team_of,
)

_NAME = "counselling.name_team"


@require_http_methods(["GET", "POST"])
@door(_NAME)
@refusing
def team(request: Any, pk: UUID) -> HttpResponse:
    """Show who is in the team, and ask who else comes in."""
    it = opened(request, pk, _NAME)
    members = list(psychologists(it.case.organisation_id, it.today))
    named = list(team_of(it.case, it.today))
    inside = {grant.to_membership_id for grant in named}
    outside = [(str(m.pk), m.user.name) for m in members if m.pk not in inside]
    asked = request.POST.get("member", "")
    chosen = next((m for m in members if str(m.pk) == asked), None)
    choices = outside if chosen is None else sorted({*outside, (asked, chosen.user.name)})
    form = TeamForm(request.POST or None, members=choices)
    if form.is_valid() and chosen is not None:
        try:
            name_to_team(by=request.actor, case=it.case, member=chosen, on=it.today)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            said = {"name": chosen.user.name}
            messages.success(request, _("%(name)sさんをチームに加えました。") % said)
            return redirect("counsellor:counselling_team", pk)
    return _page(request, it, named, form, has_more=bool(outside))


@require_http_methods(["GET", "POST"])
@door(_NAME)
@refusing
def lead(request: Any, pk: UUID) -> HttpResponse:
    """Ask who leads the team: they read in a medical emergency, and else nothing by that."""
    it = opened(request, pk, _NAME)
    members = {str(m.pk): m for m in psychologists(it.case.organisation_id, it.today)}
    now = lead_of(it.case, it.today)
    form = LeadForm(
        request.POST or None,
        members=[(key, member.user.name) for key, member in members.items()],
        initial={"member": str(now.to_membership_id) if now else ""},
    )
    if form.is_valid():
        chosen = members.get(form.cleaned_data["member"])
        try:
            name_lead(by=request.actor, case=it.case, member=chosen, on=it.today, at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _said_of(chosen))
            return redirect("counsellor:counselling_team", pk)
    return ask(
        request,
        it.case,
        title=_("チームの責任者を決める"),
        verb=_("決める"),
        form=form,
        body=_(
            "チームの人に連絡がつかず、生命・身体に危険があるときに、責任者だけが、2時間、"
            "心理の記録を読めます。ふだんは読めません。チームの外の心理職から選びます。"
        ),
        back_url=reverse("counsellor:counselling_team", args=[pk]),
    )


def _said_of(chosen: Membership | None) -> str:
    if chosen is None:
        return _("責任者をおかないことにしました。緊急のときに、チームの外から読める人はいません。")
    return _("%(name)sさんを責任者にしました。") % {"name": chosen.user.name}


def _page(request: Any, it: Opened, named: Any, form: TeamForm, *, has_more: bool) -> HttpResponse:
    title = _("心理の記録のチーム")
    values = {
        "case": it.case,
        "title": title,
        "crumbs": crumbs(request.actor, it.case, title),
        "named": named,
        "lead": lead_of(it.case, it.today),
        "form": form if has_more or form.errors else None,
    }
    return render(
        request,
        "counsellor/counselling/team.html",
        values,
        status=422 if form.is_bound and form.errors else 200,
    )


@require_POST
@door(_NAME)
@refusing
def leave(request: Any, pk: UUID, member: UUID) -> HttpResponse:
    """End a psychologist's time in the team."""
    it = opened(request, pk, _NAME)
    take_from_team(case=it.case, membership_id=member, on=it.today, at=request.now)
    messages.success(request, _("チームから外しました。この人には、もう記録が見えません。"))
    return redirect("counsellor:counselling_team", pk)
