"""Calling a conference, asking somebody to it, and closing it with basis, minutes and tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import promise
from bansou.people.cases.actions import hold_open
from bansou.people.cases.models import Case
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import without_texts
from bansou.people.sharing.models import Disclosure
from bansou.people.steps.actions import add_step
from bansou.schemes.outreach import SharingBasis
from bansou.support.outreach.conferences.consenting import consent_to, let_out
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember
from bansou.support.outreach.offered import offered_outreach

HELD = "conference.held"
#: What is owed and handed over about a conference.
SUBJECT = "conference"


class BasisMissing(Refusal):
    """It is not said on what legal basis something is shared."""

    code = "outreach.basis_missing"
    message = _(
        "情報を共有する根拠がありません。本人の同意か、支援会議（社会福祉法106条の6）などから選んでください。"
    )


class ItemsMissing(Refusal):
    """It is not said of which kinds is what somebody is shown."""

    code = "outreach.items_missing"
    message = _("示す項目がありません。この人に示す内容が、どの項目にあたるかを選んでください。")


class MinutesMissing(Refusal):
    """Nothing is written of what was said."""

    code = "outreach.minutes_missing"
    message = _("議事の要点がありません。話し合ったことと決めたことを書いてください。")


class NobodyTookPart(Refusal):
    """A conference without members."""

    code = "outreach.nobody_took_part"
    message = _("参加者がいません。参加した人と、その人に示した内容を先に入れてください。")


class ConferenceClosed(Refusal):
    """It was closed before."""

    code = "outreach.conference_closed"
    message = _("この会議は、もう終了しています。続きは、新しい会議に記録してください。")


class ConferenceCancelled(Refusal):
    """It was called off before."""

    code = "outreach.conference_cancelled"
    message = _("この会議は、取りやめになっています。開くときは、新しい会議を予定してください。")


class NotYetMet(Refusal):
    """Its day has not come."""

    code = "outreach.not_yet_met"
    message = _("会議の日が、まだ来ていません。行った日のあとに終了してください。")


class MetInPast(Refusal):
    """A guest is let in to a conference whose day is over."""

    code = "outreach.met_in_past"
    message = _("会議の日が過ぎているため、閲覧を開けません。名前と所属で記録してください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When and where one meets, what about, and on what basis something is shared, if known."""

    on: date
    starts_at: time
    place: str
    agenda: str
    basis: str = ""
    basis_note: str = ""


def call_conference(*, by: Actor, case: Case, meeting: Meeting, today: date) -> CaseConference:
    """Call a conference on a case; the basis may be settled later, but before it is closed.

    :raises CaseClosed: the case has ended
    :raises bansou.support.outreach.offered.NoOutreach: its programme has no conferences
    :raises BasisMissing: the scheme has no such basis
    """
    with transaction.atomic():
        hold_open(case)
        if meeting.basis:
            ground_of(case, meeting.basis, today)
        else:
            offered_outreach(case, today)
        return CaseConference.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            on=meeting.on,
            starts_at=meeting.starts_at,
            place=meeting.place,
            agenda=meeting.agenda,
            basis=meeting.basis,
            basis_note=meeting.basis_note,
        )


