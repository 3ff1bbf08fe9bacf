"""Promising times: what is refused and how, moving and undoing, and what is owed about it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.models import Task
from bansou.people.cases.actions import CaseClosed, close_case
from bansou.support.consultation.booking.actions import (
    Place,
    Whom,
    book,
    join_case,
    mark_no_show,
    mark_reminded,
    move,
    move_back,
)
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.opening import (
    Opening,
    close_hours,
    end_duty,
    open_hours,
    put_on_duty,
    take_off,
)
from bansou.support.consultation.booking.refusals import (
    BookingEnded,
    ChannelNotOffered,
    ComesElsewhere,
    CounsellorOff,
    DeskClosed,
    HasBookingsAhead,
    HasCaseAlready,
    InThePast,
    NobodyNamed,
    NothingToUndo,
    NotYetBegun,
    OutsideHours,
    SlotTaken,
)
from bansou.support.consultation.booking.waiting import cancel_and_move_up, confirm, wait
from tests.desks.counsellor.town import Town, days, now
from tests.support.consultation.booking.offices import again, at, booked, desk_of, working_day


def owed(town: Town) -> list[tuple[str, bool, bool]]:
    with town.at_work():
        rows = Task.objects.filter(subject="booking").order_by("id")
        return [(t.title[:8], bool(t.done_at), bool(t.dropped_at)) for t in rows]


def test_keeps_a_slot_for_a_case_and_owes_a_call_the_day_before(town: Town) -> None:
    desk, case = desk_of(town), town.case()

    booking = booked(town, desk, at(10), case=case)

    assert (booking.starts_at, booking.ends_at) == (at(10), at(11))
    with town.at_work():
        task = Task.objects.get(subject="booking")
    assert (task.case_id, task.owner_id, task.subject_id) == (
        case.pk,
        town.counsellor.pk,
        booking.pk,
    )
    assert task.due_on == working_day() - timedelta(days=1)


def test_refuses_a_time_that_is_taken_and_offers_others(town: Town) -> None:
    desk = desk_of(town, town.counsellor, town.colleague)
    booked(town, desk, at(10))

    with pytest.raises(SlotTaken) as refusal:
        booked(town, desk, at(10), nickname="Bさん")

    free = [(slot.member_id, slot.span.starts_at) for slot in refusal.value.free]
    assert (town.counsellor.pk, at(10)) not in free
    assert len(free) == 6
    assert free == [*free[:3], *sorted(free[3:], key=lambda it: it[1])]
    assert booked(town, desk, at(10), member=town.colleague, nickname="Bさん")


def test_nobody_is_expected_at_two_places_at_one_time(town: Town) -> None:
    desk = desk_of(town, town.counsellor, town.colleague)
    case = town.case()
    first = booked(town, desk, at(10), case=case)
    later = booked(town, desk, at(11), member=town.colleague, case=case)

    with pytest.raises(ComesElsewhere, match="10:00、") as refusal:
        booked(town, desk, at(10), member=town.colleague, case=case)
    place = Place(desk=desk, member_id=town.colleague.pk, starts_at=at(10))
    with town.at_work() as by, pytest.raises(ComesElsewhere):
        move(by=by, booking=later, to=place, at=now())

    assert town.counsellor.user.name in str(refusal.value)
    with town.at_work():
        assert list(Booking.objects.values_list("pk", "starts_at").order_by("starts_at")) == [
            (first.pk, at(10)),
            (later.pk, at(11)),
        ]


def test_holds_in_the_database_that_nobody_is_promised_twice(town: Town) -> None:
    """Written past every rule of ours, at another desk and at half past."""
    desk, other = desk_of(town), desk_of(town, name="夜間窓口")
    first = booked(town, desk, at(10))

    def copy(**columns: object) -> None:
        with town.at_work(), transaction.atomic():
            values = {
                "organisation": town.city,
                "recorded_by": town.city,
                "desk": other,
                "member": town.counsellor,
                "channel": "visit",
                "nickname": "Bさん",
                "changed_at": now(),
            }
            Booking.objects.create(**(values | columns))

    with pytest.raises(IntegrityError, match="booking_counsellor_once"):
        copy(starts_at=at(10, minute=30), ends_at=at(11, minute=30))
    copy(starts_at=at(11), ends_at=at(12))
    copy(starts_at=at(10), ends_at=at(11), member=town.colleague)
    copy(starts_at=at(10), ends_at=at(11), state="cancelled", cancelled_by="person")
    assert first.pk


@pytest.mark.parametrize(
    ("hour", "minute", "refused"),
    [(8, 0, OutsideHours), (17, 0, OutsideHours), (10, 30, OutsideHours)],
)
def test_refuses_times_outside_the_hours(
    town: Town, hour: int, minute: int, refused: type[Exception]
) -> None:
    desk = desk_of(town)

    with pytest.raises(refused):
        booked(town, desk, at(hour, minute=minute))


def test_refuses_whoever_has_no_turn(town: Town) -> None:
    with pytest.raises(OutsideHours):
        booked(town, desk_of(town), at(10), member=town.colleague)


def test_refuses_what_lies_behind_and_channels_that_are_not_offered(town: Town) -> None:
    desk = desk_of(town)

    with pytest.raises(InThePast):
        booked(town, desk, now() - timedelta(minutes=1))
    place = Place(desk=desk, member_id=town.counsellor.pk, starts_at=at(10))
    with town.at_work() as actor, pytest.raises(ChannelNotOffered):
        book(by=actor, place=place, channel="online", whom=Whom(nickname="A"), at=now())


def test_refuses_leave_and_closed_days_and_holidays(town: Town) -> None:
    desk = desk_of(town)
    with town.at_work():
        take_off(
            keeper_id=town.city.pk, member_id=town.counsellor.pk, starts_at=at(9), ends_at=at(12)
        )

    with pytest.raises(CounsellorOff):
        booked(town, desk, at(10))
    assert booked(town, desk, at(13))

    other = working_day(10)
    with town.at_work():
        take_off(
            keeper_id=town.city.pk,
            desk=desk,
            starts_at=at(0, other),
            ends_at=at(0, other + timedelta(days=1)),
            reason="庁舎の点検",
        )
    with pytest.raises(DeskClosed, match="庁舎の点検"):
        booked(town, desk, at(10, other))


def test_refuses_holidays_where_the_desk_keeps_them(town: Town) -> None:
    holiday = next(day for day in map(days, range(3, 400)) if (day.month, day.day) == (2, 11))
    with town.at_work():
        for name, closes in (("平日窓口", True), ("毎日窓口", False)):
            desk = desk_of(town, name=name, closes_on_holidays=closes)
            hours = open_hours(
                desk=desk,
                opening=Opening(
                    weekday=holiday.weekday(),
                    starts_at=at(17).time(),
                    ends_at=at(20).time(),
                    valid_from=days(0),
                ),
            )
            put_on_duty(hours=hours, member_id=town.counsellor.pk, valid_from=days(0))
            if closes:
                with pytest.raises(DeskClosed, match="建国記念の日"):
                    booked(town, desk, at(18, holiday))
            else:
                assert booked(town, desk, at(18, holiday))


def test_needs_somebody_to_book_for(town: Town) -> None:
    desk, ended = desk_of(town), town.case(closed_on=days(-1))

    with pytest.raises(NobodyNamed):
        booked(town, desk, at(10), reach="090-0000-0000")
    with pytest.raises(CaseClosed):
        booked(town, desk, at(10), case=ended)


def test_moves_a_booking_and_undoes_it(town: Town) -> None:
    desk = desk_of(town, town.counsellor, town.colleague)
    booking = booked(town, desk, at(10), case=town.case())

    with town.at_work() as actor:
        to = Place(desk=desk, member_id=town.colleague.pk, starts_at=at(14))
        move(by=actor, booking=booking, to=to, at=now())
    moved = again(town, booking)

    assert (moved.member_id, moved.starts_at, moved.changes) == (town.colleague.pk, at(14), 1)
    assert owed(town) == [("予約の前日の連絡", False, True), ("予約の前日の連絡", False, False)]

    with town.at_work() as actor:
        move_back(by=actor, booking=moved, at=now())
    back = again(town, booking)
    assert (back.member_id, back.starts_at, back.changes) == (town.counsellor.pk, at(10), 2)
    with pytest.raises(NothingToUndo), town.at_work() as actor:
        move_back(by=actor, booking=back, at=now())


def test_does_not_undo_a_move_onto_somebody_else(town: Town) -> None:
    desk = desk_of(town)
    booking = booked(town, desk, at(10))
    with town.at_work() as actor:
        to = Place(desk=desk, member_id=town.counsellor.pk, starts_at=at(14))
        move(by=actor, booking=booking, to=to, at=now())
    booked(town, desk, at(10), nickname="Bさん")

    with pytest.raises(SlotTaken), town.at_work() as actor:
        move_back(by=actor, booking=again(town, booking), at=now())

    assert again(town, booking).starts_at == at(14)


def cancelled(town: Town, booking: Booking) -> Booking | None:
    with town.at_work(town.counsellor) as actor:
        return cancel_and_move_up(
            by=actor, booking=booking, cancelled_by="person", because="体調不良", at=now()
        )


def test_calls_off_and_frees_the_time(town: Town) -> None:
    desk = desk_of(town)
    booking = booked(town, desk, at(10), case=town.case())

    assert cancelled(town, booking) is None

    told = again(town, booking)
    assert (told.state, told.cancelled_by, told.ended_because) == (
        "cancelled",
        "person",
        "体調不良",
    )
    assert owed(town) == [("予約の前日の連絡", False, True)]
    assert booked(town, desk, at(10))
    with pytest.raises(BookingEnded, match="取消"):
        cancelled(town, told)


def waits(town: Town, desk: object, name: str, member: Membership | None = None) -> None:
    with town.at_work() as actor:
        wait(
            by=actor,
            desk=desk,  # type: ignore[arg-type]
            channel="phone",
            whom=Whom(nickname=name, reach="090-0000-0001"),
            from_on=days(0),
            until_on=days(20),
            at=now(),
            member_id=member.pk if member else None,
        )


def test_keeps_a_freed_time_for_whoever_waited_longest(town: Town) -> None:
    desk = desk_of(town)
    booking = booked(town, desk, at(10))
    waits(town, desk, "同僚を待つ人", town.colleague)
    waits(town, desk, "先の人")
    waits(town, desk, "後の人")

    offered = cancelled(town, booking)

    assert offered is not None
    assert (offered.nickname, offered.state, offered.starts_at) == ("先の人", "offered", at(10))
    with pytest.raises(SlotTaken):
        booked(town, desk, at(10))
    second = cancelled(town, offered)
    assert second is not None
    assert second.nickname == "後の人"
    with town.at_work():
        confirm(booking=second, at=now())
    assert again(town, second).state == "booked"
    with pytest.raises(BookingEnded), town.at_work():
        confirm(booking=again(town, offered), at=now())


def test_passes_over_who_waits_first_and_cannot_come_then(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    freed = booked(town, desk, at(10))
    with town.at_work() as actor:
        first = {"from_on": days(0), "until_on": days(20), "at": now()}
        wait(by=actor, desk=desk, channel="visit", whom=Whom(case=case), **first)
        close_case(case=case, on=local_day(now()), reason="転居", at=now())
    waits(town, desk, "後の人")

    offered = cancelled(town, freed)

    assert offered is not None
    assert offered.nickname == "後の人"


def test_tells_the_counsellor_of_a_case_that_comes_up(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    booking = booked(town, desk, at(10))
    with town.at_work() as actor:
        wait(
            by=actor,
            desk=desk,
            channel="visit",
            whom=Whom(case=case),
            from_on=days(0),
            until_on=days(20),
            at=now(),
        )

    offered = cancelled(town, booking)

    assert offered is not None
    assert owed(town) == [("空き待ちの繰上げ", False, False)]
    with town.at_work():
        confirm(booking=offered, at=now())
    assert owed(town) == [("空き待ちの繰上げ", True, False)]


def test_notes_a_no_show_once_its_time_has_come(town: Town) -> None:
    desk = desk_of(town)
    booking = booked(town, desk, at(10))

    with pytest.raises(NotYetBegun), town.at_work():
        mark_no_show(booking=booking, because="", at=now())
    with town.at_work():
        mark_no_show(booking=booking, because="電話にも出ない", at=at(11))

    assert again(town, booking).state == "no_show"
    with pytest.raises(BookingEnded), town.at_work():
        mark_reminded(booking=booking, at=at(11))


def test_joins_a_nameless_booking_to_a_case_once(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    booking = booked(town, desk, at(10))

    with town.at_work() as actor:
        join_case(by=actor, booking=booking, case=case, at=now())

    joined = again(town, booking)
    assert (joined.case_id, joined.nickname) == (case.pk, "Aさん")
    assert owed(town) == [("予約の前日の連絡", False, False)]
    with pytest.raises(HasCaseAlready), town.at_work() as actor:
        join_case(by=actor, booking=joined, case=case, at=now())


def test_keeps_the_promise_of_the_call_when_it_was_made(town: Town) -> None:
    booking = booked(town, desk_of(town), at(10), case=town.case())

    with town.at_work():
        mark_reminded(booking=booking, at=now())

    assert owed(town) == [("予約の前日の連絡", True, False)]
    assert again(town, booking).reminded_at is not None


def test_refuses_to_close_over_bookings(town: Town) -> None:
    desk = desk_of(town)
    booked(town, desk, at(10))
    with town.at_work():
        hours = next(h for h in desk.hours.all() if h.weekday == working_day().weekday())
        duty = hours.duties.get()
        for refused in (
            lambda: close_hours(hours=hours, last_on=days(0)),
            lambda: end_duty(duty=duty, last_on=days(0)),
            lambda: take_off(keeper_id=town.city.pk, desk=desk, starts_at=at(9), ends_at=at(12)),
        ):
            with pytest.raises(HasBookingsAhead, match="1件"):
                refused()
        close_hours(hours=hours, last_on=local_day(at(10)))

    with pytest.raises(OutsideHours):
        booked(town, desk, at(10, working_day() + timedelta(days=7)))
