"""A desk that is open, for the tests of bookings: every weekday nine to five, somebody on duty."""

from datetime import date, datetime, time, timedelta
from typing import Any

from bansou.commons.clock import JST
from bansou.commons.holidays import is_holiday
from bansou.commons.organisations.models import Membership
from bansou.support.consultation.booking.actions import Place, Whom, book
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.consultation.booking.opening import (
    DeskWords,
    Opening,
    open_hours,
    put_on_duty,
    set_up_desk,
)
from tests.desks.counsellor.town import Town, days, now


def working_day(ahead: int = 3) -> date:
    """The first day from so many days ahead on that is neither a weekend nor a holiday."""
    day = days(ahead)
    while day.weekday() > 4 or is_holiday(day):
        day += timedelta(days=1)
    return day


def at(hour: int, day: date | None = None, minute: int = 0) -> datetime:
    """A moment of the working day that the tests book on."""
    return datetime.combine(day or working_day(), time(hour, minute), tzinfo=JST)


def desk_of(
    town: Town, *members: Membership, name: str = "就職相談窓口", **words: Any
) -> ServiceDesk:
    """A desk open on weekdays from nine to five, where these counsellors sit."""
    said: dict[str, Any] = {
        "place": "市役所2階",
        "channels": ["visit", "phone"],
        "phone": "0144-00-0000",
        **words,
    }
    with town.at_work():
        desk = set_up_desk(keeper_id=town.city.pk, words=DeskWords(name=name, **said))
        for weekday in range(5):
            opening = Opening(
                weekday=weekday, starts_at=time(9), ends_at=time(17), valid_from=days(-30)
            )
            hours = open_hours(desk=desk, opening=opening)
            for member in members or (town.counsellor,):
                put_on_duty(hours=hours, member_id=member.pk, valid_from=days(-30))
    return desk


def booked(
    town: Town,
    desk: ServiceDesk,
    starts_at: datetime,
    *,
    member: Membership | None = None,
    by: Membership | None = None,
    **whom: Any,
) -> Booking:
    """A booking, without a name unless a case is given."""
    said = whom or {"nickname": "Aさん", "reach": "090-0000-0000"}
    with town.at_work(by or town.counsellor) as actor:
        place = Place(desk=desk, member_id=(member or town.counsellor).pk, starts_at=starts_at)
        return book(by=actor, place=place, channel="visit", whom=Whom(**said), at=now())


def again(town: Town, booking: Booking) -> Booking:
    """The booking as it is on record now."""
    with town.at_work():
        return Booking.objects.select_related("desk").get(pk=booking.pk)
