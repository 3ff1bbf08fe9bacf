"""Notes of one visit by several hands (訪問先で書いた記録): taken in once, never over another."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.holding import hold_until_the_end
from bansou.commons.errors import Refusal
from bansou.people.steps.actions import add_step
from bansou.support.outreach.visits.actions import (
    CONSULTED,
    MISSED,
    SPOKEN_WITH,
    Held,
    NoConsentToAccompany,
    VisitOver,
    record_visit,
)
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote

#: An addition to a visit that another record stands for already; no indicator counts it.
ADDED = "outreach.added"
_Standing, _Met, _State = VisitNote.Standing, OutreachVisit.Met, OutreachVisit.State


class NoteSettled(Refusal):
    """The note stands on the timeline already."""

    code = "outreach.note_settled"
    message = _("この記録は、もう経過に入っています。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was written at the door, and the key that the device gave it."""

    sent_as: UUID
    seen_version: int
    held: Held


def take_note(
    *, by: Actor, visit: OutreachVisit, noted: Noted, today: date, at: datetime
) -> VisitNote:
    """Record a visit by the note that a device sends; sent again, it is the same note.

    Where the visit has been recorded or called off meanwhile, or the consent was taken back, the
    note is kept beside that, and whoever wrote it decides.

    :raises bansou.support.outreach.visits.actions.NotYetHeld: its day has not come
    :raises bansou.support.outreach.visits.actions.ResultMissing: nothing is written
    """
    with transaction.atomic():
        hold_until_the_end(f"visit-note.{noted.sent_as}")
        if known := _sent_as(visit.organisation_id, noted.sent_as).first():
            return known
        try:
            record_visit(
                by=by,
                visit=visit,
                held=noted.held,
                today=today,
                at=at,
            )
        except (VisitOver, NoConsentToAccompany):
            return _keep(by, visit, noted, _Standing.BESIDE, at)
        return _keep(by, visit, noted, _Standing.RECORDED, at)


def record_or_keep(
    *, by: Actor, visit: OutreachVisit, noted: Noted, today: date, at: datetime
) -> VisitNote.Standing:
    """Record a visit at the desk; where it was recorded or called off meanwhile, both are kept.

    :raises bansou.support.outreach.visits.actions.VisitOver: it was over before they began to write
    :raises bansou.support.outreach.visits.actions.NotYetHeld: its day has not come
    :raises bansou.support.outreach.visits.actions.ResultMissing: nothing is written
    :raises bansou.support.outreach.visits.actions.NoConsentToAccompany: the consent was taken back
    """
    if visit.state != _State.PLANNED and visit.version == noted.seen_version:
        raise VisitOver(state=visit.get_state_display())
    with transaction.atomic():
        try:
            record_visit(
                by=by,
                visit=visit,
                held=noted.held,
                today=today,
                at=at,
            )
        except VisitOver:
            _keep(by, visit, noted, _Standing.BESIDE, at)
            return _Standing.BESIDE
    return _Standing.RECORDED


def notes_beside(visit: OutreachVisit) -> QuerySet[VisitNote]:
    """The notes that are kept beside what is on record for a visit, the first first."""
    return (
        VisitNote.objects.filter(
            organisation_id=visit.organisation_id, visit=visit, standing=_Standing.BESIDE
        )
        .select_related("written_by__user")
        .order_by("received_at", "id")
    )


def add_note(*, by: Actor, note: VisitNote, at: datetime) -> None:
    """Put a note that was kept beside on the timeline.

    It adds to a visit that is on record, and counts as the visit where that was called off.

    :raises NoteSettled: it stands there already
    """
    with transaction.atomic():
        held = VisitNote.objects.select_for_update(of=("self",)).get(
            organisation_id=note.organisation_id, pk=note.pk
        )
        if held.standing != _Standing.BESIDE:
            raise NoteSettled()
        visit = OutreachVisit.objects.select_related("case").get(
            organisation_id=note.organisation_id, pk=note.visit_id
        )
        is_visit = visit.state == _State.CANCELLED
        was_met = held.met != _Met.NOBODY
        add_step(
            by=by,
            case=visit.case,
            kind=(CONSULTED if was_met else MISSED) if is_visit else ADDED,
            on=visit.on,
            title=f"{visit.get_kind_display()}（{_Met(held.met).label}）",
            note=held.result,
            at=at,
            level=held.level,
            member_id=held.written_by_id,
            is_contact=was_met and is_visit,
            fields={
                "channel": visit.kind,
                "client_state": held.client_state,
                "spoken_with": SPOKEN_WITH[_Met(held.met)],
                "visit": str(visit.pk),
            },
        )
        held.standing = _Standing.ADDED
        held.save(update_fields=["standing"])


def _sent_as(keeper_id: UUID, key: UUID) -> QuerySet[VisitNote]:
    return VisitNote.objects.filter(organisation_id=keeper_id, sent_as=key)


def _keep(by: Actor, visit: OutreachVisit, noted: Noted, standing: str, at: datetime) -> VisitNote:
    """Keep that the note came; its text only where no record of the visit holds it."""
    is_beside = standing == _Standing.BESIDE
    return VisitNote.objects.create(
        organisation_id=visit.organisation_id,
        recorded_by_id=by.require_organisation(),
        case_id=visit.case_id,
        level=visit.level,
        visit=visit,
        sent_as=noted.sent_as,
        standing=standing,
        written_by_id=by.require_membership(),
        received_at=at,
        met=noted.held.met,
        result=noted.held.result if is_beside else "",
        client_state=noted.held.client_state if is_beside else "",
    )
