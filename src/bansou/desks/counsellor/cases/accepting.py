"""引継ぎ: what was written for who follows, on one page of paper, and that it was accepted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.names import called
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.cases.actions import accept_handover
from bansou.people.cases.models import Assignment
from bansou.people.cases.queries import assignments_of
from bansou.support.outreach.visits.models import OutreachVisit
from bansou.support.outreach.visits.queries import visits_of


@require_safe
@door("case.edit")
@refusing
def handover(request: Any, pk: UUID) -> HttpResponse:
    """The summary of the last handover, with the risks as the record has them now."""
    it = opened(request, pk, "case.edit", Level.CASEWORK)
    handed = _handed(it)
    former = (
        assignments_of(it.case)
        .filter(from_on__lte=handed.from_on)
        .exclude(membership_id=handed.membership_id)
        .first()
    )
    values = {
        "it": it,
        "case": it.case,
        "name": called(it.case),
        "crumbs": crumbs(request.actor, it.case, _("引継ぎ")),
        "handed": handed,
        "former": former.membership.user.name if former else "",
        "may_accept": handed.membership_id == request.actor.membership_id
        and handed.accepted_at is None,
        "visit": _visit(it),
    }
    note_opening(request, it.case, "handover", handed.pk)
    return render(request, "counsellor/cases/handover.html", values)


@require_POST
@door("case.edit")
@refusing
def accept(request: Any, pk: UUID) -> HttpResponse:
    """Say that one has read the summary and takes the case over."""
    it = opened(request, pk, "case.edit", Level.CASEWORK)
    accept_handover(by=request.actor, case=it.case, at=request.now)
    messages.success(request, _("引継ぎを受けました。"))
    return redirect("counsellor:case", pk)


def _handed(it: Opened) -> Assignment:
    """The last assignment that came with a summary.

    :raises Http404: there is none
    """
    handed = assignments_of(it.case).exclude(handover_note="").first()
    if handed is None:
        raise Http404
    return handed


def _visit(it: Opened) -> OutreachVisit | None:
    """The last visit, whose risks and emergency contacts whoever goes next must know."""
    if not it.may("outreach.read", Level.SENSITIVE):
        return None
    return visits_of(it.case).first()
