"""Promising a time to somebody, moving it, calling it off, and what came of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import day_in_sentence, local_day, local_moment, moment_on_screen
from bansou.commons.database.holding import hold_until_the_end
from bansou.commons.tasks.actions import drop_about, keep_about, promise
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.knowing import refuse_unreferred
from bansou.support.consultation.booking.models import (
    Booking,
    Channel,
    ServiceDesk,
    WaitingPerson,
)
from bansou.support.consultation.booking.planning import (
    Slot,
    ends_of,
    next_free,
    timetable_of,
    timetables_open_to,
)
from bansou.support.consultation.booking.refusals import (
    BookingEnded,
    ChannelNotOffered,
    ComesElsewhere,
    CounsellorOff,
    DeskClosed,
    HasCaseAlready,
    InThePast,
    NobodyNamed,
    NoNumberToCall,
    NothingToUndo,
    NotYetBegun,
    NotYoursToGive,
    OutsideHours,
    SlotTaken,
)
from bansou.support.consultation.booking.rules import Span
from bansou.support.consultation.models import Consultation

SUBJECT = "booking"
_CONSTRAINT = "booking_counsellor_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """For whom a time is kept: a case, or somebody without a name and how to reach them."""

    case: Case | None = None
    nickname: str = ""
    reach: str = ""
    purpose: str = ""

    def columns(self, channel: str, *, is_history: bool = False) -> dict[str, Any]:
        """As a booking and a person who waits keep it.

        :raises NobodyNamed: neither a case nor a nickname
        :raises NoNumberToCall: a telephone call to somebody without a name or a way to reach them
        :raises CaseClosed: the case has ended
        """
        if self.case is None and not self.nickname:
            raise NobodyNamed(field="nickname")
        is_promised = not is_history
        if is_promised and self.case is None and channel == Channel.PHONE and not self.reach:
            raise NoNumberToCall(field="reach")
        if is_promised and self.case is not None and not self.case.is_open:
            raise CaseClosed(field="case_number")
        return {
            "case": self.case,
            "nickname": self.nickname,
            "reach": self.reach,
            "purpose": self.purpose,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when: a desk, a counsellor there, and when the slot begins."""

    desk: ServiceDesk
    member_id: UUID
    starts_at: datetime

    @property
    def span(self) -> Span:
        return Span(local_moment(self.starts_at), ends_of(self.starts_at, self.desk))

    def columns(self) -> dict[str, Any]:
        return {
            "desk": self.desk,
            "member_id": self.member_id,
            "starts_at": self.span.starts_at,
            "ends_at": self.span.ends_at,
        }


def book(
    *,
    by: Actor,
    place: Place,
    channel: str,
    whom: Whom,
    at: datetime,
    state: str = "booked",
    is_history: bool = False,
) -> Booking:
    """Promise a slot to somebody; their counsellor is to remind them the day before.

    `is_history` is for rows of a ledger about times gone by or called off: nothing is promised
    any more, so that hours, leave and the end of the case do not stand in their way.

    :raises SlotTaken: the counsellor is promised to somebody else then
    :raises OutsideHours: the desk is not open, or it is not the counsellor's turn
    :raises ComesElsewhere: the case has another booking then
    :raises CounsellorOff: the counsellor is on leave
    :raises DeskClosed: the desk is closed on that day
    :raises InThePast: the slot has begun
    :raises ChannelNotOffered: the desk does not offer the channel
    :raises NobodyNamed: neither a case nor a nickname
    :raises NoNumberToCall: a telephone call to somebody without a name or a way to reach them
    :raises CaseClosed: the case has ended
    :raises NotReferred: the counsellor works for a body to which the case was not referred
    """
    if channel not in place.desk.channels:
        raise ChannelNotOffered(field="channel")
    for_whom = whom.columns(channel, is_history=is_history)
    with transaction.atomic():
        held_at = ""
        if is_history:
            _refuse_unreferred_then(place, at, whom.case)
        else:
            held_at = _refuse_what_cannot_be(by, place, at, whom.case)
            _refuse_elsewhere(place, at, whom.case)
        booking = _written(
            by,
            lambda: Booking.objects.create(
                organisation_id=place.desk.organisation_id,
                recorded_by_id=by.require_organisation(),
                channel=channel,
                state=state,
                changed_at=at,
                place=held_at,
                **place.columns(),
                **for_whom,
            ),
            place,
            at,
        )
        if not is_history:
            _promise_reminder(by, booking, at)
    return booking


def _refuse_unreferred_then(place: Place, at: datetime, case: Case | None) -> None:
    """Say no where the counsellor's body could not know of the case at that time."""
    then = min(at, place.starts_at)
    refuse_unreferred(case=case, member_id=place.member_id, starts_at=then, at=then)


