"""Booking for oneself: which times are free for the person of a case, and taking one of them.

What holds for whoever books at the office holds here too; besides, nobody takes many times at once.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.gathering import hold
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import Place, Whom, book, move, move_back
from bansou.support.consultation.booking.knowing import may_know
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.consultation.booking.planning import Slot, timetable_of, timetables_open_to
from bansou.support.consultation.booking.queries import bookings_of
from bansou.support.consultation.booking.refusals import (
    BookedThenAlready,
    CounsellorOff,
    DeskClosed,
    InThePast,
    NoLongerFree,
    NotReferred,
    OutsideHours,
    SlotTaken,
    TooManyAhead,
)
from bansou.support.consultation.booking.rules import Span

#: Why a time cannot be had; to the person it is one and the same, and it names nobody's leave.
_NOT_FREE = (CounsellorOff, DeskClosed, InThePast, NotReferred, OutsideHours, SlotTaken)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that a person can have, with whom, and where if it is not at the desk."""

    starts_at: datetime
    member_id: UUID
    name: str
    place: str

    @property
    def on(self) -> date:
        return self.starts_at.date()


def desks_of_keeper(keeper_id: UUID) -> QuerySet[ServiceDesk]:
    """The desks of the body that keeps a case, by name."""
    return ServiceDesk.objects.filter(organisation_id=keeper_id).order_by("name", "id")


def free_times(
    *,
    by: Actor,
    case: Case,
    desk: ServiceDesk,
    at: datetime,
    but: Collection[UUID] = (),
) -> list[FreeTime]:
    """The times that the person of a case can have at a desk, each once, in the order of time.

    Where several counsellors are free, it is the one responsible for the case, else the first.

    :param but: bookings of their own that may be given up for it
    """
    first, last = local_day(at), local_day(at) + settings.OWN_BOOKINGS_AHEAD
    own = [Span(it.starts_at, it.ends_at) for it in bookings_of(case, at).exclude(pk__in=but)]
    with timetables_open_to(by):
        table = timetable_of(desk, first, last)
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        slots = [slot for day in days for slot in table.free_on(day, at)]
        known = list(_of_those_who_may_know(case, slots, at))
    known.sort(key=lambda slot: (slot.span, slot.member_id != case.responsible_id))
    found: dict[datetime, FreeTime] = {}
    for slot in known:
        starts_at, name = slot.span.starts_at, slot.duty.member.user.name
        if not any(slot.span.touches(span) for span in own):
            found.setdefault(starts_at, FreeTime(starts_at, slot.member_id, name, slot.place))
    return list(found.values())


def _of_those_who_may_know(case: Case, slots: list[Slot], at: datetime) -> Iterator[Slot]:
    """Without the times of counsellors whose body may not know of the case."""
    members = Membership.objects.filter(pk__in={slot.member_id for slot in slots})
    bodies = dict(members.values_list("pk", "organisation_id"))

    @cache
    def is_known(body: UUID, day: date) -> bool:
        return may_know(case, body, day, at)

    for slot in slots:
        if is_known(bodies[slot.member_id], slot.span.starts_at.date()):
            yield slot


def book_own(
    *, by: Actor, case: Case, place: Place, channel: str, purpose: str, at: datetime
) -> Booking:
    """Take a time for oneself.

    :raises TooManyAhead: they have as many times as they may book by themselves
    :raises BookedThenAlready: they have another talk at that time
    :raises NoLongerFree: the time is not free, or never was
    :raises Refusal: whatever else `book` refuses
    """
    with transaction.atomic(), _told_simply():
        hold(case)
        if bookings_of(case, at).count() >= settings.OWN_BOOKINGS:
            raise TooManyAhead(most=settings.OWN_BOOKINGS)
        _refuse_doubled(case, place, at)
        whom = Whom(case=case, purpose=purpose)
        return book(by=by, place=place, channel=channel, whom=whom, at=at)


def move_own(*, by: Actor, case: Case, booking: Booking, to: Place, at: datetime) -> Booking:
    """Move one's own talk to another time; the former one is kept, so that this can be undone.

    :raises BookedThenAlready: they have another talk at that time
    :raises NoLongerFree: the time is not free, or never was
    :raises Refusal: whatever else `move` refuses
    """
    with transaction.atomic(), _told_simply():
        hold(case)
        _refuse_doubled(case, to, at, but=(booking.pk,))
        return move(by=by, booking=booking, to=to, at=at)


def move_own_back(*, by: Actor, booking: Booking, at: datetime) -> Booking:
    """Undo the last move of one's own talk.

    :raises NothingToUndo: it was not moved
    :raises NoLongerFree: the former time is not free any more
    """
    with _told_simply():
        return move_back(by=by, booking=booking, at=at)


@contextmanager
def _told_simply() -> Iterator[None]:
    try:
        yield
    except _NOT_FREE as refusal:
        raise NoLongerFree(field="at") from refusal


def _refuse_doubled(case: Case, place: Place, at: datetime, but: Collection[UUID] = ()) -> None:
    others = bookings_of(case, at).exclude(pk__in=but)
    span = place.span
    if others.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at).exists():
        raise BookedThenAlready(field="at")