def ground_of(case: Case, basis: str, on: date) -> SharingBasis:
    """The scheme's basis of this key.

    :raises BasisMissing: none is named, or the scheme has no such
    """
    rules = offered_outreach(case, on)
    found = next((one for one in rules.bases if one.key == basis), None)
    if found is None:
        raise BasisMissing(field="basis")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who takes part, what they are shown, of which kinds it is, and a seat if they read it here."""

    name: str
    body: str
    shown: str
    items: Sequence[str]
    seat: Membership | None = None


def ask_to(
    *, by: Actor, conference: CaseConference, guest: Guest, at: datetime
) -> ConferenceMember:
    """Ask somebody to a conference; who has a seat reads it until its day is over, no longer.

    From the moment that somebody of another body reads it, it is on record as handed over.

    :raises ConferenceClosed: it was closed before
    :raises ItemsMissing: it is not said of which kinds it is
    :raises BasisMissing: somebody of another body would read something on no basis
    :raises MetInPast: its day is over
    :raises bansou.support.outreach.conferences.consenting.ConsentMissing: it rests on consent, and
        the person agreed to nothing that is handed to this body
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: they took it back before
    :raises bansou.people.sharing.agreeing.ConsentExpired: it ends before the day
    :raises bansou.people.sharing.agreeing.ItemNotAgreed: they did not agree to one of the items
    """
    today = local_day(at)
    if not guest.items:
        raise ItemsMissing(field="items")
    with transaction.atomic():
        it = planned_one(conference)
        basis = ground_of(it.case, it.basis, today) if it.basis else None
        consent = None
        if basis is not None and basis.ground == "consent" and is_outside(it, guest):
            reads = guest.seat is not None
            consent = consent_to(
                it, body=guest.body, seat=guest.seat, items=guest.items, must_stand=reads
            )
        asked = ConferenceMember.objects.create(
            organisation_id=it.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=it.case,
            conference=it,
            name=guest.name,
            body=guest.body,
            seat=guest.seat,
            shown=guest.shown,
            items=list(guest.items),
            consent=consent,
        )
        if guest.seat and is_outside(it, guest):
            basis = let_in(by, it, asked, today)
            record_shown(by, it, asked, basis, at)
    return asked


def take_out(*, member: ConferenceMember, at: datetime) -> None:
    """Take somebody off a planned conference; what they read here before stays on record.

    :raises ConferenceClosed: it was closed before
    :raises ConferenceCancelled: it was called off before
    """
    with transaction.atomic():
        it = planned_one(member.conference)
        let_out(it, [member.pk], at=at)
        member.delete()


def is_outside(it: CaseConference, who: Guest | ConferenceMember) -> bool:
    """Tell whether somebody takes part for another body than the keeper of the case."""
    if who.seat is not None:
        return bool(who.seat.organisation_id != it.organisation_id)
    return bool(who.body != it.case.organisation.name)


def let_in(by: Actor, it: CaseConference, asked: ConferenceMember, today: date) -> SharingBasis:
    """Open a conference to a member with a seat until its day is over.

    :raises MetInPast: its day is over
    :raises BasisMissing: it is not said on what basis
    """
    if it.on < today:
        raise MetInPast(field="seat")
    basis = ground_of(it.case, it.basis, today)
    write_grant(
        by=by,
        keeper_id=it.organisation_id,
        case_id=it.case_id,
        level=Level.SENSITIVE,
        purpose=str(_("ケース会議への参加")),
        basis=Basis(basis.ground),
        from_on=today,
        until_on=it.on,
        source=Grant.Source.CONFERENCE,
        source_id=asked.pk,
        to_membership_id=asked.seat_id,
    )
    return basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What somebody took on at a conference, until when."""

    title: str
    owner: Membership
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What came of a conference, and on what basis one shared."""

    basis: str
    basis_note: str
    minutes: str
    agreed: Sequence[Agreed] = ()


def close_conference(
    *, by: Actor, conference: CaseConference, closing: Closing, at: datetime
) -> None:
    """Close a conference: basis, minutes and tasks are kept, and whoever was let in reads no more.

    A plan that was changed meanwhile is no matter: who closes it says on what basis one shared.

    :raises ConferenceClosed: it was closed before
    :raises NotYetMet: its day has not come
    :raises BasisMissing: it is not said on what legal basis one shared
    :raises bansou.support.outreach.conferences.consenting.ConsentMissing: it rests on consent, and
        the person agreed to nothing that is handed to the body of somebody who took part
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: they took it back before
    :raises bansou.people.sharing.agreeing.ConsentExpired: it ended before the day
    :raises bansou.people.sharing.agreeing.ItemNotAgreed: somebody was shown more than they agreed to
    :raises MinutesMissing: nothing is written of what was said
    :raises NobodyTookPart: nobody is on record
    """
    today = local_day(at)
    with transaction.atomic():
        it = planned_one(conference)
        if it.on > today:
            raise NotYetMet()
        # Of the day on which one shared: its programme may be over by the time this is written down.
        basis = ground_of(it.case, closing.basis, it.on)
        if not closing.minutes.strip():
            raise MinutesMissing(field="minutes")
        if not it.members.exists():
            raise NobodyTookPart()
        rest_on_no_consent(it)
        if basis.ground == "consent":
            _rest_on_consents(it)
        save_seen(
            it,
            None,
            state=CaseConference.State.CLOSED,
            basis=closing.basis,
            basis_note=closing.basis_note,
            minutes=closing.minutes,
            closed_at=at,
            closed_by_id=by.require_membership(),
        )
        let_everybody_out(it, at)
        _keep(by, it, closing, at)
        _record_what_was_shown(by, it, basis, at)


def rest_on_no_consent(it: CaseConference) -> None:
    """By which consents its members were shown something before is no matter any more."""
    ConferenceMember.objects.filter(
        organisation_id=it.organisation_id, conference=it, consent__isnull=False
    ).update(consent=None)


def _rest_on_consents(it: CaseConference) -> None:
    """Every member of another body was shown something by a consent that covers the day."""
    for member in it.members.select_related("seat"):
        if is_outside(it, member):
            found = consent_to(it, body=member.body, seat=member.seat, items=member.items)
            ConferenceMember.objects.filter(
                organisation_id=it.organisation_id, pk=member.pk
            ).update(consent=found)


def let_everybody_out(it: CaseConference, at: datetime) -> None:
    """Whoever was let in to a conference reads it no more."""
    members = it.members.filter(seat__isnull=False).values_list("pk", flat=True)
    let_out(it, [it.pk, *members], at=at)


def _keep(by: Actor, it: CaseConference, closing: Closing, at: datetime) -> None:
    """The minutes stand on the timeline, and what was taken on among the promises."""
    add_step(
        by=by,
        case=it.case,
        kind=HELD,
        on=it.on,
        title=str(_("ケース会議")),
        note=closing.minutes,
        at=at,
        level=it.level,
        fields={"conference": str(it.pk)},
    )
    for one in closing.agreed:
        promise(
            by=by,
            keeper_id=it.organisation_id,
            title=one.title,
            owner_id=one.owner.pk,
            due_on=one.due_on,
            promised_on=it.on,
            case_id=it.case_id,
            subject=SUBJECT,
            subject_id=it.pk,
        )


def _record_what_was_shown(
    by: Actor, it: CaseConference, basis: SharingBasis, at: datetime
) -> None:
    """What members of other bodies were shown is on record as handed over; of who read it here it is."""
    for member in it.members.select_related("seat__organisation", "consent"):
        if is_outside(it, member):
            record_shown(by, it, member, basis, at)


def record_shown(
    by: Actor, it: CaseConference, member: ConferenceMember, basis: SharingBasis, at: datetime
) -> None:
    """What a member was shown is on record as handed over, once for each basis on which it was."""
    known = Disclosure.objects.filter(
        organisation_id=it.organisation_id, source=SUBJECT, source_id=member.pk
    )
    last = known.order_by("-handed_at", "-id").first()
    if last and (last.basis, last.basis_label) == (basis.ground, basis.label[:200]):
        return
    handed = Handed(
        recipient=member.body,
        purpose=str(_("ケース会議")),
        basis=Basis(basis.ground),
        basis_label=basis.label[:200],
        items=[
            {"key": "shown", "label": str(_("会議で示した内容")), "text": member.shown},
            *without_texts(member.items),
        ],
        source=SUBJECT,
        source_id=member.pk,
        level=member.level,
        to_organisation_id=member.seat.organisation_id if member.seat else None,
        consent=member.consent,
    )
    disclose(by=by, case=it.case, handed=handed, at=at)


def planned_one(conference: CaseConference) -> CaseConference:
    """It as it is on record now, kept from others until the transaction ends."""
    held = CaseConference.objects.select_for_update(of=("self",)).select_related(
        "case__organisation"
    )
    it: CaseConference = held.get(organisation_id=conference.organisation_id, pk=conference.pk)
    refuse_over(it)
    return it


def refuse_over(conference: CaseConference) -> None:
    """Refuse to change what is over.

    :raises ConferenceClosed: it was closed before
    :raises ConferenceCancelled: it was called off before
    """
    if conference.state == CaseConference.State.CLOSED:
        raise ConferenceClosed()
    if conference.state == CaseConference.State.CANCELLED:
        raise ConferenceCancelled()
