"""A counsellor's calendar: a secret address that names nobody unless chosen, renewed, switched off."""

from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from bansou.commons.organisations.models import Membership
from bansou.support.consultation.booking.waiting import cancel_and_move_up
from tests.bodies import change
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in
from tests.support.consultation.booking.offices import at, booked, desk_of

pytestmark = pytest.mark.django_db


def started(member: Membership, **said: Any) -> str:
    """The path of a feed that was just made; it is shown once."""
    client = signed_in(member)
    client.post("/bookings/calendar/", {"feed": "1", **said})
    page = text_of(client.get("/bookings/calendar/"))
    assert "アドレスをつくりました" in page
    assert ".ics" not in text_of(client.get("/bookings/calendar/"))
    return "/" + page.partition("://")[2].partition("/")[2].partition(".ics")[0] + ".ics"


def events(path: str) -> list[Any]:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_gives_ones_own_bookings_without_a_name(town: Town) -> None:
    desk = desk_of(town, town.counsellor, town.colleague)
    booked(town, desk, at(10), case=town.case())
    booked(town, desk, at(11), member=town.colleague)
    path = started(town.counsellor)

    (event,) = events(path)

    assert event.decoded("DTSTART") == at(10)
    assert event["SUMMARY"] == "相談の予約（来所）"
    assert event["LOCATION"] == "就職相談窓口　市役所2階"
    assert "三浦" not in Client().get(path).content.decode()


def test_names_people_where_the_counsellor_chose_it(town: Town) -> None:
    booked(town, desk_of(town), at(10), case=town.case())

    (event,) = events(started(town.counsellor, shows_names="on"))

    assert event["SUMMARY"] == "三浦 和彦（来所）"


def test_tells_that_a_booking_was_called_off(town: Town) -> None:
    booking = booked(town, desk_of(town), at(10))
    path = started(town.counsellor)
    (before,) = events(path)
    with town.at_work() as actor:
        cancel_and_move_up(by=actor, booking=booking, cancelled_by="person", because="", at=now())

    (after,) = events(path)

    assert (before["STATUS"], before["SEQUENCE"]) == ("CONFIRMED", 0)
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)
    assert before["UID"] == after["UID"]


def test_says_nothing_at_an_address_that_was_renewed_or_switched_off(town: Town) -> None:
    desk_of(town)
    first = started(town.counsellor)
    second = started(town.counsellor)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    signed_in(town.counsellor).post("/bookings/calendar/", {"end": "1"})
    assert Client().get(second).status_code == 404
    assert Client().get("/bookings/calendar/guessed.ics").status_code == 404


@pytest.mark.parametrize(
    "columns", [{"until_on": days(-1)}, {"from_on": days(1)}], ids=["ended", "not yet begun"]
)
def test_says_nothing_of_somebody_who_does_not_work_here_today(
    town: Town, columns: dict[str, Any]
) -> None:
    booked(town, desk_of(town), at(10), case=town.case())
    path = started(town.counsellor, shows_names="on")
    assert Client().get(path).status_code == 200

    with town.at_work():
        Membership.objects.filter(pk=town.counsellor.pk).update(**columns)

    assert Client().get(path).status_code == 404


def test_says_nothing_of_somebody_whose_account_was_closed(town: Town) -> None:
    booked(town, desk_of(town), at(10), case=town.case())
    path = started(town.counsellor, shows_names="on")

    change(town.counsellor.user, is_active=False)

    assert Client().get(path).status_code == 404


def test_notes_once_a_day_that_a_calendar_was_given_names(town: Town) -> None:
    case = town.case()
    booked(town, desk_of(town), at(10), case=case)
    nameless = started(town.colleague)
    path = started(town.counsellor, shows_names="on")

    for asked in (nameless, path, path):
        events(asked)

    (entry,) = log_of(town, subject="calendar")
    assert (entry.kind, entry.membership_id) == ("export", town.counsellor.pk)
    assert entry.detail == {"hits": 1, "shown": [str(case.pk)]}
