"""Setting up desks through their pages: hours in turn, whose turn it is, rounds, closed days."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from bansou.commons.holidays import is_holiday
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import (
    Booking,
    DeskHours,
    Duty,
    ServiceDesk,
    TimeOff,
)
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.bookings.test_bookings import address, fields
from tests.desks.counsellor.town import Town, days, now, signed_in
from tests.support.consultation.booking.offices import desk_of, working_day

MONDAY, SUNDAY = 0, 6


def made(town: Town, name: str = "日曜の窓口") -> ServiceDesk:
    """A desk that the manager set up through its page."""
    said = {
        "name": name,
        "place": "駅前ビル3階",
        "channels": ["visit", "phone"],
        "slot_minutes": 60,
        "closes_on_holidays": "on",
    }
    answer = signed_in(town.manager).post("/desks/new/", said)
    assert answer.status_code == 302, text_of(answer)
    with town.at_work():
        return ServiceDesk.objects.get(name=name)


def opened(town: Town, desk: ServiceDesk, **said: Any) -> DeskHours:
    """Hours with the counsellor's turn in them, through the pages."""
    client = signed_in(town.manager)
    hours = {
        "weekday": SUNDAY,
        "weeks": [1, 3],
        "starts_at": "10:00",
        "ends_at": "16:00",
        "valid_from": days(0).isoformat(),
        "label": "日曜",
        **said,
    }
    assert client.post(f"/desks/{desk.pk}/hours/", hours).status_code == 302
    with town.at_work():
        found = DeskHours.objects.filter(desk=desk).latest("id")
    duty = {"member": str(town.counsellor.pk), "valid_from": days(0).isoformat()}
    assert client.post(f"/desks/hours/{found.pk}/duty/", duty).status_code == 302
    return found


def sundays(weeks: tuple[int, ...]) -> date:
    """The next Sunday in such a week of its month that is no holiday."""
    every = (days(ahead) for ahead in range(1, 120))
    return next(
        day
        for day in every
        if day.weekday() == SUNDAY and (day.day - 1) // 7 + 1 in weeks and not is_holiday(day)
    )


def book_on(client: Client, town: Town, desk: ServiceDesk, day: date) -> Any:
    said = fields(nickname="Aさん", reach="090-0000-0000")
    return client.post(address(desk, town.counsellor, day), said)


@pytest.mark.capability("KKY-03", refused_by="test_refuses_a_sunday_that_is_another_desks_turn")
def test_books_sundays_at_the_desk_on_duty(town: Town) -> None:
    """Two desks take Sundays in turn."""
    first, second = made(town), made(town, "もう1つの窓口")
    opened(town, first)
    opened(town, second, weeks=[2, 4])
    client: Client = signed_in(town.counsellor)
    day = sundays((1, 3))

    week = text_of(client.get(f"/bookings/?desk={first.pk}&week={day.isoformat()}"))
    answer = book_on(client, town, first, day)

    assert "日曜" in week
    assert "空き 6" in week
    assert answer.status_code == 302
    with town.at_work():
        assert Booking.objects.get().desk_id == first.pk


def test_refuses_a_sunday_that_is_another_desks_turn(town: Town) -> None:
    first, second = made(town), made(town, "もう1つの窓口")
    opened(town, first)
    opened(town, second, weeks=[2, 4])
    client: Client = signed_in(town.counsellor)
    day = sundays((1, 3))

    week = text_of(client.get(f"/bookings/?desk={second.pk}&week={day.isoformat()}"))
    refused = book_on(client, town, second, day)

    assert "空き" not in week.replace("空き待ち", "").replace("空いて", "")
    assert "この時間は、窓口の開設時間か、この相談員の当番の外です。" in text_of(refused)
    with town.at_work():
        assert not Booking.objects.exists()


