"""The training centre gives seats to who was referred to it, and to nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.organisations.models import Membership
from bansou.people.persons.models import Person
from bansou.people.referrals.actions import end_referral
from bansou.people.referrals.models import Referral
from bansou.people.steps.models import Step
from bansou.programmes.models import Contract
from bansou.support.training.allotting import allot_seats
from bansou.support.training.models import CourseApplication, CourseRun, SeatAllotment
from bansou.support.training.refusals import NothingNew, OutsideContractNow, RunFull
from bansou.support.training.seats import enrol_in_course
from tests.commons.waiting import wait_until_waiting
from tests.desks.counsellor.asking import statements, text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today
from tests.desks.training.applying import applied, approved, state_of
from tests.desks.training.centre import began, enrolled, planned, post_seat, run_again

NAMES = [
    ("三浦 和彦", "ミウラ カズヒコ"),
    ("高橋 由美", "タカハシ ユミ"),
    ("岡田 剛", "オカダ ツヨシ"),
]


def approved_people(town: Town, *runs: CourseRun, number: int = 2) -> list[CourseApplication]:
    """So many people whose applications for these runs are approved."""
    people = []
    for name, kana in NAMES[:number]:
        case = town.case(name, kana)
        town.talk(case)
        people.append(approved(town, case, "sling", *runs))
    return people


def test_gives_a_seat_and_writes_it_on_the_spine(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    asked = text_of(
        signed_in(town.trainer).get(f"/courses/applications/{application.pk}/runs/{run.pk}/enrol/")
    )

    enrolled(town, application, run)

    assert "三浦 和彦さんの受講を決めますか" in asked
    assert (state_of(town, application), run_again(town, run).taken) == ("enrolled", 1)
    with town.at_work():
        step = Step.objects.get(kind="training.enrolled")
    assert (step.recorded_by_id, step.level, step.title) == (
        town.centre.pk,
        1,
        "受講の決定　玉掛け",
    )
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))
    assert "受講者 1人" in page
    assert "三浦 和彦 0／3日" in page


def test_shows_the_managers_and_counsellors_numbers_and_no_names(town: Town) -> None:
    run = planned(town)
    approved_people(town, run)

    for member in (town.manager, town.counsellor):
        page = text_of(signed_in(member).get(f"/courses/runs/{run.pk}/"))
        assert "希望している人 2人" in page
        assert "三浦" not in page


@pytest.mark.parametrize("path", ["", "days/1/"])
def test_asks_no_more_of_the_database_for_more_people(path: str, town: Town) -> None:
    few, many = began(town, planned(town), 0), planned(town)
    for application in approved_people(town, many, number=3):
        enrolled(town, application, many)
    began(town, many, 0)
    trainer = signed_in(town.trainer)

    address = f"/courses/runs/{few.pk}/{path}", f"/courses/runs/{many.pk}/{path}"
    nobody, three = (statements(trainer, one) for one in address)

    # Who is shown is noted; the marks of those who have seats are asked for once.
    assert three <= nobody + 2


def test_refuses_a_seat_in_a_full_run_and_offers_to_wait(town: Town) -> None:
    run = planned(town, capacity=1)
    first, second = approved_people(town, run)
    enrolled(town, first, run)

    refused = post_seat(town, second, run)
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))
    waiting = post_seat(town, second, run, "wait")

    assert refused.status_code == 403
    assert "この回は満席です（定員1人）" in text_of(refused)
    assert "待機に入れる" in page
    assert waiting.status_code == 302
    assert state_of(town, second) == "waiting"
    assert "席が空くのを待っています" in text_of(
        signed_in(town.counsellor).get(f"/cases/{second.case_id}/training/")
    )


def test_refuses_to_wait_while_there_are_seats(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)

    assert post_seat(town, application, run, "wait").status_code == 403
    assert state_of(town, application) == "approved"


def test_moves_up_who_has_waited_longest(town: Town) -> None:
    run = planned(town, capacity=1)
    first, second, third = approved_people(town, run, number=3)
    enrolled(town, first, run)
    post_seat(town, third, run, "wait")
    post_seat(town, second, run, "wait")

    signed_in(town.counsellor).post(
        f"/cases/training/{first.pk}/withdraw/", {"because": "仕事が決まった"}
    )

    states = [state_of(town, it) for it in (first, second, third)]
    assert states == ["withdrawn", "waiting", "enrolled"]
    assert run_again(town, run).taken == 1


def test_frees_the_seat_when_the_case_is_closed(town: Town) -> None:
    run = planned(town, capacity=1)
    first, second = approved_people(town, run)
    enrolled(town, first, run)
    post_seat(town, second, run, "wait")

    closed = signed_in(town.counsellor).post(
        f"/cases/{first.case_id}/close/", {"on": today().isoformat(), "reason": "転居"}
    )

    assert closed.status_code == 302
    assert [state_of(town, it) for it in (first, second)] == ["withdrawn", "enrolled"]


def test_passes_over_who_may_no_longer_take_the_course(town: Town) -> None:
    run = planned(town, capacity=1)
    first, second, third = approved_people(town, run, number=3)
    enrolled(town, first, run)
    post_seat(town, second, run, "wait")
    post_seat(town, third, run, "wait")
    with town.at_work():
        Person.objects.filter(name=NAMES[1][0]).update(birth_on=None)

    signed_in(town.trainer).post(f"/courses/applications/{first.pk}/decline/", {"because": "欠席"})

    states = [state_of(town, it) for it in (first, second, third)]
    assert states == ["declined", "waiting", "enrolled"]


def test_refuses_who_is_under_age_on_the_first_day(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    with town.at_work():
        Person.objects.update(birth_on=days(7 - 18 * 365))

    refused = post_seat(town, application, run)

    assert refused.status_code == 403
    assert "満18歳からです" in text_of(refused)
    assert run_again(town, run).taken == 0


def test_refuses_a_run_that_nobody_wished_for(town: Town) -> None:
    run, other = planned(town), planned(town, first_on=days(40))
    (application,) = approved_people(town, run, number=1)

    refused = post_seat(town, application, other)

    assert refused.status_code == 403
    assert "この回は希望に入っていません" in text_of(refused)


def test_refuses_seats_outside_the_contracts_dates(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    with town.at_work():
        Contract.objects.filter(pk=town.contract.pk).update(ends_on=today() - timedelta(days=1))

    hidden = post_seat(town, application, run)
    with (
        town.at_work(town.manager) as actor,
        pytest.raises(OutsideContractNow, match="委託契約の期間"),
    ):
        enrol_in_course(by=actor, application=application, run=run, on=today(), at=now())

    assert hidden.status_code == 404
    assert state_of(town, application) == "approved"


@pytest.mark.parametrize("path", ["", "make-up/", "complete/", "decline/"])
def test_hides_people_who_are_not_referred_to_the_centre(path: str, town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = applied(town, case, "sling", run)

    response = signed_in(town.trainer).get(f"/courses/applications/{application.pk}/{path}")

    assert response.status_code == 404
    assert "三浦" not in text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))


def test_hides_people_again_when_the_referral_ends(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    with town.at_work():
        end_referral(referral=Referral.objects.get(), on=today(), at=now())

    assert post_seat(town, application, run).status_code == 404
    assert state_of(town, application) == "approved"


@pytest.mark.parametrize("who", ["counsellor", "supervisor", "manager", "neighbour"])
def test_lets_only_the_centre_give_seats(who: str, town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    address = f"/courses/applications/{application.pk}/runs/{run.pk}/enrol/"

    assert signed_in(getattr(town, who)).post(address).status_code in {403, 404}
    assert state_of(town, application) == "approved"


def test_does_not_let_the_case_fall_back_by_what_the_centre_cannot_see(town: Town) -> None:
    run = planned(town)
    (application,) = approved_people(town, run, number=1)
    with town.at_work() as actor:
        from bansou.people.steps.actions import add_step

        case = application.case
        add_step(
            by=actor, case=case, kind="workplace.tried", on=today(), title="職場体験", at=now()
        )
    assert town.again(application.case).stage == "experience"

    enrolled(town, application, run)

    assert town.again(application.case).stage == "experience"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("before_the_year_ends")
def test_never_gives_more_seats_than_there_are() -> None:
    town = found_town()
    run = planned(town, capacity=1)
    people = approved_people(town, run, number=3)

    def take(application: CourseApplication) -> Any:
        try:
            with acting(actor_of(town.trainer), why="席を争う") as actor:
                enrol_in_course(by=actor, application=application, run=run, on=today(), at=now())
        except RunFull:
            return "full"
        finally:
            connection.close()
        return "seat"

    with ThreadPoolExecutor(len(people)) as desks:
        answers = list(desks.map(take, people))

    assert sorted(answers) == ["full", "full", "seat"]
    assert run_again(town, run).taken == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("before_the_year_ends")
def test_draws_once_when_two_give_the_same_seats_out_at_once() -> None:
    town = found_town()
    run = planned(town, capacity=1)
    people = approved_people(town, run, number=3)

    def give_out(member: Membership) -> str:
        try:
            with acting(actor_of(member), why="割当") as actor:
                allot_seats(
                    by=actor,
                    programme=town.programme,
                    course="sling",
                    provider_ids=[town.centre.pk],
                    on=today(),
                    at=now(),
                )
        except NothingNew:
            return "nothing new"
        finally:
            connection.close()
        return "drawn"

    # Both have come as far as the run before either of them gets on.
    with ThreadPoolExecutor(2) as desks:
        with town.at_work():
            CourseRun.objects.select_for_update().get(pk=run.pk)
            drawing = [desks.submit(give_out, by) for by in (town.trainer, town.manager)]
            wait_until_waiting(2)
        answers = [each.result(timeout=60) for each in drawing]

    assert sorted(answers) == ["drawn", "nothing new"]
    with town.at_work():
        assert SeatAllotment.objects.count() == 1
    states = sorted(state_of(town, it) for it in people)
    assert states == ["enrolled", "waiting", "waiting"]
