"""Answering an opening that was proposed: three answers of one size, none of which needs a reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.tasks.actions import promise
from bansou.desks.seeker.gate import Own, own_case, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.openings import hours_in_words, wage_in_words
from bansou.people.cases.promising import settle_next_action
from bansou.placement.matching.actions import answer_for_person
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import proposal_of, proposals_of

#: So soon somebody calls who wants to hear more before answering.
_TALK_WITHIN = timedelta(days=7)


def proposals_to_answer(it: Own) -> list[Proposal]:
    """What was proposed to the person and waits for their answer."""
    waiting = Proposal.State.PROPOSED
    return [one for case in it.cases for one in proposals_of(case) if one.state == waiting]


@require_http_methods(["GET", "POST"])
@door("my.answer")
@refusing
def proposal(request: Any, pk: UUID) -> HttpResponse:
    """Show the work, and take the answer."""
    found = proposal_of(pk)
    if found is None:
        raise Http404
    own_case(request, "my.answer", found.case_id)
    said = request.POST.get("answer", "")
    if request.method == "POST" and said in ("want", "ask", "decline"):
        if said == "ask":
            _ask_for_a_talk(request, found)
        else:
            _answer(request, found, is_wanted=said == "want")
        return redirect("seeker:home")
    opening = found.opening
    facts = [
        (_("会社"), opening.company.name),
        (_("働く場所"), opening.work_place),
        (_("賃金"), wage_in_words(opening)),
        (_("時間"), hours_in_words(opening)),
        (_("休み"), opening.days_off),
    ]
    values = {"it": found, "facts": [(term, value) for term, value in facts if value]}
    return render(request, "seeker/proposal.html", values)


def _answer(request: Any, proposal: Proposal, *, is_wanted: bool) -> None:
    answer_for_person(
        by=request.actor,
        proposal=proposal,
        is_wanted=is_wanted,
        on=request.today,
        today=request.today,
        at=request.now,
        consents=bool(request.POST.get("consents")),
    )
    if is_wanted:
        messages.success(request, _("返事を受け取りました。担当の相談員が、次に進めます。"))
    else:
        messages.success(request, _("返事を受け取りました。見送っても、次の提案に影響しません。"))


def _ask_for_a_talk(request: Any, proposal: Proposal) -> None:
    """Have the counsellor promise a talk about it; the proposal waits."""
    case = proposal.case
    if case.responsible_id:
        with transaction.atomic():
            promise(
                by=request.actor,
                keeper_id=case.organisation_id,
                title=_("求人の提案について話す　%(title)s") % {"title": proposal.opening.title},
                owner_id=case.responsible_id,
                due_on=request.today + _TALK_WITHIN,
                promised_on=request.today,
                case_id=case.pk,
            )
            settle_next_action(case=case)
    messages.success(request, _("分かりました。担当の相談員から、話を聞けます。"))