@pytest.mark.capability("KOB-07", refused_by="test_refuses_a_sunday_that_is_another_desks_turn")
def test_makes_a_years_rounds_without_holidays_and_books_families_and_the_nameless(
    town: Town,
) -> None:
    desk = made(town)
    opened(
        town,
        desk,
        weekday=MONDAY,
        weeks=[2],
        ends_at="12:00",
        label="巡回相談",
        place="のぞみコミュニティセンター",
    )
    year = [days(ahead) for ahead in range(367)]
    mondays = [day for day in year if day.weekday() == MONDAY and 8 <= day.day <= 14]
    rounds = [day for day in mondays if not is_holiday(day)]
    # 成人の日 and スポーツの日 are second Mondays.
    assert len(rounds) < len(mondays)
    client: Client = signed_in(town.counsellor)
    family = family_case(town)

    page = text_of(signed_in(town.manager).get(f"/desks/{desk.pk}/"))
    day = next(d for d in rounds if d > days(0))
    answer = book_on(client, town, desk, day)
    path = address(desk, town.counsellor, day, case=family.pk)
    for_family = client.post(path, fields(at="11:00"))
    closed = next(d for d in mondays if is_holiday(d) and d > days(0))
    refused = book_on(client, town, desk, closed)

    assert f"のぞみコミュニティセンター {len(rounds)}回" in page
    assert (answer.status_code, for_family.status_code) == (302, 302)
    assert refused.status_code == 422
    with town.at_work():
        nameless, of_family = Booking.objects.order_by("starts_at")
    assert (nameless.nickname, nameless.case_id) == ("Aさん", None)
    assert (of_family.nickname, of_family.case_id) == ("", family.pk)
    assert "母からの相談" in text_of(client.get(for_family["Location"]))


def family_case(town: Town) -> Case:
    """A family that asks for advice before the person does; nobody is registered."""
    with town.at_work() as actor:
        case = open_case(
            by=actor, client=Case.Client.FAMILY, alias="母からの相談", opened_on=days(-5)
        )
        assign(by=actor, case=case, to=town.counsellor, from_on=days(-5), at=now())
    return case


def test_closes_a_desk_and_ends_turns(town: Town) -> None:
    desk = made(town)
    hours = opened(town, desk, weeks=[])
    client = signed_in(town.manager)
    day = sundays((1, 2, 3, 4, 5))
    off = {
        "whose": "",
        "from_on": day.isoformat(),
        "until_on": day.isoformat(),
        "reason": "庁舎の点検",
    }

    assert client.post(f"/desks/{desk.pk}/off/", off).status_code == 302
    refused = book_on(signed_in(town.counsellor), town, desk, day)
    with town.at_work():
        duty = Duty.objects.get(hours=hours)
    client.post(f"/desks/duty/{duty.pk}/end/", {"last_on": days(0).isoformat()})

    assert "庁舎の点検）です。" in text_of(refused)
    with town.at_work():
        assert Duty.objects.get(hours=hours).valid_until == days(0)


@pytest.mark.parametrize("who", ["counsellor", "matching", "trainer"])
def test_lets_managers_and_supervisors_set_desks_up(town: Town, who: str) -> None:
    assert signed_in(getattr(town, who)).get("/desks/").status_code == 403
    assert signed_in(town.supervisor).get("/desks/").status_code == 200


def test_takes_a_closed_day_back_and_returns_to_where_it_was_pressed(town: Town) -> None:
    desk, client = desk_of(town), signed_in(town.manager)
    for back, led_to in ((str(desk.pk), f"/desks/{desk.pk}/"), ("あ\x00", "/desks/")):
        day = working_day().isoformat()
        client.post(f"/desks/{desk.pk}/off/", {"from_on": day, "until_on": day, "reason": "点検"})
        with town.at_work():
            (off,) = TimeOff.objects.all()

        answer = client.post(f"/desks/off/{off.pk}/end/", {"desk": back})

        assert answer["Location"] == led_to
        with town.at_work():
            assert not TimeOff.objects.exists()


def test_leads_a_manager_to_no_page_that_is_not_theirs(town: Town) -> None:
    page = signed_in(town.manager).get("/desks/new/").content.decode()

    assert 'href="/desks/"' in page
    assert 'href="/bookings/"' not in page
