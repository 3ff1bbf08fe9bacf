"""Bookings for the town: the demo's two desks, with one booking in each state that a page shows."""

from datetime import date, datetime, timedelta
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.holidays import is_holiday
from bansou.desks.management.demo_bookings import fill_bookings
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import Place, Whom, book, move
from bansou.support.consultation.booking.models import Booking, DeskHours, Duty, ServiceDesk
from bansou.support.consultation.booking.planning import Slot, timetable_of
from bansou.support.consultation.booking.waiting import cancel_and_move_up, wait


def bookings(*, by: Actor, case: Case, now: datetime) -> dict[str, Any]:
    """Fill the desks; returns what their pages are called by."""
    fill_bookings(by=by, at=now)
    with acting(by, why="試験"):
        office = ServiceDesk.objects.get(name="就職相談窓口")
        centre = ServiceDesk.objects.get(name="訓練センター相談窓口")
        day = _workday(local_day(now) + timedelta(days=14))
        free = timetable_of(office, day, day).free_on(day, now)
        moved = _booked(by, office, free[0], Whom(case=case, purpose="履歴書の見直し"), now)
        to = Place(desk=office, member_id=free[-1].member_id, starts_at=free[-1].span.starts_at)
        move(by=by, booking=moved, to=to, at=now)
        nameless = _booked(by, office, free[1], Whom(nickname="Aさん", reach="手紙"), now)
        earlier = now - timedelta(days=15)  # of the day before: its hours still lie ahead
        past_day = _workday(local_day(earlier) + timedelta(days=1))
        past = timetable_of(office, past_day, past_day).free_on(past_day, earlier)[0]
        awaited = _booked(by, office, past, Whom(nickname="Dさん", reach="手紙"), earlier)
        missed = Booking.objects.get(state="no_show")
        hours = DeskHours.objects.filter(desk=office).earliest("id")
        return {
            "desk": str(office.pk),
            "booked_day": day.isoformat(),
            "free_member": str(free[2].member_id),
            "moved_booking": moved.pk,
            "nameless_booking": nameless.pk,
            "awaited_booking": awaited.pk,
            "missed_booking": missed.pk,
            "offered_booking": _offered(by, centre, day, now).pk,
            "hours": hours.pk,
            "duty": Duty.objects.filter(hours=hours).earliest("id").pk,
        }


def _workday(day: date) -> date:
    while day.weekday() > 3 or is_holiday(day):
        day += timedelta(days=1)
    return day


def _booked(by: Actor, desk: ServiceDesk, slot: Slot, whom: Whom, now: datetime) -> Booking:
    place = Place(desk=desk, member_id=slot.member_id, starts_at=slot.span.starts_at)
    return book(by=by, place=place, channel="visit", whom=whom, at=now)


def _offered(by: Actor, desk: ServiceDesk, day: date, now: datetime) -> Booking:
    """A time that was called off, and is kept for somebody who waited."""
    slot = timetable_of(desk, day, day).free_on(day, now)[0]
    booking = _booked(by, desk, slot, Whom(nickname="Bさん", reach="090-0000-0166"), now)
    wait(
        by=by,
        desk=desk,
        channel="phone",
        whom=Whom(nickname="Cさん", reach="090-0000-0177"),
        from_on=day,
        until_on=day,
        at=now,
    )
    offered = cancel_and_move_up(
        by=by, booking=booking, cancelled_by="person", because="体調", at=now
    )
    assert offered
    return offered
