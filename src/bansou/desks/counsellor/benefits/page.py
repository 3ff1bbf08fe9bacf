"""支給: the claims of a case with the days they consist of, and what the person gets from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claim_of, claims_of
from bansou.benefits.claims.receipts import UNCHECKED
from bansou.benefits.overlaps.queries import outside_benefits_of
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.claims import Shown, chip_of, offered_to, shown
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip, Link

DRAW_UP = "claim.draw_up"
READ = "benefit.read"


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim, and what can be done about it here.

    :ivar shown: its amounts, days and reason, for those who may read them
    :ivar note: what was noted about it, for those who read the person's casework
    """

    claim: Claim
    chip: Chip
    shown: Shown | None
    note: str
    acts: Sequence[Link]


@require_safe
@door("case.open")
@refusing
def benefits(request: Any, pk: UUID) -> HttpResponse:
    """The page of one case."""
    it = opened(request, pk)
    may_draw_up = it.may(DRAW_UP)
    reads = reads_all(it)
    values = {
        "case": it.case,
        "title": _("支給"),
        "crumbs": crumbs(request.actor, it.case, _("支給")),
        "claims": [_claimed(it, claim) for claim in claims_of(it.case)],
        "reads": reads,
        "outside": list(outside_benefits_of(it.case)) if reads else [],
        "may_draw_up": may_draw_up,
        "pays": bool(offered_to(it.case, it.today)),
        "has_person": it.case.person_id is not None,
    }
    note_opening(request, it.case, "benefits")
    return render(request, "counsellor/benefits/page.html", values)


def reads_all(it: Opened) -> bool:
    """Tell whether the member reads every claim of the case and what is got from elsewhere."""
    return it.may(READ, Level.CASEWORK)


def _reads(it: Opened, claim: Claim) -> bool:
    """Whoever drew a claim up reads it; a colleague on the phone sees that there is one."""
    by = claim.drawn_by.organisation_id if claim.drawn_by else None
    return (it.may(DRAW_UP) and by == it.actor.organisation_id) or reads_all(it)


def _claimed(it: Opened, claim: Claim) -> Claimed:
    reads, may_draw_up = _reads(it, claim), it.may(DRAW_UP)
    offered = [
        (_("直して出し直す"), "counsellor:claim_again", claim.state == Claim.State.RETURNED),
        (
            _("領収書を付ける"),
            "counsellor:claim_receipt",
            claim.kind == "travel" and claim.state in UNCHECKED,
        ),
        (_("取り下げる"), "counsellor:claim_withdraw", claim.state in Claim.OPEN),
    ]
    acts = [
        Link(text, reverse(name, args=[claim.pk]))
        for text, name, may in offered
        if may and may_draw_up and reads
    ]
    return Claimed(
        claim=claim,
        chip=chip_of(claim),
        shown=shown(claim) if reads else None,
        note=claim.note if reads_all(it) else "",
        acts=acts,
    )


def claim_at(request: Any, pk: UUID) -> tuple[Opened, Claim]:
    """The claim of an address, with its case opened for drawing up.

    :raises Http404: there is none, or it is somebody else's and the member does not read it
    """
    claim = claim_of(pk)
    if claim is None:
        raise Http404
    it = opened(request, claim.case_id, DRAW_UP)
    if not _reads(it, claim):
        raise Http404
    return it, claim
