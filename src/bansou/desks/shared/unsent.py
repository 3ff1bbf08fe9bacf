"""What a member sent after the session had ended: a draft of theirs, sent on after signing in."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.access.table import TABLE
from bansou.commons.clock import local_day
from bansou.commons.drafts.actions import clear_drafts, save_draft
from bansou.commons.drafts.models import Draft
from bansou.commons.drafts.queries import latest_drafts
from bansou.commons.keys import uuid7
from bansou.commons.rows import Level
from bansou.desks.shared.door import action_of, door
from bansou.desks.shared.late import fields_of, texts_of
from bansou.desks.shared.places import MEMBERSHIP_KEY, place_chosen, places_of

FORM = "unsent"


def keep_unsent(request: Any, at: datetime) -> str:
    """Keep what a member sent too late.

    :returns: the page that gives it back, or nothing if nothing is kept
    """
    if _is_sealed(request):
        return ""
    fields = fields_of(request)
    place = place_chosen(request.user, request.session.get(MEMBERSHIP_KEY), local_day(at))
    if not fields or place is None or place.actor.membership_id is None:
        return ""
    key = uuid7()
    with acting(place.actor, why=f"{request.method} {request.path}"):
        save_draft(
            by=place.actor,
            form=FORM,
            content=_content(request, fields),
            at=at,
            subject_id=key,
        )
    return f"{reverse('unsent', args=[key])}?{urlencode({'seat': place.key})}"


def _is_sealed(request: HttpRequest) -> bool:
    """Tell whether what is written there is kept under seal alone, and in no draft."""
    try:
        action = action_of(resolve(request.path_info))
    except Resolver404:
        return False
    return any(line.action == action and line.level == Level.PSYCHOLOGICAL for line in TABLE)


def _content(request: HttpRequest, fields: Any) -> dict[str, Any]:
    return {
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
    }


def unsent_page(by: Actor) -> str:
    """The page of what this member has not sent on yet, or nothing."""
    if by.membership_id is None:
        return ""
    draft = next(iter(latest_drafts(by, form=FORM)), None)
    return reverse("unsent", args=[draft.subject_id]) if draft else ""


@door("account.own")
def unsent(request: Any, key: UUID) -> HttpResponse:
    """Show what was sent too late, at the desk where it was written."""
    if _takes_seat(request, request.GET.get("seat", "")):
        return redirect("unsent", key=key)
    draft = _kept(request, key)
    fields = draft.content["fields"]
    values = {
        "draft": draft,
        "send_url": reverse("unsent_send", args=[key]),
        "fields": fields,
        "kept": tuple(texts_of(fields)),
    }
    return render(request, "unsent.html", values)


@door("account.own")
@require_POST
def send(request: Any, key: UUID) -> HttpResponse:
    """Let the browser send the same form to where it was meant for."""
    draft = _kept(request, key)
    clear_drafts(by=request.actor, form=FORM, subject_id=key)
    return HttpResponseRedirect(draft.content["path"], preserve_request=True)


@door("account.own")
@require_POST
def forget(request: Any, key: UUID) -> HttpResponse:
    """Clear it away unsent."""
    _kept(request, key)
    clear_drafts(by=request.actor, form=FORM, subject_id=key)
    return redirect("start")


def _kept(request: Any, key: UUID) -> Draft:
    by: Actor | None = request.actor
    own = latest_drafts(by, form=FORM, subject_id=key) if by and by.membership_id else []
    if not own:
        raise Http404
    return own[0]


def _takes_seat(request: Any, seat: str) -> bool:
    """Sit down where it was written; tell whether that is another place than before."""
    mine = {place.key: place.actor for place in places_of(request.user, request.today)}
    if seat not in mine or mine[seat] == request.actor:
        return False
    request.session[MEMBERSHIP_KEY] = seat
    return True
