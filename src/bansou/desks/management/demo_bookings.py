"""Two desks for the demo, with evening and Sunday hours, and a week in which people are booked.

Everybody does what they do at their desks. It is written as a whole or not at all, and once.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import day_begins_at, local_day
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import (
    Place,
    Whom,
    book,
    mark_no_show,
    mark_reminded,
)
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.consultation.booking.opening import (
    DeskWords,
    Opening,
    open_hours,
    put_on_duty,
    set_up_desk,
    take_off,
)
from bansou.support.consultation.booking.planning import Slot, timetable_of
from bansou.support.consultation.booking.waiting import wait

_WHY = "体験用のデータ"
_COUNSELLING = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)
_OFFICE = DeskWords(
    name="就職相談窓口",
    place="市役所北庁舎2階",
    phone="0144-00-0100",
    channels=("visit", "phone", "online"),
    video_url="https://meet.example.jp/soudan",
)
_CENTRE = DeskWords(
    name="訓練センター相談窓口",
    place="地域職業訓練センター1階",
    phone="0144-00-0200",
    channels=("visit", "phone"),
    slot_minutes=60,
)
_WORKDAYS, _WEDNESDAY, _SUNDAY, _TUESDAY = range(5), 2, 6, 1
#: How many days before they come people ask for their time.
_ASKED_BEFORE = timedelta(days=6)
#: Of a counsellor's free slots on a day every so-manieth is booked.
_EVERY = 4
_PURPOSES = ("履歴書の見直し", "講習の申込み", "面接の練習", "求人の相談", "")
_CHANNELS = ("visit", "phone", "visit", "online")


def fill_bookings(*, by: Actor, at: datetime) -> None:
    """Set both desks up and fill the days around today, once."""
    with acting(by, why=_WHY):
        if ServiceDesk.objects.filter(organisation_id=by.require_organisation()).exists():
            return
        today = local_day(at)
        staff = list(members_in(_COUNSELLING, by.organisation_id, today))
        office, centre = _open_desks(by, staff, today)
        cases = _cases(today)
        _close(centre, staff[-1], today)
        _let_one_miss(by, office, cases, today, at)
        _fill(by, office, cases, today, at)
        _fill(by, centre, cases, today, at)
        _let_one_wait(by, centre, today, at)


def _open_desks(
    by: Actor, staff: Sequence[Membership], today: date
) -> tuple[ServiceDesk, ServiceDesk]:
    """The office on workdays, on Wednesdays until eight, on two Sundays; the centre on the others."""
    keeper_id, since = by.require_organisation(), today - timedelta(days=60)
    office = set_up_desk(keeper_id=keeper_id, words=_OFFICE)
    centre = set_up_desk(keeper_id=keeper_id, words=_CENTRE)

    def opened(desk: ServiceDesk, weekday: int, hours: tuple[int, int], **more: object) -> None:
        opening = Opening(
            weekday=weekday,
            starts_at=time(hours[0]),
            ends_at=time(hours[1]),
            valid_from=since,
            **more,  # type: ignore[arg-type]
        )
        held = open_hours(desk=desk, opening=opening)
        turns = staff[::2] if desk == office else staff[1::2] or staff[:1]
        for number, member in enumerate(turns):
            in_turn = [2, 4] if number % 2 else [1, 3]
            weeks = in_turn if opening.label == "夜間" else []
            put_on_duty(hours=held, member_id=member.pk, valid_from=since, weeks=weeks)

    for weekday in _WORKDAYS:
        opened(office, weekday, (9, 17))
        opened(centre, weekday, (10, 16))
    opened(office, _WEDNESDAY, (17, 20), label="夜間")
    opened(office, _SUNDAY, (10, 16), label="日曜", weeks=[1, 3])
    opened(centre, _SUNDAY, (10, 16), label="日曜", weeks=[2, 4])
    _open_round(centre, since, staff[0])
    return office, centre


def _open_round(desk: ServiceDesk, since: date, member: Membership) -> None:
    """Every second Tuesday of the month in the morning, at a community centre."""
    held = open_hours(
        desk=desk,
        opening=Opening(
            weekday=_TUESDAY,
            weeks=[2],
            starts_at=time(10),
            ends_at=time(12),
            valid_from=since,
            label="巡回相談",
            place="のぞみコミュニティセンター",
        ),
    )
    put_on_duty(hours=held, member_id=member.pk, valid_from=since)


def _cases(today: date) -> Iterator[Case]:
    """Open cases, the latest first."""
    open_ones = Case.objects.filter(closed_on=None, opened_on__lte=today - _ASKED_BEFORE)
    yield from open_ones.select_related("person").order_by("-opened_on", "pk")


def _fill(by: Actor, desk: ServiceDesk, cases: Iterator[Case], today: date, at: datetime) -> None:
    """Book some slots of the days to come, each some days before; one in nine without a name."""
    for number, slot in enumerate(_slots(desk, today, range(9))[::_EVERY]):
        booking = _booked(by, desk, slot, _whom(number, cases), number, at)
        if booking and local_day(booking.starts_at) <= today:
            mark_reminded(booking=booking, at=at)


def _slots(desk: ServiceDesk, today: date, ahead: range) -> list[Slot]:
    table = timetable_of(
        desk, today + timedelta(days=min(ahead)), today + timedelta(days=max(ahead))
    )
    return [slot for days in ahead for slot in table.slots_on(today + timedelta(days=days))]


def _booked(
    by: Actor, desk: ServiceDesk, slot: Slot, whom: Whom | None, number: int, at: datetime
) -> Booking | None:
    """The slot, asked for some days before; nothing where it cannot be."""
    channel = _CHANNELS[number % len(_CHANNELS)]
    if whom is None:
        return None
    with suppress(Refusal):
        return book(
            by=by,
            place=Place(desk=desk, member_id=slot.member_id, starts_at=slot.span.starts_at),
            channel=channel if channel in desk.channels else "visit",
            whom=whom,
            at=min(at, slot.span.starts_at - _ASKED_BEFORE),
        )
    return None


def _whom(number: int, cases: Iterator[Case]) -> Whom | None:
    """One in nine without a name; None once there is nobody left."""
    if number % 9 == 4:
        return Whom(nickname="Aさんのお母さん", reach="090-0000-0155（夕方）", purpose="家族の相談")
    case = next(cases, None)
    return Whom(case=case, purpose=_PURPOSES[number % len(_PURPOSES)]) if case else None


def _let_one_miss(
    by: Actor, desk: ServiceDesk, cases: Iterator[Case], today: date, at: datetime
) -> None:
    """On the last day gone by somebody did not come."""
    gone = _slots(desk, today, range(-5, 0))
    missed = _booked(by, desk, gone[-1], _whom(0, cases), 0, at) if gone else None
    if missed:
        mark_no_show(booking=missed, because="電話に出なかった。手紙を送る。", at=at)


def _let_one_wait(by: Actor, desk: ServiceDesk, today: date, at: datetime) -> None:
    wait(
        by=by,
        desk=desk,
        channel="visit",
        whom=Whom(nickname="Kさん", reach="k@example.jp", purpose="はじめての相談"),
        from_on=today,
        until_on=today + timedelta(days=21),
        at=at,
    )


def _close(desk: ServiceDesk, member: Membership, today: date) -> None:
    """The desk is closed on a Friday, and somebody takes a day off before."""
    friday = today + timedelta(days=3 + (4 - today.weekday() - 3) % 7)
    for day, whose in (
        (friday, {"desk": desk, "reason": "庁舎の点検"}),
        (friday - timedelta(days=1), {"member_id": member.pk}),
    ):
        begins = day_begins_at(day)
        take_off(
            keeper_id=desk.organisation_id,
            starts_at=begins,
            ends_at=begins + timedelta(days=1),
            **whose,  # type: ignore[arg-type]
        )
