"""Which desk somebody sits down at: by their role, or as chosen among several memberships."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bansou.commons.organisations.models import Role
from bansou.desks.shared.door import MEMBERSHIP_KEY, door, seats_of

#: Where each role begins its day.
_BEGINS_AT = {
    Role.COUNSELLOR: "counsellor:today",
    Role.SUPERVISING_COUNSELLOR: "counsellor:today",
    Role.MATCHING_OFFICER: "matching:today",
    Role.TRAINING_STAFF: "training:courses",
    Role.PROGRAMME_MANAGER: "manager:programmes",
}


@door("account.own")
def start(request: Any) -> HttpResponse:
    """Send everybody to their own desk; who has several seats and chose none, to choose one."""
    if request.actor is None:
        return redirect("no_seat")
    if MEMBERSHIP_KEY not in request.session and len(seats_of(request.user.pk, request.today)) > 1:
        return redirect("seats")
    return redirect(_BEGINS_AT.get(request.actor.role, "seats"))


@door("account.own")
def seats(request: Any) -> HttpResponse:
    """Choose in which organisation and role to work."""
    mine = seats_of(request.user.pk, request.today)
    if not mine:
        return redirect("no_seat")
    if request.method == "POST":
        chosen = next((seat for seat in mine if str(seat.pk) == request.POST.get("seat")), None)
        if chosen:
            request.session[MEMBERSHIP_KEY] = str(chosen.pk)
            return redirect("start")
    sitting = request.actor.membership_id if request.actor else None
    return render(request, "seats/page.html", {"seats": mine, "sitting": sitting})


@door("account.own")
def no_seat(request: Any) -> HttpResponse:
    """Say to somebody who belongs nowhere today what to do about it."""
    if request.actor is not None:
        return redirect("start")
    return render(request, "seats/none.html")
