"""A contractor's counsellor who sits at the city's desk: what they are booked for, see and settle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.people.referrals.actions import end_referral, refer
from bansou.programmes.actions import make_contract
from bansou.programmes.models import Contract
from bansou.support.consultation.booking.actions import Place, Whom, join_case, move
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.consultation.booking.planning import timetable_of
from bansou.support.consultation.booking.refusals import NotReferred
from bansou.support.consultation.booking.waiting import wait
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.bookings.test_bookings import address, all_of, fields
from tests.desks.counsellor.bookings.test_feed import events, started
from tests.desks.counsellor.town import Town, days, found_body, now, signed_in, today
from tests.support.consultation.booking.offices import again, at, booked, desk_of, working_day

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Contracted:
    """A counsellor of a contractor, the contract, and the city's desk at which they sit."""

    town: Town
    member: Membership
    contract: Contract
    desk: ServiceDesk

    def refer(self, case: Case) -> None:
        with self.town.at_work() as actor:
            refer(by=actor, case=case, contract=self.contract, on=today(), at=now(), purpose="相談")

    def week(self) -> Any:
        path = f"/bookings/?desk={self.desk.pk}&week={working_day().isoformat()}"
        return signed_in(self.member).get(path)


@pytest.fixture
def contracted(town: Town) -> Contracted:
    """The contract runs from a month ago until three months from now."""
    (member,) = found_body("就労支援の会", "contractor", ("中村 学", Role.COUNSELLOR))
    with town.at_work():
        contract = make_contract(
            programme=town.programme,
            contractor=member.organisation,
            starts_on=days(-30),
            ends_on=days(90),
            work="相談",
        )
    return Contracted(town, member, contract, desk_of(town, town.counsellor, member))


def test_refuses_a_case_that_was_not_referred_to_the_counsellors_body(
    contracted: Contracted,
) -> None:
    town, desk, case = contracted.town, contracted.desk, contracted.town.case()
    client, path = signed_in(town.counsellor), address(desk, contracted.member, working_day())

    refused = client.post(path, fields(case_number=case.number, purpose="履歴書"))

    assert refused.status_code == 422
    assert "先にケースを紹介するか、ほかの相談員を選んでください。" in text_of(refused)
    assert 'value="履歴書"' in refused.content.decode()
    assert all_of(town) == []
    contracted.refer(case)
    assert client.post(path, fields(case_number=case.number)).status_code == 302
    assert "三浦 和彦" in text_of(contracted.week())


def test_refuses_to_move_or_join_what_was_not_referred(contracted: Contracted) -> None:
    town, desk, case = contracted.town, contracted.desk, contracted.town.case()
    booking = booked(town, desk, at(10), case=case)
    nameless = booked(town, desk, at(11), member=contracted.member)

    with town.at_work() as actor:
        to = Place(desk=desk, member_id=contracted.member.pk, starts_at=at(12))
        with pytest.raises(NotReferred):
            move(by=actor, booking=booking, to=to, at=now())
        with pytest.raises(NotReferred):
            join_case(by=actor, booking=nameless, case=case, at=now())

    assert again(town, booking).member_id == town.counsellor.pk
    assert again(town, nameless).case_id is None


def test_shows_a_week_with_a_case_that_is_no_longer_referred(contracted: Contracted) -> None:
    town, case = contracted.town, contracted.town.case()
    contracted.refer(case)
    booked(town, contracted.desk, at(10), member=contracted.member, case=case)
    with town.at_work():
        end_referral(referral=case.referrals.get(), on=today(), at=now())

    week = contracted.week()

    assert week.status_code == 200
    assert "三浦" not in text_of(week)


def over(contracted: Contracted, starts_on: date, ends_on: date) -> None:
    """Move the contract to other days."""
    with contracted.town.at_work():
        Contract.objects.filter(pk=contracted.contract.pk).update(
            starts_on=starts_on, ends_on=ends_on
        )


@pytest.mark.parametrize(("first", "last"), [(-30, -1), (1, 30)])
def test_keeps_nothing_open_on_days_without_a_contract(
    contracted: Contracted, first: int, last: int
) -> None:
    town, desk = contracted.town, contracted.desk
    booking = booked(town, desk, at(10), member=contracted.member)
    day = working_day()
    with town.at_work(contracted.member):
        assert taken(contracted) == [booking.starts_at]
        assert Booking.objects.filter(pk=booking.pk).update(purpose="面談") == 1
    over(contracted, days(first), days(last))

    with town.at_work(contracted.member):
        assert taken(contracted) == []
        assert not Booking.objects.exists()
        assert Booking.objects.filter(pk=booking.pk).update(purpose="持ち出し") == 0
        assert not ServiceDesk.objects.exists()
        assert timetable_of(desk, day, day).duties == []

    assert again(town, booking).purpose == "面談"


