"""What was read in an emergency: looked at within the week by somebody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import unbarred
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import moment_on_paper
from bansou.commons.organisations.models import Role
from bansou.commons.organisations.queries import members_in
from bansou.desks.rights.finding import (
    answered,
    case_at,
    crumbs,
    is_keeper,
    may_here,
    refusing,
)
from bansou.desks.rights.forms import FindingForm
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.people.break_glass.actions import REVIEWED_WITHIN, review
from bansou.people.break_glass.models import BreakGlass
from bansou.people.break_glass.queries import glasses_of

SHOWN = 50


@require_safe
@door("glass.review")
@refusing
def page(request: Any) -> HttpResponse:
    """What nobody has looked at, with the day until which somebody does; then what was found."""
    own = request.actor.require_organisation()
    rows = list(unbarred(request.actor, glasses_of(own))[:SHOWN])
    note_list(
        by=request.actor,
        subject="emergency",
        at=request.now,
        shown={(it.organisation_id, it.case_id) for it in rows},
        detail={},
    )
    values = {
        "crumbs": crumbs(_("緊急の閲覧")) if is_keeper(request) else [],
        "is_keeper": is_keeper(request),
        "officers": list(members_in((Role.PRIVACY_OFFICER,), own, request.today)),
        "may_name": may_here(request, "staff.edit"),
        "waiting": [(it, _due(it)) for it in rows if it.reviewed_at is None],
        "reviewed": [it for it in rows if it.reviewed_at],
        "me": request.actor.user_id,
        "now": request.now,
    }
    return render(request, "rights/glass.html", values)


def _due(it: BreakGlass) -> datetime:
    return it.opened_at + REVIEWED_WITHIN


@require_http_methods(["GET", "POST"])
@door("glass.review")
@refusing
def look(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether it was an emergency, and why one thinks so."""
    own = request.actor.require_organisation()
    it = glasses_of(own).filter(pk=pk).first()
    if it is None:
        raise Http404
    case = case_at(request, it.case_id)
    form = FindingForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: review(
            by=request.actor,
            glass=it,
            finding=form.cleaned_data["finding"],
            note=form.cleaned_data["finding_note"],
            at=request.now,
        ),
        title=_("ケース%(number)sの緊急の閲覧は、必要でしたか") % {"number": case.number},
        crumb=_("緊急の閲覧を確かめる"),
        case=case if is_keeper(request) else None,
        above=[] if is_keeper(request) else [Link(_("緊急の閲覧"), reverse("rights:glass"))],
        verb=_("記録する"),
        body=_("開いた人と担当者に話を聞いてから記録します。あとから変えられません。"),
        facts=[
            (_("開いた人"), it.opened_by.user.name),
            (_("開いた時刻"), moment_on_paper(it.opened_at)),
            (
                _("読めた時刻"),
                _("%(until)sまで") % {"until": moment_on_paper(it.until_at)},
            ),
            (_("開いた範囲"), it.get_up_to_level_display()),
            *([(_("危険"), it.get_danger_display())] if it.danger else []),
            (_("理由"), it.reason),
        ],
        back_url=reverse("rights:glass"),
        done=_("確かめた結果を記録しました。"),
    )
