"""Changing when, where and on what basis a conference meets, and calling it off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.support.outreach.conferences.actions import (
    Meeting,
    ground_of,
    is_outside,
    let_everybody_out,
    let_in,
    planned_one,
    record_shown,
    rest_on_no_consent,
)
from bansou.support.outreach.conferences.consenting import consent_to, let_out
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember
from bansou.support.outreach.offered import offered_outreach


class CancelReasonMissing(Refusal):
    """It is called off, and nothing says why."""

    code = "outreach.cancel_reason_missing"
    message = _("取りやめる理由を入れてください。参加する予定だった人に伝えるのに使います。")


def change_conference(
    *, by: Actor, conference: CaseConference, seen_version: int, meeting: Meeting, at: datetime
) -> None:
    """Change a planned conference; somebody of another body reads it until its new day.

    :raises ConferenceClosed: it was closed before
    :raises ConferenceCancelled: it was called off before
    :raises BasisMissing: the scheme has no such basis, or somebody of another body reads it on none
    :raises MetInPast: somebody of another body reads it, and its new day is over
    :raises bansou.support.outreach.conferences.consenting.ConsentMissing: it rests on consent now,
        and the person agreed to nothing that is handed to the body of somebody who reads it
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: they took it back before
    :raises bansou.people.sharing.agreeing.ConsentExpired: it ends before the new day
    :raises bansou.people.sharing.agreeing.ItemNotAgreed: they did not agree to one of the items
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    today = local_day(at)
    with transaction.atomic():
        it = planned_one(conference)
        ground = ""
        if meeting.basis:
            ground = ground_of(it.case, meeting.basis, today).ground
        else:
            offered_outreach(it.case, today)
        is_read_anew = (it.on, it.basis) != (meeting.on, meeting.basis)
        save_seen(
            it,
            seen_version,
            on=meeting.on,
            starts_at=meeting.starts_at,
            place=meeting.place,
            agenda=meeting.agenda,
            basis=meeting.basis,
            basis_note=meeting.basis_note,
        )
        if ground != "consent":
            rest_on_no_consent(it)
        if is_read_anew:
            _read_anew(by, planned_one(it), at)


def _read_anew(by: Actor, it: CaseConference, at: datetime) -> None:
    """What was opened for the day and basis before ends, and is opened for those of now.

    On another basis than before it is handed over once more.
    """
    readers = it.members.filter(seat__isnull=False).select_related("seat__organisation")
    for member in readers:
        if not is_outside(it, member):
            continue
        let_out(it, [member.pk], at=at)
        basis = let_in(by, it, member, local_day(at))
        member.consent = None
        if basis.ground == "consent":
            member.consent = consent_to(
                it, body=member.body, seat=member.seat, items=member.items, must_stand=True
            )
        ConferenceMember.objects.filter(organisation_id=it.organisation_id, pk=member.pk).update(
            consent=member.consent
        )
        record_shown(by, it, member, basis, at)


def call_off_conference(*, conference: CaseConference, because: str, at: datetime) -> None:
    """Call a planned conference off, also where it was changed meanwhile; nobody reads it any more.

    :raises CancelReasonMissing: nothing says why
    :raises ConferenceClosed: it was closed before
    :raises ConferenceCancelled: it was called off before
    """
    if not because.strip():
        raise CancelReasonMissing(field="because")
    with transaction.atomic():
        it = planned_one(conference)
        cancelled = {"state": CaseConference.State.CANCELLED, "cancelled_because": because}
        save_seen(it, None, **cancelled)
        let_everybody_out(it, at)
