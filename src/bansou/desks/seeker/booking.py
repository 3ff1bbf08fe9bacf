"""Calling off a talk that is booked, without a reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.seeker.gate import own, refusing
from bansou.desks.shared.door import door
from bansou.support.consultation.booking.actions import cancel as call_off
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.waiting import pass_on


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def cancel(request: Any, pk: UUID) -> HttpResponse:
    """Ask once; call the talk off, and its time goes on to who waits for one."""
    cases = {case.pk for case in own(request).cases}
    found = Booking.objects.select_related("desk", "member__user").filter(pk=pk)
    booking = found.first()
    if booking is None or booking.case_id not in cases:
        raise Http404
    if request.method == "POST":
        was_offered = booking.state == Booking.State.OFFERED
        call_off(
            booking=booking,
            cancelled_by=Booking.CancelledBy.PERSON,
            because=_("本人がページから取り消した"),
            at=request.now,
        )
        _pass_on(request, booking, was_offered)
        messages.success(request, _("予約を取り消しました。話したくなったら、また予約できます。"))
        return redirect("seeker:home")
    return render(request, "seeker/cancel.html", {"booking": booking})


def _pass_on(request: Any, booking: Booking, was_offered: bool) -> None:
    """Others wait for the time whom this person does not see: a service gives it on."""
    body = Organisation.objects.get(pk=booking.organisation_id)
    with acting(service_actor("bookings", body), why="time given back") as service:
        pass_on(by=service, booking=booking, was_offered=was_offered, at=request.now)
