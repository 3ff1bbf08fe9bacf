"""When a desk is closed, and when a counsellor is away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.access.rules import Thing
from bansou.desks.counsellor.bookings.desks import desk_at, edit
from bansou.desks.counsellor.bookings.finding import key_of
from bansou.desks.counsellor.bookings.forms import TimeOffForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import allowed, door
from bansou.support.consultation.booking.models import ServiceDesk, TimeOff
from bansou.support.consultation.booking.opening import be_back, take_off
from bansou.support.consultation.booking.queries import hours_of

_ACTION = "desk.edit"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def off_add(request: Any, pk: UUID) -> HttpResponse:
    """Ask who is away or that the desk is closed, from when until when."""
    it = desk_at(request, pk)
    members = {
        str(duty.member_id): duty.member.user.name
        for hours in hours_of(it, request.today)
        for duty in hours.duties.all()
    }
    whose = [("", _("窓口を閉める")), *sorted(members.items(), key=lambda item: item[1])]
    form = TimeOffForm(
        request.POST or None,
        whose=whose,
        initial={"from_on": request.today, "until_on": request.today},
    )
    form.fields["whose"].required = False

    def work() -> ServiceDesk:
        member = form.cleaned_data["whose"]
        starts_at, ends_at = form.span()
        take_off(
            keeper_id=it.organisation_id,
            desk=None if member else it,
            member_id=UUID(member) if member else None,
            starts_at=starts_at,
            ends_at=ends_at,
            reason="" if member else form.cleaned_data["reason"],
        )
        return it

    return edit(
        request,
        form,
        work,
        title=_("休業日か休みを入れる"),
        verb=_("入れる"),
        back_url=reverse("counsellor:desk", args=[it.pk]),
        done=_("休みを入れました。この間は予約できません。"),
    )


@require_POST
@door(_ACTION)
@refusing
def off_end(request: Any, pk: UUID) -> HttpResponse:
    """Take a closed day or a leave back."""
    off = TimeOff.objects.filter(pk=pk).first()
    if off is None or not allowed(request, _ACTION, Thing(off.organisation_id)):
        raise Http404
    back = key_of(request.POST.get("desk", ""))
    shown = desk_at(request, back) if back else None
    be_back(time_off=off)
    messages.success(request, _("休みを取り消しました。"))
    return redirect("counsellor:desk", shown.pk) if shown else redirect("counsellor:desks")
