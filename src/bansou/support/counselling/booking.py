"""Promising a slot to somebody, what became of it, and who waits for one."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import hold
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingSlot,
    CounsellingWait,
)
from bansou.support.counselling.refusals import (
    BookedAlready,
    EndedAlready,
    NoCounselling,
    NotYetTime,
    SlotGone,
    SlotTaken,
    WaitsAlready,
    WaitsNoMore,
)
from bansou.support.counselling.rostering import (
    kept_by_who_is_here,
    refuse_absent,
    refuse_unlicensed,
)

MISSED = "counselling.missed"
_State = CounsellingBooking.State


def book_slot(*, by: Actor, case: Case, slot: CounsellingSlot, at: datetime) -> CounsellingBooking:
    """Promise a time to somebody; who waited for one waits no more.

    :raises CaseClosed: the case has ended
    :raises NoCounselling: the case is in another programme, or in none
    :raises SlotGone: the time has come
    :raises SlotTaken: somebody holds it, or it was taken back
    :raises NotHereThen: the psychologist does not work here on that day
    :raises NoValidLicence: the psychologist's licence is valid no more on that day
    :raises BookedAlready: the person has a time to come
    """
    if not case.is_open:
        raise CaseClosed()
    with transaction.atomic():
        hold(case)
        it = CounsellingSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
        _refuse_slot(case, it, at)
        if next_booking(case, at):
            raise BookedAlready(field="slot")
        try:
            with transaction.atomic():
                booking = CounsellingBooking.objects.create(
                    organisation_id=case.organisation_id,
                    recorded_by_id=by.require_organisation(),
                    case=case,
                    slot=it,
                    booked_at=at,
                    booked_by_id=by.require_membership(),
                )
        except IntegrityError:
            raise SlotTaken(field="slot") from None
        CounsellingWait.objects.filter(case=case, ended_at=None).update(ended_at=at)
    return booking


def _refuse_slot(case: Case, slot: CounsellingSlot, at: datetime) -> None:
    if slot.starts_at <= at:
        raise SlotGone(field="slot")
    if slot.withdrawn_at:
        raise SlotTaken(field="slot")
    day = local_day(slot.starts_at)
    if programme_of(case, day) != slot.programme_id:
        raise NoCounselling(field="slot")
    refuse_absent(slot.member, [day])
    refuse_unlicensed(slot.member, [day])


def programme_of(case: Case, day: date) -> UUID | None:
    """In which programme with psychological counselling somebody is on a day."""
    enrolled = enrolled_on(case, day)
    has_it = enrolled is not None and enrolled.scheme.act("counselling.held") is not None
    return enrolled.programme.pk if enrolled and has_it else None


def settle_booking(
    *, by: Actor, booking: CounsellingBooking, state: str, seen_version: int, at: datetime
) -> None:
    """Write down what became of a booking; that nobody came stands on the timeline.

    :raises EndedAlready: it is known what became of it
    :raises NotYetTime: nobody can have come, or stayed away, yet
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    if booking.state != _State.BOOKED:
        raise EndedAlready()
    if state != _State.CANCELLED and booking.slot.starts_at > at:
        raise NotYetTime(field="state")
    with transaction.atomic():
        save_seen(booking, seen_version, state=state, ended_at=at)
        if state == _State.NO_SHOW:
            _note_missed(by, booking, at)


def _note_missed(by: Actor, booking: CounsellingBooking, at: datetime) -> None:
    slot = booking.slot
    add_step(
        by=by,
        case=booking.case,
        kind=MISSED,
        on=local_day(slot.starts_at),
        title="心理カウンセリングの欠席",
        at=at,
        member_id=slot.member_id,
        fields={"place": slot.place, "attended": False},
    )


def settle_as_held(*, case: Case, on: date, at: datetime) -> None:
    """Note that somebody came who was booked on the day of a session that was recorded."""
    for booking in bookings_of(case).filter(state=_State.BOOKED, slot__starts_at__lte=at):
        if local_day(booking.slot.starts_at) == on:
            save_seen(booking, booking.version, state=_State.ATTENDED, ended_at=at)


def wait_for_slot(*, by: Actor, case: Case, at: datetime) -> CounsellingWait:
    """Let somebody wait until a time is free that suits them.

    :raises CaseClosed: the case has ended
    :raises NoCounselling: the case is in no programme with psychological counselling
    :raises BookedAlready: the person has a time to come
    :raises WaitsAlready: they wait
    """
    if not case.is_open:
        raise CaseClosed()
    programme_id = programme_of(case, local_day(at))
    if programme_id is None:
        raise NoCounselling()
    if next_booking(case, at):
        raise BookedAlready()
    try:
        with transaction.atomic():
            return CounsellingWait.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                programme_id=programme_id,
                since=at,
                asked_by_id=by.require_membership(),
            )
    except IntegrityError:
        raise WaitsAlready() from None


def stop_waiting(*, case: Case, at: datetime) -> None:
    """Somebody waits no longer.

    :raises WaitsNoMore: they do not wait
    """
    if not CounsellingWait.objects.filter(case=case, ended_at=None).update(ended_at=at):
        raise WaitsNoMore()


def bookings_of(case: Case) -> QuerySet[CounsellingBooking]:
    """The times promised to somebody, the latest first."""
    return (
        CounsellingBooking.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("slot__member__user", "case")
        .order_by("-slot__starts_at", "-id")
    )


def coming_bookings(case: Case, at: datetime) -> QuerySet[CounsellingBooking]:
    """The times to come that are promised to somebody."""
    return bookings_of(case).filter(state=_State.BOOKED, slot__starts_at__gt=at)


def note_reminded(*, booking: CounsellingBooking, at: datetime) -> None:
    """Note that somebody was reminded of their time."""
    save_seen(booking, booking.version, reminded_at=at)


def next_booking(case: Case, at: datetime) -> CounsellingBooking | None:
    """The time to come that is promised to somebody."""
    return coming_bookings(case, at).first()


def wait_of(case: Case) -> CounsellingWait | None:
    """That somebody waits for a time."""
    return CounsellingWait.objects.filter(
        organisation_id=case.organisation_id, case=case, ended_at=None
    ).first()


def waiting(organisation_id: UUID) -> QuerySet[CounsellingWait]:
    """Everybody who waits, the longest first."""
    return (
        CounsellingWait.objects.filter(organisation_id=organisation_id, ended_at=None)
        .select_related("case__person")
        .order_by("since", "id")
    )


def open_slots(case: Case, at: datetime) -> QuerySet[CounsellingSlot]:
    """The times that are free for somebody from now on, of psychologists who work here then."""
    programme_id = programme_of(case, local_day(at))
    if programme_id is None:
        return CounsellingSlot.objects.none()
    taken = CounsellingBooking.objects.exclude(state=_State.CANCELLED)
    slots = CounsellingSlot.objects.filter(
        organisation_id=case.organisation_id,
        programme_id=programme_id,
        withdrawn_at=None,
        starts_at__gt=at,
    )
    return (
        kept_by_who_is_here(slots)
        .exclude(pk__in=taken.values("slot_id"))
        .select_related("member__user")
        .order_by("starts_at", "id")
    )
