"""The tablet at the door: somebody presses their nickname, says how they feel if they like, and is in.

Whoever has the secret address is not asked who they are. No name is shown but those chosen to be.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import door
from bansou.support.ibasho.attending import check_in, guest_called, say_mood, welcome_guest
from bansou.support.ibasho.keeping import tablet_with
from bansou.support.ibasho.models import Ibasho, IbashoGuest, IbashoVisit
from bansou.support.ibasho.queries import day_of, place_at, shown_at_the_door


@require_http_methods(["GET", "POST"])
@door("ibasho.door")
def door_page(request: Any, secret: str) -> HttpResponse:
    """Take somebody in."""
    found = tablet_with(secret, request.today)
    if found is None:
        raise Http404
    key, member = found
    actor = actor_of(member)
    with acting(actor, why=_("居場所の受付")):
        ibasho = place_at(key)
        if ibasho is None:
            raise Http404
        answer = _answer(request, actor, ibasho)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _answer(request: Any, actor: Actor, ibasho: Ibasho) -> HttpResponse:
    if request.method != "POST":
        return _welcome(request, ibasho)
    if visit_key := request.POST.get("visit"):
        _keep_mood(visit_key, ibasho, request.POST.get("mood", ""), request)
        return render(request, "ibasho/door_in.html", {"it": ibasho})
    try:
        guest = _who(request, actor, ibasho)
    except Refusal as refusal:
        return _welcome(request, ibasho, error=str(refusal), status=422)
    on = request.today
    visit = check_in(by=actor, guest=guest, on=on, today=on, at=request.now)
    values = {"it": ibasho, "visit": visit, "moods": IbashoVisit.Mood.choices}
    return render(request, "ibasho/door_in.html", values)


def _welcome(request: Any, ibasho: Ibasho, *, error: str = "", status: int = 200) -> HttpResponse:
    values = {
        "it": ibasho,
        "opening": day_of(ibasho, request.today),
        "shown": shown_at_the_door(ibasho),
        "error": error,
        "typed": request.POST.get("nickname", ""),
    }
    return render(request, "ibasho/door.html", values, status=status)


def _who(request: Any, actor: Actor, ibasho: Ibasho) -> IbashoGuest:
    """Who has pressed their nickname, has written it, or is here for the first time."""
    if key := _key(request.POST.get("guest", "")):
        guest = shown_at_the_door(ibasho).filter(pk=key).first()
        if guest is None:
            raise Http404
        return guest
    nickname = request.POST.get("nickname", "")[:40]
    if "first" not in request.POST:
        return guest_called(ibasho, nickname)
    shown = "is_shown" in request.POST
    return welcome_guest(
        by=actor, ibasho=ibasho, nickname=nickname, is_shown=shown, on=request.today
    )


def _keep_mood(key: str, ibasho: Ibasho, mood: str, request: Any) -> None:
    visit = IbashoVisit.objects.filter(
        pk=_key(key), guest__ibasho=ibasho, on=request.today, mood=""
    ).first()
    if visit is not None and mood in IbashoVisit.Mood.values:
        say_mood(visit=visit, mood=mood)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
