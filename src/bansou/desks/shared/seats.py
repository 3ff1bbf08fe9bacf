"""Which desk somebody sits down at: by their role, or as chosen among several memberships."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bansou.commons.organisations.models import Membership, Role
from bansou.desks.shared.door import door
from bansou.desks.shared.places import MEMBERSHIP_KEY, places_of
from bansou.desks.shared.unsent import unsent_page

#: Where each role begins its day.
_BEGINS_AT = {
    Role.COUNSELLOR: "counsellor:today",
    Role.SUPERVISING_COUNSELLOR: "counsellor:today",
    Role.MATCHING_OFFICER: "matching:today",
    Role.TRAINING_STAFF: "training:courses",
    Role.PSYCHOLOGIST: "counselling:today",
    Role.IBASHO_STAFF: "ibasho:places",
    Role.PROGRAMME_MANAGER: "manager:programmes",
    Role.PRIVACY_OFFICER: "rights:glass",
    Role.PERSON: "seeker:home",
    Role.EMPLOYER: "employer:home",
}


@door("account.own")
def start(request: Any) -> HttpResponse:
    """Send everybody to their own desk; who has several seats and chose none, to choose one.

    Who sent something too late, first to that.
    """
    if request.actor is None:
        return redirect("no_seat")
    if MEMBERSHIP_KEY not in request.session and len(places_of(request.user, request.today)) > 1:
        return redirect("seats")
    if page := unsent_page(request.actor):
        return redirect(page)
    return redirect(_BEGINS_AT.get(request.actor.role, "seats"))


@door("account.own")
def seats(request: Any) -> HttpResponse:
    """Choose in which organisation and role to work."""
    mine = places_of(request.user, request.today)
    if not mine:
        return redirect("no_seat")
    if request.method == "POST":
        chosen = next((place for place in mine if place.key == request.POST.get("seat")), None)
        if chosen:
            request.session[MEMBERSHIP_KEY] = chosen.key
            return redirect("start")
    sitting = next((place.key for place in mine if place.actor == request.actor), None)
    return render(
        request,
        "seats/page.html",
        {"seats": mine, "sitting": sitting, "is_own": mine[0].actor.person_id is not None},
    )


@door("account.own")
def no_seat(request: Any) -> HttpResponse:
    """Say to somebody who belongs nowhere today what to do about it."""
    if request.actor is not None:
        return redirect("start")
    is_person = not Membership.objects.filter(user=request.user.pk).exists()
    return render(request, "seats/none.html", {"is_person": is_person})
