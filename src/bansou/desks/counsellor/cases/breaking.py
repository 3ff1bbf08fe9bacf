"""Reading a case in an emergency that one does not stand by, and having done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.forms import BreakGlassForm
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.break_glass.actions import break_glass, have_done
from bansou.people.break_glass.queries import who_is_told


@require_http_methods(["GET", "POST"])
@door("glass.break")
@refusing
def broken(request: Any, pk: UUID) -> HttpResponse:
    """Ask why it cannot wait; open the record for two hours and tell who looks at it afterwards."""
    it = opened(request, pk, "glass.break")
    form = BreakGlassForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            glass = break_glass(by=request.actor, case=it.case, reason=reason, at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            note_opening(request, it.case, "emergency", glass.pk)
            told = _("記録を開きました。%(who)sに知らせました。") % {"who": told_by(it)}
            messages.success(request, told)
            return redirect("counsellor:case", pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sの記録を、緊急に開きますか") % {"name": addressed(it.case)},
        crumb=_("緊急に記録を見る"),
        verb=_("記録を開く"),
        form=form,
        body=_(
            "担当でない人の記録を、命や体に危険があるときだけ、2時間読めます。書くことはできません。"
            "心理の記録（閲覧区分4）は開きません。緊急に開けるのは、チームの責任者だけです。"
        ),
        facts=[
            (
                _("知らせる人"),
                told_by(it) or _("知らせる相手がいないため、開けません"),
            ),
            (_("あとで"), _("1週間のうちに、ほかの職員が必要だったかを確かめます")),
        ],
    )


def told_by(it: Opened) -> str:
    """Who is written to when the member opens the case in an emergency, by name and role."""
    told = who_is_told(it.case, it.actor.user_id, it.today)
    return "、".join(f"{one.user.name}（{one.get_role_display()}）" for one in told)


@require_POST
@door("glass.break")
@refusing
def done(request: Any, pk: UUID) -> HttpResponse:
    """Read no more, before the two hours are over."""
    it = opened(request, pk, "glass.break")
    have_done(by=request.actor, case=it.case, at=request.now)
    messages.success(request, _("緊急の閲覧を終えました。"))
    return redirect("counsellor:case", pk)
