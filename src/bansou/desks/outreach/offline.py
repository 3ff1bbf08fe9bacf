"""Visits without network: today's are taken along under a passphrase, and their notes come back once.

The page itself holds nobody's data, so that a browser may keep it; what is taken along and what is
written is kept by the device, encrypted (static/bansou/js/offline.js).
"""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bansou.commons.clock import day_in_sentence
from bansou.commons.errors import Refusal
from bansou.desks.outreach.finding import judge, refusing
from bansou.desks.outreach.visits import visit_at, visits_shown
from bansou.desks.outreach.writing import HeldForm
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.people.cases.queries import enrolled_on
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from bansou.support.outreach.visits.notes import Noted, add_note, take_note

#: So many visits are taken along, and none that was to be held longer ago.
_MOST, _BACK = 20, timedelta(days=7)


@require_safe
@door("outreach.write")
def page(request: Any) -> HttpResponse:
    """The page that works without network; what it shows comes from the device."""
    return render(request, "outreach/offline.html", {"mets": OutreachVisit.Met.choices})


@require_safe
@door("outreach.write")
def worker(request: Any) -> HttpResponse:
    """The script by which a browser keeps the page, and nothing else."""
    kept = [reverse("outreach:offline"), *(static(f"bansou/{name}") for name in _PARTS)]
    answer = render(
        request, "outreach/offline_worker.js", {"kept": kept}, content_type="text/javascript"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


_PARTS = (
    *(f"css/{name}.css" for name in ("reset", "tokens", "base", "layout", "controls")),
    *(f"css/{name}.css" for name in ("components", "journey", "charts", "pages", "print")),
    "css/offline.css",
    "js/offline.js",
    "img/mark.svg",
)


@require_safe
@door("outreach.read")
@refusing
def today(request: Any) -> HttpResponse:
    """The member's own visits that wait to be recorded, with the least that one needs at the door."""
    found = visits_shown(
        request,
        most=_MOST,
        lead_id=request.actor.require_membership(),
        on__range=(request.today - _BACK, request.today),
    )
    return JsonResponse(
        {
            "token": get_token(request),
            "owner": str(request.actor.require_membership()),
            "visits": [_taken(it, request.today) for it in found],
        }
    )


def _taken(it: OutreachVisit, today: date) -> dict[str, Any]:
    enrolled = enrolled_on(it.case, it.on)
    states = enrolled.scheme.client_states if enrolled else ()
    return {
        "id": str(it.pk),
        "version": it.version,
        "who": str(called(it.case)),
        "kind": it.get_kind_display(),
        "when": f"{day_in_sentence(it.on, today)} {it.starts_at:%H:%M}",
        "companion": it.companion,
        "place": it.place,
        "clinic": it.clinic,
        "route": it.route,
        "risk": it.risk_note,
        "avoid": list(it.case.avoid),
        "contacts": it.emergency_contacts,
        "states": [[one.key, str(one.label)] for one in states],
    }


@require_POST
@door("outreach.write")
@refusing
def send(request: Any) -> HttpResponse:
    """Take a note in that a device sends; it may send it again until it is told that it came."""
    said = _said(request)
    it = visit_at(request, said["visit"], "outreach.write")
    enrolled = enrolled_on(it.case, it.on)
    form = HeldForm(said["form"], states=enrolled.scheme.client_states if enrolled else ())
    if not form.is_valid():
        problems = [
            f"{form[name].label}：{one}" for name, some in form.errors.items() for one in some
        ]
        return JsonResponse({"message": " ".join(problems)}, status=422)
    noted = Noted(sent_as=said["key"], seen_version=form.cleaned_data["version"], held=form.held())
    try:
        note = take_note(
            by=request.actor, visit=it, noted=noted, today=request.today, at=request.now
        )
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    return JsonResponse({"standing": note.standing, "url": reverse("outreach:visit", args=[it.pk])})


def _said(request: Any) -> dict[str, Any]:
    """What a device sends: the note's key, the visit, and the form's fields.

    :raises Http404: it is nothing of the kind
    """
    try:
        sent = json.loads(request.body)
        fields = ("met", "result", "client_state", "version")
        return {
            "key": UUID(sent["key"]),
            "visit": UUID(sent["visit"]),
            "form": {name: str(sent.get(name, "")).replace("\x00", "") for name in fields},
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Http404 from None


@require_POST
@door("outreach.write")
@refusing
def add(request: Any, pk: UUID) -> HttpResponse:
    """Put a note that was kept beside another record on the timeline."""
    note = VisitNote.objects.select_related("case").filter(pk=pk).first()
    if note is None:
        raise Http404
    judge(request, note.case, "outreach.write")
    add_note(by=request.actor, note=note, at=request.now)
    note_opening(request, note.case, "home-visit", note.visit_id)
    messages.success(request, _("経過に加えました。"))
    return redirect("outreach:visit", pk=note.visit_id)