def taken(contracted: Contracted) -> list[datetime]:
    """When the contractor's counsellor is promised, as the database tells whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT starts_at FROM public.bansou_taken_times(%s, %s, %s)",
            [[contracted.member.pk], at(0), at(23)],
        )
        return [starts_at for (starts_at,) in cursor.fetchall()]


def test_tells_a_calendar_nobody_after_the_contract(contracted: Contracted) -> None:
    booked(contracted.town, contracted.desk, at(10), member=contracted.member)
    path = started(contracted.member, shows_names="on")
    (before,) = events(path)
    over(contracted, days(-30), days(-1))

    assert before["SUMMARY"] == "Aさん（名前のない予約）（来所）"
    assert events(path) == []


def test_tells_the_city_which_names_a_contractors_calendar_was_given(
    contracted: Contracted,
) -> None:
    town, case = contracted.town, contracted.town.case()
    contracted.refer(case)
    booked(town, contracted.desk, at(10), member=contracted.member, case=case)
    path = started(contracted.member, shows_names="on")

    events(path)
    events(path)

    (entry,) = log_of(town, subject="calendar")
    assert (entry.membership_id, entry.detail["shown"]) == (contracted.member.pk, [str(case.pk)])


def test_opens_and_settles_what_is_in_ones_own_time_without_a_name(contracted: Contracted) -> None:
    town, client = contracted.town, signed_in(contracted.member)
    booking = booked(town, contracted.desk, at(10), member=contracted.member)
    page = client.get(f"/bookings/{booking.pk}/")
    with town.at_work():
        begins = now() - timedelta(minutes=90)
        Booking.objects.filter(pk=booking.pk).update(
            starts_at=begins, ends_at=begins + timedelta(minutes=60)
        )

    answer = client.post(f"/bookings/{booking.pk}/no-show/", {"because": "電話に出ない"})

    assert page.status_code == 200
    assert "090-0000-0000" in text_of(page)
    assert answer.status_code == 302
    assert again(town, booking).state == "no_show"
    entry = log_of(town, subject="booking")[0]
    assert (entry.kind, entry.membership_id) == ("open", contracted.member.pk)


def test_joins_what_is_in_ones_own_time_to_a_case_that_was_referred(contracted: Contracted) -> None:
    town, case = contracted.town, contracted.town.case()
    contracted.refer(case)
    booking = booked(town, contracted.desk, at(10), member=contracted.member)

    answer = signed_in(contracted.member).post(
        f"/bookings/{booking.pk}/join/", {"case_number": case.number}
    )

    assert answer.status_code == 302
    assert again(town, booking).case_id == case.pk


def test_moves_it_within_ones_own_time_only(contracted: Contracted) -> None:
    town, desk, client = contracted.town, contracted.desk, signed_in(contracted.member)
    booking = booked(town, desk, at(10), member=contracted.member)
    query = f"?desk={desk.pk}&on={working_day().isoformat()}&member="
    path = f"/bookings/{booking.pk}/move/{query}"

    refused = client.post(f"{path}{town.counsellor.pk}", {"at": "14:00"})
    moved = client.post(f"{path}{contracted.member.pk}", {"at": "15:00"})

    assert "名前のない予約は、自分の時間の中でだけ移せます。" in text_of(refused)
    assert moved.status_code == 302
    kept = again(town, booking)
    assert (kept.member_id, kept.starts_at) == (contracted.member.pk, at(15))


def test_opens_nobody_elses_and_nothing_after_the_contract(contracted: Contracted) -> None:
    town, desk, client = contracted.town, contracted.desk, signed_in(contracted.member)
    other = booked(town, desk, at(10))
    own = booked(town, desk, at(11), member=contracted.member)
    assert client.get(f"/bookings/{other.pk}/").status_code == 404
    assert client.get(f"/bookings/{own.pk}/").status_code == 200

    over(contracted, days(-30), days(-1))

    assert client.get(f"/bookings/{own.pk}/").status_code == 404
    answer = client.post(f"/bookings/{own.pk}/cancel/", {"cancelled_by": "person"})
    assert answer.status_code == 404
    assert again(town, own).state == "booked"


def waiting(town: Town, desk: ServiceDesk, nickname: str, member: Membership | None = None) -> Any:
    with town.at_work() as actor:
        return wait(
            by=actor,
            desk=desk,
            channel="visit",
            whom=Whom(nickname=nickname, reach="090-0000-0177"),
            from_on=today(),
            until_on=days(60),
            member_id=member.pk if member else None,
            at=now(),
        )


def test_sees_who_waits_without_a_name_where_one_sits_and_takes_them_off(
    contracted: Contracted,
) -> None:
    town, desk, client = contracted.town, contracted.desk, signed_in(contracted.member)
    elsewhere = desk_of(town, town.counsellor, name="別の窓口")
    anybody = waiting(town, desk, "Cさん")
    hidden = [
        waiting(town, desk, "Dさん", town.counsellor),
        waiting(town, elsewhere, "Eさん"),
    ]

    here = text_of(client.get(f"/bookings/waiting/?desk={desk.pk}"))
    there = text_of(client.get(f"/bookings/waiting/?desk={elsewhere.pk}"))
    refused = [client.post(f"/bookings/waiting/{one.pk}/end/") for one in hidden]
    client.post(f"/bookings/waiting/{anybody.pk}/end/")

    assert "Cさん" in here
    assert "Dさん" not in here
    assert "Eさん" not in there
    assert [answer.status_code for answer in refused] == [404, 404]
    with town.at_work():
        states = dict(WaitingPerson.objects.values_list("nickname", "state"))
    assert states == {"Cさん": "ended", "Dさん": "waiting", "Eさん": "waiting"}


def test_keeps_a_time_that_one_calls_off_for_who_waits_without_a_name(
    contracted: Contracted,
) -> None:
    town, desk = contracted.town, contracted.desk
    booking = booked(town, desk, at(10), member=contracted.member)
    waiting(town, desk, "Cさん")

    answer = signed_in(contracted.member).post(
        f"/bookings/{booking.pk}/cancel/", {"cancelled_by": "person"}, follow=True
    )

    assert "空き待ちのCさん（名前のない予約）に、この時間をとってあります。" in text_of(answer)
    over(contracted, days(-30), days(-1))
    assert "Cさん" not in text_of(contracted.week())
