"""What comes next on my page: talks that can be called off, days at workplaces, money on its way."""

from datetime import time, timedelta

from bansou.benefits.claims.models import Claim
from bansou.employers.models import Company, HostPlace
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.experience.models import Experience, ExperienceDay
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.seeker.letters import came_in


def booked(town: Town, case: Case) -> Booking:
    """A talk in three days."""
    begins = now() + timedelta(days=3)
    with town.at_work():
        desk, _new = ServiceDesk.objects.get_or_create(
            organisation=town.city,
            name="本庁の窓口",
            defaults={"place": "市役所2階", "channels": ["on_site"]},
        )
        return Booking.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            desk=desk,
            member=town.counsellor,
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
            channel="on_site",
            case=case,
            changed_at=now(),
        )


def test_shows_the_next_talk_and_calls_it_off_without_a_reason(town: Town) -> None:
    case = town.case()
    booking = booked(town, case)
    client = came_in(town, case)
    page = text_of(client.get("/my/"))
    assert "本庁の窓口" in page
    assert "工藤 真由美" in page

    client.post(f"/my/bookings/{booking.pk}/cancel/")

    with town.at_work():
        booking.refresh_from_db()
        assert (booking.state, booking.cancelled_by) == ("cancelled", "person")
    assert "いまのところ、決まった予定はありません" in text_of(client.get("/my/"))


def test_calls_nobody_elses_talk_off(town: Town) -> None:
    theirs = booked(town, town.case("佐藤 花", "サトウ ハナ"))

    answer = came_in(town, town.case()).post(f"/my/bookings/{theirs.pk}/cancel/")

    assert answer.status_code == 404
    with town.at_work():
        theirs.refresh_from_db()
        assert theirs.state == "booked"


def test_ends_the_waiting_of_who_was_offered_the_time_and_says_no(town: Town) -> None:
    case = town.case()
    booking = booked(town, case)
    with town.at_work():
        Booking.objects.filter(pk=booking.pk).update(state="offered")
        WaitingPerson.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            desk=booking.desk,
            channel="on_site",
            from_on=today(),
            until_on=days(30),
            since=now(),
            case=case,
            booking=booking,
            state="offered",
        )

    came_in(town, case).post(f"/my/bookings/{booking.pk}/cancel/")

    with town.at_work():
        assert WaitingPerson.objects.get().state == "ended"


def test_names_the_workplace_of_a_trial_that_is_settled(town: Town) -> None:
    case = town.case()
    with town.at_work():
        company = Company.objects.create(
            organisation=town.city, name="錦岡鉄工", name_key="x", note="内緒の覚え"
        )
        host = HostPlace.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            company=company,
            title="鋼材の加工",
            place="錦岡の工場",
            takes_trials=True,
            offered_on=today(),
            recorded_at=now(),
        )
        trial = Experience.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            programme=town.programme,
            kind="trial",
            state="confirmed",
            wishes="ものづくりをしてみたい",
            goal="合うか確かめる",
            requested_on=today(),
            host=host,
            starts_at=time(9),
            ends_at=time(12),
            terms=1,
        )
        ExperienceDay.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            experience=trial,
            on=days(4),
            minutes=180,
        )

    page = text_of(came_in(town, case).get("/my/"))

    assert "職場体験" in page
    assert "錦岡鉄工" in page.replace(" ", "")
    assert "内緒の覚え" not in page


def test_says_how_far_the_money_has_come(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Claim.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            programme=town.programme,
            benefit="training",
            label="訓練の給付金",
            kind="day",
            part="training",
            budget="",
            basis="",
            scheme_number=1,
            claimed_on=today(),
            yen=7_500,
            drawn_by=town.counsellor,
            drawn_at=now(),
        )

    page = text_of(came_in(town, case).get("/my/"))

    assert "訓練の給付金 7,500円" in page.replace("\u3000", " ")
    assert "確かめています" in page
