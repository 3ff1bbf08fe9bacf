"""Bookings at the counsellor's desk: made, refused with a way on, moved, called off, recorded."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from bansou.commons.clock import local_moment
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Role
from bansou.desks.seeker.coming import coming_of
from bansou.people.referrals.actions import refer
from bansou.people.steps.models import Step
from bansou.programmes.actions import make_contract
from bansou.support.consultation.booking.actions import Place, move
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.consultation.booking.opening import Opening, open_hours, put_on_duty
from tests.desks.counsellor.asking import log_of, statements, text_of
from tests.desks.counsellor.town import Town, days, found_body, now, signed_in, today
from tests.support.consultation.booking.offices import again, at, booked, desk_of, working_day


def address(desk: ServiceDesk, member: Membership, day: date, **more: Any) -> str:
    query = {"desk": desk.pk, "member": member.pk, "on": day.isoformat(), **more}
    return f"/bookings/new/?{urlencode(query)}"


def fields(**said: Any) -> dict[str, Any]:
    return {"at": "10:00", "channel": "visit", "request_key": str(uuid7()), **said}


def client_of(member: Membership) -> Client:
    return signed_in(member)


def all_of(town: Town) -> list[Booking]:
    with town.at_work():
        return list(Booking.objects.order_by("id"))


def test_books_for_a_case_and_records_the_talk(town: Town) -> None:
    desk, case, day = desk_of(town), town.case(), working_day()
    client = client_of(town.counsellor)

    week = text_of(client.get(f"/bookings/?desk={desk.pk}&week={day.isoformat()}&case={case.pk}"))
    made = client.post(address(desk, town.counsellor, day, case=case.pk), fields())

    assert "三浦 和彦さんの予約を入れます。" in week
    assert "空き 8" in week
    (booking,) = all_of(town)
    assert made.url == f"/bookings/{booking.pk}/"
    assert (booking.case_id, booking.starts_at) == (case.pk, at(10))
    page = text_of(client.get(made.url))
    assert "三浦 和彦" in page
    assert "来所・相談を記録する" in page


def test_says_once_what_is_sent_twice(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    client, said = client_of(town.counsellor), fields(nickname="Aさん", reach="090-0000-0000")

    first = client.post(address(desk, town.counsellor, day), said)
    second = client.post(address(desk, town.counsellor, day), said)

    assert first.url == second.url
    assert len(all_of(town)) == 1


def test_refuses_a_time_that_was_taken_meanwhile_and_offers_others(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    client = client_of(town.counsellor)
    booked(town, desk, at(10))

    refused = client.post(
        address(desk, town.counsellor, day),
        fields(nickname="Bさん", reach="手紙", purpose="履歴書"),
    )

    assert refused.status_code == 409
    text = text_of(refused)
    assert "この時間は、いま別の予約が入りました。" in text
    assert "空いている時間" in text
    html = refused.content.decode()
    assert 'value="Bさん"' in html
    assert 'value="手紙"' in html
    assert re.search(r"at=\d\d%3A00", html)
    assert len(all_of(town)) == 1


def test_keeps_what_was_typed_when_nobody_is_named(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    client = client_of(town.counsellor)

    refused = client.post(address(desk, town.counsellor, day), fields(purpose="母親と来る"))

    assert refused.status_code == 422
    assert "ケース番号か、呼び名と連絡のしかたを入れてください。" in text_of(refused)
    assert 'value="母親と来る"' in refused.content.decode()


def test_refuses_a_call_to_somebody_whom_nobody_could_call(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    client = client_of(town.counsellor)
    sent = fields(channel="phone", nickname="Aさん", purpose="母親と来る")

    refused = client.post(address(desk, town.counsellor, day), sent)
    client.post(address(desk, town.counsellor, day), {**sent, "reach": "０９０-0000-0134"})

    assert "こちらからかける電話番号を入れてください。" in text_of(refused)
    assert 'value="母親と来る"' in refused.content.decode()
    (booking,) = all_of(town)
    assert (booking.channel, booking.reach) == ("phone", "０９０-0000-0134")


def test_shows_the_address_of_a_video_call_to_whoever_holds_it(town: Town) -> None:
    video = "https://video.example.jp/room/7?a=1&b=2"
    desk = desk_of(town, channels=["visit", "online"], video_url=video)
    client, day = client_of(town.counsellor), working_day()
    page = client.get(address(desk, town.counsellor, day))

    answer = client.post(
        address(desk, town.counsellor, day), fields(channel="online", nickname="Aさん")
    )

    assert "ビデオ通話" in text_of(page)
    assert f'href="{escape(video)}"' in client.get(answer["Location"]).content.decode()
    at_the_counter = booked(town, desk, at(11))
    assert video not in client.get(f"/bookings/{at_the_counter.pk}/").content.decode()


@pytest.mark.parametrize("typed", ["ｔ８－００１１", " t8 11 ", "Ｔ８ー11", "T8-00011"])
def test_takes_a_case_number_however_it_is_typed(town: Town, typed: str) -> None:
    desk, day = desk_of(town), working_day()
    case = town.case(number="T8-00011")
    town.case("西 一郎", "ニシ イチロウ", number="XT8-00011")

    client_of(town.counsellor).post(address(desk, town.counsellor, day), fields(case_number=typed))

    (booking,) = all_of(town)
    assert booking.case_id == case.pk


def test_asks_no_more_about_what_is_over(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    client = client_of(town.counsellor)
    booking = booked(town, desk, at(10), case=case)
    early = client.get(f"/bookings/{booking.pk}/no-show/")
    joined = client.get(f"/bookings/{booking.pk}/join/")
    client.post(f"/bookings/{booking.pk}/cancel/", {"cancelled_by": "person"})

    asked_again = [client.get(f"/bookings/{booking.pk}/{act}/") for act in ("cancel", "no-show")]

    assert "予約の時間がまだ来ていません" in text_of(early)
    assert "すでにケースにつながっています" in text_of(joined)
    for page in asked_again:
        assert page.status_code == 403
        assert "この予約は、もう終わっています（取消）" in text_of(page)


def test_refuses_a_case_that_is_not_open_to_the_member(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    (far,) = found_body("小樽市役所", "municipality", ("遠い 人", Role.COUNSELLOR))
    stranger = client_of(far)
    client = client_of(town.counsellor)

    refused = client.post(address(desk, town.counsellor, day), fields(case_number="2026-999"))

    assert "このケース番号では予約できません。" in text_of(refused)
    assert stranger.get(address(desk, town.counsellor, day)).status_code == 404
    assert all_of(town) == []


def test_shows_contractors_what_was_referred_to_them(town: Town) -> None:
    (helper,) = found_body("就労支援の会", "contractor", ("中村 学", Role.COUNSELLOR))
    desk, case, day = desk_of(town), town.case(), working_day()
    other = booked(town, desk, at(9), case=town.case("別の 人"))
    with town.at_work() as actor:
        contract = make_contract(
            programme=town.programme,
            contractor=helper.organisation,
            starts_on=town.programme.starts_on,
            ends_on=town.programme.ends_on,
            work="相談",
        )
        refer(by=actor, case=case, contract=contract, on=today(), at=now(), purpose="相談", level=1)
    client = client_of(helper)

    week = text_of(client.get(f"/bookings/?desk={desk.pk}&week={day.isoformat()}"))
    made = client.post(address(desk, town.counsellor, day, case=case.pk), fields())
    nameless = client.post(address(desk, town.counsellor, day), fields(at="11:00", nickname="A"))

    assert "空き 7" in week
    assert "別の 人" not in week
    assert client.get(f"/bookings/{other.pk}/").status_code == 404
    assert client.get(made.url).status_code == 200
    assert nameless.status_code == 422
    assert [b.recorded_by_id for b in all_of(town)] == [town.city.pk, helper.organisation_id]


def test_moves_by_the_week_and_undoes_it(town: Town) -> None:
    desk, day = desk_of(town, town.counsellor, town.colleague), working_day()
    booking = booked(town, desk, at(10))
    client = client_of(town.counsellor)
    query = urlencode({"desk": desk.pk, "member": town.colleague.pk, "on": day.isoformat()})

    week = client.get(f"/bookings/?desk={desk.pk}&week={day.isoformat()}&move={booking.pk}")
    client.post(f"/bookings/{booking.pk}/move/?{query}", {"at": "14:00"})

    assert f"/bookings/{booking.pk}/move/?" in week.content.decode()
    moved = again(town, booking)
    assert (moved.member_id, moved.starts_at) == (town.colleague.pk, at(14))
    assert "元に戻す" in text_of(client.get(f"/bookings/{booking.pk}/"))
    client.post(f"/bookings/{booking.pk}/move-back/")
    assert again(town, booking).starts_at == at(10)


def test_calls_off_and_tells_the_counsellor_who_came_up(town: Town) -> None:
    desk = desk_of(town)
    booking = booked(town, desk, at(10))
    client = client_of(town.counsellor)
    waiting = {
        "member": "",
        "from_on": days(0).isoformat(),
        "until_on": days(20).isoformat(),
        "channel": "phone",
        "nickname": "待つ人",
        "reach": "090-1111-1111",
        "request_key": str(uuid7()),
    }
    assert client.post(f"/bookings/waiting/new/?desk={desk.pk}", waiting).status_code == 302
    assert "待つ人" in text_of(client.get(f"/bookings/waiting/?desk={desk.pk}"))

    said = {"cancelled_by": "person", "because": "体調"}
    page = client.post(f"/bookings/{booking.pk}/cancel/", said, follow=True)

    assert "空き待ちの待つ人（名前のない予約）に、この時間をとってあります。" in text_of(page)
    assert "待つ人（名前のない予約）に" in text_of(client.get("/today/"))
    offered = all_of(town)[-1]
    client.post(f"/bookings/{offered.pk}/agree/")
    assert again(town, offered).state == "booked"
    with town.at_work():
        assert WaitingPerson.objects.get().state == "booked"
    refused = client.post(f"/bookings/{booking.pk}/cancel/", said)
    assert "この予約は、もう終わっています（取消）。" in text_of(refused)


def test_joins_a_booking_without_a_name_to_a_case(town: Town) -> None:
    desk, case = desk_of(town), town.case()
    booking = booked(town, desk, at(10))
    client = client_of(town.counsellor)

    refused = client.post(f"/bookings/{booking.pk}/join/", {"case_number": "なし"})
    client.post(f"/bookings/{booking.pk}/join/", {"case_number": case.number})

    assert "このケース番号では予約できません。" in text_of(refused)
    assert 'href="/cases/new/"' in refused.content.decode()
    assert again(town, booking).case_id == case.pk


def held_today(town: Town, **columns: Any) -> Booking:
    """A booking whose time was just now."""
    booking = booked(town, desk_of(town), at(10), **columns)
    with town.at_work():
        begins = now() - timedelta(minutes=90)
        Booking.objects.filter(pk=booking.pk).update(
            starts_at=begins, ends_at=begins + timedelta(minutes=60)
        )
    return again(town, booking)


@pytest.mark.capability("KNG-24", refused_by="test_refuses_what_is_over")
def test_becomes_a_record_and_a_step_on_the_case(town: Town) -> None:
    case = town.case()
    booking = held_today(town, case=case)
    client = client_of(town.counsellor)

    form = client.get(f"/cases/{case.pk}/record/?booking={booking.pk}")
    begins = local_moment(booking.starts_at)
    assert f'value="{booking.pk}"' in form.content.decode()
    assert f'value="{begins:%H:%M}"' in form.content.decode()
    answer = client.post(
        f"/cases/{case.pk}/record/",
        {
            "on": begins.date().isoformat(),
            "starts_at": f"{begins:%H:%M}",
            "ends_at": f"{local_moment(booking.ends_at):%H:%M}",
            "channel": "visit",
            "kind": "first_session",
            "note": "講習の日程を相談した。",
            "next_action": "申込書を書く",
            "next_action_on": days(7).isoformat(),
            "owner": str(town.counsellor.pk),
            "level": "2",
            "request_key": str(uuid7()),
            "booking": str(booking.pk),
        },
    )

    assert answer.status_code == 302, text_of(answer)
    kept = again(town, booking)
    assert kept.state == "came"
    with town.at_work():
        step = Step.objects.get(case=case, kind="consultation.held")
        assert kept.consultation is not None
        assert kept.consultation.step_id == step.pk


def test_refuses_what_is_over(town: Town) -> None:
    booking = held_today(town, case=town.case())
    client = client_of(town.counsellor)

    client.post(f"/bookings/{booking.pk}/no-show/", {"because": "電話に出ない"})
    again_refused = client.post(f"/bookings/{booking.pk}/no-show/", {"because": "もう一度"})

    assert again(town, booking).state == "no_show"
    assert "この予約は、もう終わっています（来なかった）。" in text_of(again_refused)


def test_lists_whom_to_call_and_marks_it(town: Town) -> None:
    desk, case = desk_of(town), town.case(avoid=["午前9時より前の電話"])
    booking = booked(town, desk, at(10), case=case)
    client = client_of(town.counsellor)

    page = text_of(client.get(f"/bookings/calls/?desk={desk.pk}"))
    answer = client.post(f"/bookings/{booking.pk}/reminded/", {"then": "calls"})

    assert "090-0000-0134" in page
    assert "避けること：午前9時より前の電話" in page
    assert answer.url.startswith("/bookings/calls/")
    assert again(town, booking).reminded_at is not None
    assert "に済み" in text_of(client.get(answer.url))


def test_prints_the_sheet_of_a_day_and_the_list_of_a_week(town: Town) -> None:
    desk, day = desk_of(town), working_day()
    booked(town, desk, at(10), case=town.case())
    client = client_of(town.counsellor)

    sheet = text_of(client.get(f"/bookings/day/?desk={desk.pk}&on={day.isoformat()}"))
    week = text_of(client.get(f"/bookings/list/?desk={desk.pk}&week={day.isoformat()}"))

    assert "10:00–11:00 三浦 和彦" in sheet
    assert "10:00–11:00 三浦 和彦" in week


def test_says_where_a_consultation_day_is_held_wherever_the_booking_is_read(town: Town) -> None:
    """The desk stays where it is; who is booked for the round comes to the community centre."""
    desk, case, day = desk_of(town), town.case(), working_day()
    with town.at_work():
        hours = open_hours(
            desk=desk,
            opening=Opening(
                weekday=day.weekday(),
                starts_at=at(17).time(),
                ends_at=at(19).time(),
                valid_from=days(-30),
                label="巡回相談",
                place="のぞみコミュニティセンター",
            ),
        )
        put_on_duty(hours=hours, member_id=town.counsellor.pk, valid_from=days(-30))
    client, there = client_of(town.counsellor), "就職相談窓口 のぞみコミュニティセンター"
    where = address(desk, town.counsellor, day, case=case.pk)

    offered = text_of(client.get(where))
    made = client.post(where, fields(at="17:00"))

    assert "17:00 のぞみコミュニティセンター" in offered
    assert there in text_of(client.get(made.url))
    sheet = text_of(client.get(f"/bookings/day/?desk={desk.pk}&on={day.isoformat()}"))
    assert "来所 のぞみコミュニティセンター" in sheet
    booking = all_of(town)[0]
    with town.at_work() as actor:
        (coming,) = coming_of(case, now())
        move(by=actor, booking=booking, to=place_at(desk, town.counsellor, 10), at=now())
        (moved,) = coming_of(case, now())
    assert coming.place == "就職相談窓口　のぞみコミュニティセンター"
    assert moved.place == "就職相談窓口　市役所2階"


def place_at(desk: ServiceDesk, member: Membership, hour: int) -> Place:
    return Place(desk=desk, member_id=member.pk, starts_at=at(hour))


def test_notes_whose_bookings_a_page_named(town: Town) -> None:
    desk, case, day = desk_of(town), town.case(), working_day()
    booked(town, desk, at(10), case=case)

    client_of(town.colleague).get(f"/bookings/?desk={desk.pk}&week={day.isoformat()}")

    entry = log_of(town, subject="bookings")[-1]
    assert entry.detail["shown"] == [str(case.pk)]


def test_shows_todays_bookings_on_the_first_page(town: Town) -> None:
    held_today(town, case=town.case())

    assert "今日の予約 週の表" in text_of(client_of(town.counsellor).get("/today/"))


@pytest.mark.parametrize("who", ["manager", "matching", "trainer"])
def test_shows_bookings_to_counsellors_only(town: Town, who: str) -> None:
    desk_of(town)

    assert client_of(getattr(town, who)).get("/bookings/").status_code == 403


def test_asks_the_database_no_more_for_a_full_week_than_for_an_empty_one(town: Town) -> None:
    desk, day = desk_of(town, town.counsellor, town.colleague), working_day()
    path = f"/bookings/?desk={desk.pk}&week={day.isoformat()}"
    client = client_of(town.counsellor)
    empty = statements(client, path)
    for hour in range(9, 17):
        booked(town, desk, at(hour), case=town.case(f"人{hour} さん"))

    full = statements(client, path)

    # Inside a test's transaction the former context is read and put back: two more than served.
    assert full == empty
    assert full - 2 <= 12