def _refuse_what_cannot_be(by: Actor, place: Place, at: datetime, case: Case | None) -> str:
    """Say no for the nearest reason; give where the slot is held, if not at the desk.

    Until the transaction ends nobody else takes the counsellor.
    """
    if place.starts_at <= at:
        raise InThePast()
    with timetables_open_to(by):
        return _refuse_by_timetable(place, at, case)


def _refuse_by_timetable(place: Place, at: datetime, case: Case | None) -> str:
    refuse_unreferred(case=case, member_id=place.member_id, starts_at=place.starts_at, at=at)
    hold_until_the_end(str(place.member_id))
    day = local_day(place.starts_at)
    table = timetable_of(place.desk, day, day)
    if reason := table.closed_because(day):
        raise DeskClosed(day=day_in_sentence(day, local_day(at)), reason=reason)
    if table.is_off(place.member_id, place.span):
        raise CounsellorOff()
    slot = table.slot_at(place.member_id, place.starts_at)
    if slot is None:
        raise OutsideHours()
    if table.is_taken(place.member_id, place.span):
        raise SlotTaken(free=_instead(place, at))
    return slot.place


def _refuse_elsewhere(
    place: Place, at: datetime, case: Case | None, *, but: Booking | None = None
) -> None:
    """Say no where the person of the case is to be somewhere else; nobody is at two places."""
    if case is None:
        return
    hold_until_the_end(str(case.pk))
    others = Booking.objects.filter(
        case=case,
        state__in=Booking.OPEN,
        starts_at__lt=place.span.ends_at,
        ends_at__gt=place.span.starts_at,
    )
    if but:
        others = others.exclude(pk=but.pk)
    other = others.select_related("member__user").first()
    if other:
        when = moment_on_screen(other.starts_at, local_day(at))
        raise ComesElsewhere(when=when, counsellor=other.member.user.name)


def _instead(place: Place, at: datetime) -> list[Slot]:
    """The next free slots: of the counsellor first, then of the desk."""
    own = next_free(place.desk, at, member_id=place.member_id, most=3)
    keys = {(slot.member_id, slot.span) for slot in own}
    others = next_free(place.desk, at, most=6)
    return [*own, *(slot for slot in others if (slot.member_id, slot.span) not in keys)][:6]


