"""Talks that somebody books, moves and calls off from the phone; and what is refused to them."""

from typing import Any
from uuid import uuid4

from django.test import Client

from bansou.commons.models import Task
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.consultation.booking.opening import take_off
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days
from tests.desks.seeker.letters import came_in
from tests.support.consultation.booking.offices import again, at, booked, desk_of, working_day


def chosen(hour: int, member: Any, ahead: int = 3) -> str:
    """A time of the form, as a browser posts it."""
    return f"{at(hour, working_day(ahead)).isoformat()} {member.pk}"


def book(client: Client, desk: ServiceDesk, time: str, **said: str) -> Any:
    """Choose a time for a talk on the telephone."""
    on = time[:10]
    fields = {"at": time, "purpose": "", "request_key": str(uuid4()), **said}
    return client.post(f"/my/desks/{desk.pk}/phone/?on={on}", fields)


def own(town: Town, case: Case) -> list[Booking]:
    with town.at_work():
        return list(Booking.objects.filter(case=case).order_by("starts_at"))


def test_books_a_free_time_with_the_own_counsellor_once(town: Town) -> None:
    case = town.case()
    desk = desk_of(town, town.colleague, town.counsellor)
    client = came_in(town, case)
    assert "電話で話す" in text_of(client.get("/my/talks/"))
    page = text_of(client.get(f"/my/desks/{desk.pk}/phone/?on={working_day()}"))
    assert "工藤 真由美" in page
    assert "木村 学" not in page
    key = str(uuid4())

    for _again in range(2):
        answer = book(client, desk, chosen(10, town.counsellor), purpose="面接", request_key=key)
        assert answer.url == "/my/"

    (booking,) = own(town, case)
    assert (booking.member_id, booking.channel, booking.purpose, booking.state) == (
        town.counsellor.pk,
        "phone",
        "面接",
        "booked",
    )
    assert booking.starts_at == at(10)
    with town.at_work():
        assert Task.objects.get(subject="booking").owner_id == town.counsellor.pk
    assert "時間になったら、窓口から電話をします" in text_of(client.get("/my/"))


def test_refuses_times_that_are_taken_past_or_nobodys(town: Town) -> None:
    case = town.case()
    desk = desk_of(town)
    booked(town, desk, at(10))
    with town.at_work():
        away = {"starts_at": at(13), "ends_at": at(14)}
        take_off(keeper_id=town.city.pk, member_id=town.counsellor.pk, **away)
    client = came_in(town, case)
    page = text_of(client.get(f"/my/desks/{desk.pk}/phone/?on={working_day()}"))
    assert "10:00" not in page
    assert "13:00" not in page
    assert "11:00" in page

    for time in (
        chosen(10, town.counsellor),
        chosen(13, town.counsellor),
        chosen(20, town.counsellor),
        chosen(10, town.colleague),
        chosen(10, town.neighbour),
        f"{at(10, days(-1)).isoformat()} {town.counsellor.pk}",
    ):
        answer = book(client, desk, time)
        assert answer.status_code == 422, time
        assert "もう空いていません" in text_of(answer), time
    assert own(town, case) == []


def test_takes_no_more_times_than_one_person_needs_nor_two_at_once(town: Town) -> None:
    case = town.case()
    desk = desk_of(town, town.counsellor, town.colleague)
    client = came_in(town, case)
    book(client, desk, chosen(9, town.counsellor))

    at_once = book(client, desk, chosen(9, town.colleague))
    book(client, desk, chosen(11, town.counsellor))
    book(client, desk, chosen(14, town.counsellor))
    too_many = book(client, desk, chosen(16, town.counsellor))

    assert "この時間には、もう予約があります" in text_of(at_once)
    assert "一度に3件まで" in text_of(too_many)
    assert len(own(town, case)) == 3


def test_moves_a_talk_and_back_and_onto_nobody_else(town: Town) -> None:
    case = town.case()
    desk = desk_of(town)
    mine = booked(town, desk, at(9), case=case)
    client = came_in(town, case)
    address = f"/my/bookings/{mine.pk}"

    moved = client.post(
        f"{address}/move/?on={working_day()}",
        {"at": chosen(11, town.counsellor), "request_key": str(uuid4())},
    )
    assert moved.url == "/my/", text_of(moved)
    assert again(town, mine).starts_at == at(11)
    assert "元の日時に戻す" in text_of(client.get("/my/"))
    client.post(f"{address}/undo/")
    assert again(town, mine).starts_at == at(9)

    booked(town, desk, at(14))
    onto = client.post(
        f"{address}/move/?on={working_day()}",
        {"at": chosen(14, town.counsellor), "request_key": str(uuid4())},
    )
    assert onto.status_code == 422
    assert again(town, mine).starts_at == at(9)


def test_says_yes_to_a_time_that_was_kept(town: Town) -> None:
    case = town.case()
    mine = booked(town, desk_of(town), at(9), case=case)
    with town.at_work():
        Booking.objects.filter(pk=mine.pk).update(state="offered")
    client = came_in(town, case)
    assert "この時間に話す" in text_of(client.get("/my/"))

    client.post(f"/my/bookings/{mine.pk}/accept/")

    assert again(town, mine).state == "booked"


def test_touches_nobody_elses_talk(town: Town) -> None:
    other = town.case("佐藤 花", "サトウ ハナ")
    theirs = booked(town, desk_of(town), at(9), case=other)
    client = came_in(town, town.case())

    for act in ("move", "undo", "accept"):
        assert client.post(f"/my/bookings/{theirs.pk}/{act}/").status_code == 404, act
    assert client.get(f"/my/bookings/{theirs.pk}/move/").status_code == 404
    assert again(town, theirs).changes == 0


def test_books_nothing_once_the_case_is_closed(town: Town) -> None:
    case = town.case()
    desk = desk_of(town)
    client = came_in(town, case)
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=days(0))

    answer = book(client, desk, chosen(10, town.counsellor))

    assert answer.status_code != 302
    assert own(town, case) == []
