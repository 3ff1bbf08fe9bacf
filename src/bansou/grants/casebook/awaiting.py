"""Drafts that wait to be approved: which of them for whom, and who must leave it to a colleague."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership, Role
from bansou.grants.casebook.models import CaseSheet, SheetWording
from bansou.grants.casebook.queries import sheets_of, with_standing

#: Who may decide about a sheet.
DECIDING = (Role.PROGRAMME_MANAGER, Role.SUPERVISING_COUNSELLOR)


def must_leave_it(sheet: CaseSheet, membership_id: UUID | None, at: datetime) -> bool:
    """Tell whether this member made the sheet, and somebody who did not could approve it today."""
    made_it = _makers(sheet)
    if membership_id not in made_it:
        return False
    return bool(_deciders(sheet.organisation_id, local_day(at)) - made_it)


def _makers(sheet: CaseSheet) -> set[UUID]:
    """Who drew the sheet up, and who worded it."""
    worded_by = SheetWording.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet)
    return {*worded_by.values_list("by_id", flat=True), *filter(None, [sheet.drawn_up_by_id])}


def _deciders(keeper_id: UUID, today: date) -> set[UUID]:
    members = Membership.objects.filter(
        organisation_id=keeper_id, role__in=DECIDING, from_on__lte=today, user__is_active=True
    )
    return {*members.exclude(until_on__lt=today).values_list("pk", flat=True)}


def awaiting(actor: Actor, at: datetime) -> list[CaseSheet]:
    """The drafts that this member, who may approve, is to decide about: the latest of a programme.

    One that a later sheet has replaced waits for nobody, nor does one that a colleague must approve.
    """
    drafts = _drafts(actor.require_organisation())
    is_own = any(actor.membership_id in it.makers for it in drafts)
    others = _deciders(actor.require_organisation(), local_day(at)) if is_own else set()
    return [
        it.sheet for it in drafts if actor.membership_id not in it.makers or not others - it.makers
    ]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A sheet about which nothing was decided, and those who drew it up or worded it."""

    sheet: CaseSheet
    makers: frozenset[UUID]


def _drafts(keeper_id: UUID) -> list[_Draft]:
    later = CaseSheet.objects.filter(
        organisation_id=keeper_id, programme=OuterRef("programme"), number__gt=OuterRef("number")
    )
    worded = SheetWording.objects.filter(organisation_id=keeper_id, sheet=OuterRef("pk"))
    drafts = with_standing(sheets_of([keeper_id])).filter(~Exists(later), stands=None)
    found = drafts.annotate(worded_by=ArraySubquery(worded.values("by_id")))
    return [
        _Draft(it, frozenset([*it.worded_by, *filter(None, [it.drawn_up_by_id])])) for it in found
    ]