def _written[T](by: Actor, write: Callable[[], T], place: Place, at: datetime) -> T:
    """Write, and tell a time that somebody else took from every other mistake."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as failure:
        told = getattr(failure.__cause__, "diag", None)
        if told is None or told.constraint_name != _CONSTRAINT:
            raise
        with timetables_open_to(by):
            free = _instead(place, at)
        raise SlotTaken(free=free) from failure


def _change(
    booking: Booking, at: datetime, *, states: Collection[str] = Booking.OPEN, **columns: Any
) -> None:
    changed = Booking.objects.filter(
        organisation_id=booking.organisation_id, pk=booking.pk, state__in=states
    ).update(changes=F("changes") + 1, changed_at=at, version=F("version") + 1, **columns)
    if not changed:
        booking.refresh_from_db(fields=["state"])
        raise BookingEnded(state=booking.get_state_display())


def refuse_ended(booking: Booking) -> None:
    """Say no to whatever becomes of an open booking only.

    :raises BookingEnded: it has come to its end
    """
    if not booking.is_open:
        raise BookingEnded(state=booking.get_state_display())


def move(*, by: Actor, booking: Booking, to: Place, at: datetime) -> Booking:
    """Move a booking to another slot; where it was is kept, so that the move can be undone.

    :raises BookingEnded: it has come to its end
    :raises NotYoursToGive: another keeper's booking without a name would leave one's own time
    :raises SlotTaken: and whatever else `book` refuses
    """
    refuse_ended(booking)
    is_own = by.organisation_id == booking.organisation_id
    if not (is_own or booking.case_id or to.member_id == booking.member_id):
        raise NotYoursToGive()
    with transaction.atomic():
        held_at = _refuse_what_cannot_be(by, to, at, booking.case)
        _refuse_elsewhere(to, at, booking.case, but=booking)
        was: dict[str, Any] = {
            "was_member_id": booking.member_id,
            "was_starts_at": booking.starts_at,
        }
        _written(
            by,
            lambda: _change(booking, at, reminded_at=None, place=held_at, **was, **to.columns()),
            to,
            at,
        )
        _drop_reminder(booking, at)
        booking.refresh_from_db()
        _promise_reminder(by, booking, at)
    return booking


def move_back(*, by: Actor, booking: Booking, at: datetime) -> Booking:
    """Undo the last move, if the former time is still free.

    :raises NothingToUndo: it was not moved
    """
    if booking.was_member_id is None or booking.was_starts_at is None:
        raise NothingToUndo()
    former = Place(
        desk=booking.desk, member_id=booking.was_member_id, starts_at=booking.was_starts_at
    )
    with transaction.atomic():
        move(by=by, booking=booking, to=former, at=at)
        Booking.objects.filter(organisation_id=booking.organisation_id, pk=booking.pk).update(
            was_member=None, was_starts_at=None
        )
    booking.refresh_from_db()
    return booking


def cancel(*, booking: Booking, cancelled_by: str, because: str, at: datetime) -> None:
    """Call a booking off; its time is free again, for `waiting.fill` to fill.

    :raises BookingEnded: it has come to its end
    """
    with transaction.atomic():
        _change(
            booking,
            at,
            state=Booking.State.CANCELLED,
            cancelled_by=cancelled_by,
            ended_because=because,
        )
        _drop_reminder(booking, at)


def mark_no_show(*, booking: Booking, because: str, at: datetime) -> None:
    """Note that nobody came (来なかった).

    :raises NotYetBegun: its time has not come
    :raises BookingEnded: it has come to its end
    """
    refuse_unmissed(booking, at)
    _change(booking, at, state=Booking.State.NO_SHOW, ended_because=because)


def refuse_unmissed(booking: Booking, at: datetime) -> None:
    """Say no where nobody can have failed to come.

    :raises BookingEnded: it has come to its end
    :raises NotYetBegun: its time has not come
    """
    refuse_ended(booking)
    if booking.starts_at > at:
        raise NotYetBegun()


def keep_booking(*, booking: Booking, consultation: Consultation, at: datetime) -> None:
    """Join the record of the talk for which the booking was made.

    :raises BookingEnded: it has come to its end
    """
    with transaction.atomic():
        _change(booking, at, state=Booking.State.CAME, consultation=consultation)
        if booking.case_id:
            keep_about(**about(booking), at=at)


def join_case(*, by: Actor, booking: Booking, case: Case, at: datetime) -> None:
    """Join a booking without a name to a case; from then on it is reminded of like others.

    :raises HasCaseAlready: it belongs to a case
    :raises BookingEnded: it was called off
    :raises CaseClosed: the case has ended
    :raises NotReferred: the counsellor works for a body to which the case was not referred
    """
    refuse_joined(booking)
    if not case.is_open:
        raise CaseClosed(field="case_number")
    refuse_unreferred(case=case, member_id=booking.member_id, starts_at=booking.starts_at, at=at)
    with transaction.atomic():
        _change(booking, at, states=(*Booking.OPEN, Booking.State.NO_SHOW), case=case)
        WaitingPerson.objects.filter(
            organisation_id=booking.organisation_id, booking=booking
        ).update(case=case, version=F("version") + 1)
        booking.refresh_from_db()
        _promise_reminder(by, booking, at)


def refuse_joined(booking: Booking) -> None:
    """Say no where a case cannot be joined any more.

    :raises HasCaseAlready: it belongs to one
    :raises BookingEnded: it was called off
    """
    if booking.case_id:
        raise HasCaseAlready()
    if booking.state == Booking.State.CANCELLED:
        refuse_ended(booking)


def mark_reminded(*, booking: Booking, at: datetime) -> None:
    """Note that somebody was reminded of their booking.

    :raises BookingEnded: it has come to its end
    """
    with transaction.atomic():
        _change(booking, at, reminded_at=at)
        if booking.case_id:
            keep_about(**about(booking), at=at)


def about(booking: Booking) -> dict[str, Any]:
    """The booking as what is owed about it names it."""
    return {
        "keeper_id": booking.organisation_id,
        "case_id": booking.case_id,
        "subject": SUBJECT,
        "keys": [booking.pk],
    }


def _promise_reminder(by: Actor, booking: Booking, at: datetime) -> None:
    """The counsellor owes a call on the day before; whoever comes today or is asked now needs none."""
    day, today = local_day(booking.starts_at), local_day(at)
    if not booking.case_id or day <= today or booking.state != Booking.State.BOOKED:
        return
    promise(
        by=by,
        keeper_id=booking.organisation_id,
        title=_("予約の前日の連絡（%(moment)s）")
        % {"moment": moment_on_screen(booking.starts_at, today)},
        owner_id=booking.member_id,
        due_on=day - timedelta(days=1),
        promised_on=today,
        case_id=booking.case_id,
        subject=SUBJECT,
        subject_id=booking.pk,
    )


def _drop_reminder(booking: Booking, at: datetime) -> None:
    if booking.case_id:
        drop_about(**about(booking), at=at)
