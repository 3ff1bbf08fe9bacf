"""How many slots a programme had, what became of them, and whether demand or supply was short."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bansou.commons.clock import day_begins_at, local_day
from bansou.programmes.models import Programme
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingSlot,
    CounsellingWait,
)
from bansou.support.counselling.rules import (
    Cause,
    Held,
    Offered,
    Waited,
    cause_of,
    waited_in_vain,
)

_State = CounsellingBooking.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The slots of a programme until a moment, and who waited for one."""

    offered: int
    #: Slots whose time has come; the others are still ahead.
    past: int
    unused: int
    online: int
    booked: int
    attended: int
    cancelled: int
    no_show: int
    reminded: int
    waiting: int
    waited_in_vain: int

    def cause(self, shortfall: Decimal) -> Cause:
        """What was short, with so many fewer counselled than was aimed at."""
        return cause_of(shortfall, self.unused, self.waited_in_vain)


def capacity_of(programme: Programme, at: datetime) -> Capacity:
    """Count the slots of a programme, in its year; those of who had left by then are none."""
    slots = _slots_of(programme)
    usable = [slot for slot in slots if _could_be_held(slot)]
    live = [slot for slot in usable if slot.withdrawn_at is None]
    bookings = [one for slot in slots for one in slot.bookings.all()]
    states = Counter(one.state for one in bookings)
    waits = list(CounsellingWait.objects.filter(programme=programme))
    offered = [_offered(slot) for slot in usable]
    waited = [Waited(one.case_id, one.since, one.ended_at) for one in waits]
    return Capacity(
        offered=len(live),
        past=sum(slot.starts_at <= at for slot in live),
        unused=sum(slot.is_unused_at(at) for slot in offered),
        online=sum(bool(slot.video_url) for slot in live),
        booked=states[_State.BOOKED],
        attended=states[_State.ATTENDED],
        cancelled=states[_State.CANCELLED],
        no_show=states[_State.NO_SHOW],
        reminded=sum(one.reminded_at is not None for one in bookings),
        waiting=sum(one.until is None for one in waited),
        waited_in_vain=len(waited_in_vain(waited, offered, at)),
    )


def _slots_of(programme: Programme) -> list[CounsellingSlot]:
    until = day_begins_at(programme.ends_on + timedelta(days=1))
    return list(
        CounsellingSlot.objects.filter(
            organisation_id=programme.organisation_id, programme=programme, starts_at__lt=until
        )
        .select_related("member")
        .prefetch_related("bookings")
    )


def _could_be_held(slot: CounsellingSlot) -> bool:
    """Tell whether its psychologist worked here on its day, or somebody else received who was booked."""
    day, seat = local_day(slot.starts_at), slot.member
    is_here = seat.from_on <= day <= (seat.until_on or date.max)
    return bool(is_here) or any(one.state != _State.CANCELLED for one in slot.bookings.all())


def _offered(slot: CounsellingSlot) -> Offered:
    held = tuple(
        Held(
            one.case_id,
            one.booked_at,
            one.ended_at if one.state == _State.CANCELLED else None,
        )
        for one in slot.bookings.all()
    )
    return Offered(slot.offered_at, slot.starts_at, slot.withdrawn_at, held)
