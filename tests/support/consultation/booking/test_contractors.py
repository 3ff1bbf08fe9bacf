"""A contractor's people see the desks and when somebody is free, and no names but those referred."""

import pytest

from bansou.commons.organisations.models import Organisation, Role
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.consultation.booking.planning import timetable_of
from bansou.support.consultation.booking.refusals import SlotTaken
from tests.desks.counsellor.town import Town, found_body
from tests.support.consultation.booking.offices import at, booked, desk_of, working_day


def test_sees_when_somebody_is_free_and_nobody_else(town: Town) -> None:
    desk = desk_of(town)
    booked(town, desk, at(10), case=town.case())
    booked(town, desk, at(11))

    with town.at_work(town.trainer):
        seen = ServiceDesk.objects.get()
        table = timetable_of(seen, working_day(), working_day())
        names = list(Booking.objects.all()), list(WaitingPerson.objects.all())
        free = [slot.span.starts_at for slot in table.free_on(working_day(), at(8))]

    assert names == ([], [])
    assert free == [at(9), *(at(hour) for hour in range(12, 17))]


def test_books_for_a_case_that_was_referred(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    booked(town, desk, at(9))
    town.refer(case)

    booking = booked(town, desk, at(10), by=town.trainer, case=case)

    assert booking.recorded_by_id == town.centre.pk
    assert booking.organisation_id == town.city.pk
    with pytest.raises(SlotTaken):
        booked(town, desk, at(9), by=town.trainer, case=case)


def test_sees_what_is_promised_in_ones_own_time(town: Town) -> None:
    desk = desk_of(town, town.trainer)
    booked(town, desk, at(10), member=town.trainer)

    with town.at_work(town.trainer):
        seen = [booking.nickname for booking in Booking.objects.all()]

    assert seen == ["Aさん"]


def test_tells_a_stranger_nothing(town: Town) -> None:
    desk = desk_of(town)
    booked(town, desk, at(10))
    (stranger,) = found_body("札幌市", Organisation.Kind.MUNICIPALITY, ("南 一", Role.COUNSELLOR))

    with town.at_work(stranger):
        table = timetable_of(desk, working_day(), working_day())
        assert not ServiceDesk.objects.exists()

    assert (table.duties, table.taken) == ([], {})
