"""How seats of one's own course were given out: one's lot, why not the first wish, the receipt.

The receipt is everybody's, and names nobody: a service reads it, since others stand in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.seeker.gate import own, refusing
from bansou.desks.shared.allotted import reasons
from bansou.desks.shared.door import door
from bansou.engines.assignment import Receipt, lots, recheck, why_not_first
from bansou.support.training.models import CourseApplication, SeatAllotment
from bansou.support.training.queries import application_of, latest_allotment_with


@dataclass(frozen=True, slots=True)
class Drawn:
    """One's place in the last lot, of how many, and whether the receipt follows from its seed."""

    lot: int
    people: int
    seed: str
    digest: str
    reasons: Sequence[str]
    is_sound: bool


def drawn_for(request: Any, application: CourseApplication) -> Drawn | None:
    """How one stood when seats were last given out; None where that was not by lot."""
    allotment = _allotment_with(application)
    if allotment is None:
        return None
    receipt, ticket = Receipt.from_json(allotment.receipt), application.ticket
    return Drawn(
        lot=lots(receipt.seed, receipt.wishes)[ticket],
        people=len(receipt.wishes),
        seed=receipt.seed,
        digest=receipt.digest,
        reasons=reasons(application, why_not_first(receipt, ticket), request.today),
        is_sound=receipt.is_pledged and not recheck(receipt),
    )


@require_safe
@door("my.read")
@refusing
def receipt_file(request: Any, pk: UUID) -> HttpResponse:
    """The receipt as a file, which anybody can compute again on a machine of their own."""
    application = application_of(pk)
    if application is None or application.case_id not in {it.pk for it in own(request).cases}:
        raise Http404
    allotment = _allotment_with(application)
    if allotment is None:
        raise Http404
    name = _("受講枠の割当の控え　%(title)s.json") % {"title": allotment.title}
    return JsonResponse(
        allotment.receipt,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


def _allotment_with(application: CourseApplication) -> SeatAllotment | None:
    body = Organisation.objects.get(pk=application.organisation_id)
    with acting(service_actor("seats", body), why="receipt of a lot"):
        return latest_allotment_with(application)
