"""Reading psychological records in a medical emergency: for who leads the team, for two hours."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.breaking import told_by
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.counselling.forms import EmergencyForm
from bansou.desks.counsellor.counselling.reading import to_page
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.break_glass.actions import have_done
from bansou.people.break_glass.queries import open_glass
from bansou.support.counselling.emergency import open_in_emergency, refuse_unless_lead

_BREAK = "sealed_glass.break"


def reads_until(it: Opened, at: datetime) -> datetime | None:
    """Until when the member reads the records in an emergency; None where they do not."""
    glass = open_glass(it.case, it.actor.require_membership(), at, Level.PSYCHOLOGICAL)
    return glass.until_at if glass else None


@require_http_methods(["GET", "POST"])
@door(_BREAK)
@refusing
def broken(request: Any, pk: UUID) -> HttpResponse:
    """Ask which danger it is and why it cannot wait; open the records and tell who looks afterwards."""
    it = opened(request, pk, _BREAK)
    refuse_unless_lead(by=request.actor, case=it.case, today=it.today)
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        try:
            glass = open_in_emergency(
                by=request.actor,
                case=it.case,
                at=request.now,
                today=it.today,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            note_opening(request, it.case, "emergency", glass.pk)
            messages.success(
                request,
                _("心理の記録を2時間読めます。%(who)sに知らせました。") % {"who": told_by(it)},
            )
            return redirect(to_page(pk))
    return ask(
        request,
        it.case,
        title=_("%(name)sの心理の記録を、緊急に開きますか") % {"name": addressed(it.case)},
        crumb=_("緊急に心理の記録を読む"),
        verb=_("記録を開く"),
        form=form,
        body=_(
            "生命・身体に危険があり、チームの心理職に連絡がつかないときだけ、2時間読めます。"
            "書くことはできません。記録を渡すには、二人の決定が要ります。"
        ),
        facts=[
            (_("知らせる人"), told_by(it) or _("知らせる相手がいないため、開けません")),
            (_("あとで"), _("1週間のうちに、ほかの職員が必要だったかを確かめます")),
        ],
        back_url=to_page(pk),
    )


@require_POST
@door(_BREAK)
@refusing
def done(request: Any, pk: UUID) -> HttpResponse:
    """Read no more, before the two hours are over."""
    it = opened(request, pk, _BREAK)
    have_done(by=request.actor, case=it.case, at=request.now, level=Level.PSYCHOLOGICAL)
    messages.success(request, _("緊急の閲覧を終えました。"))
    return redirect(to_page(pk))
