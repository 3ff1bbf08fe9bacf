"""Applying for courses oneself: the counsellor approves, the centre gives the seat."""

import pytest
from django.test import Client

from bansou.commons.keys import uuid7
from bansou.engines.assignment import Receipt, digest_of, lots, recheck
from bansou.people.cases.models import Case
from bansou.support.training.models import CourseApplication, CourseRun
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, signed_in
from tests.desks.seeker.letters import came_in
from tests.desks.training.applying import approved, state_of
from tests.desks.training.centre import days_of, enrolled, planned, post_seat, run_again

pytestmark = pytest.mark.usefixtures("before_the_year_ends")


def apply(client: Client, run: CourseRun, **said: str) -> str:
    """Apply through my page; what it answers."""
    fields = {"run": str(run.pk), "purpose": "", "request_key": str(uuid7()), **said}
    return text_of(client.post(f"/my/courses/{run.course}/", fields, follow=True))


def application_of(town: Town, case: Case) -> CourseApplication:
    with town.at_work():
        return CourseApplication.objects.get(case=case)


@pytest.mark.capability("TMK-08", refused_by="test_refuses_a_course_before_the_consultation")
def test_goes_from_applying_to_approval_to_a_seat(town: Town) -> None:
    case = town.case()
    town.talk(case)
    run = planned(town, "computer")
    mine: Client = came_in(town, case)

    answer = apply(mine, run, purpose="事務の仕事がしたい")
    assert "申し込みました" in answer
    first, *_rest = days_of(town, run)
    assert f"返事を待っています 希望した日 第1希望 {first.month}/{first.day}（" in answer
    application = application_of(town, case)
    assert application.state == "applied"
    signed_in(town.counsellor).post(f"/cases/training/{application.pk}/approve/")
    post_seat(town, application, run)

    assert state_of(town, application) == "enrolled"
    page = text_of(mine.get("/my/courses/"))
    assert "受講が決まりました" in page
    assert "1日目" in text_of(mine.get("/my/"))


def test_refuses_a_course_before_the_consultation(town: Town) -> None:
    case = town.case()
    run = planned(town, "computer")
    client = came_in(town, case)

    assert "受講の申込みは、まだできません" in apply(client, run)
    assert "講座は、相談のあとで申し込めます" in text_of(client.get("/my/courses/"))
    with town.at_work():
        assert not CourseApplication.objects.exists()


def test_applies_once_however_often_the_form_is_sent(town: Town) -> None:
    case = town.case()
    town.talk(case)
    run = planned(town, "computer")
    client = came_in(town, case)
    key = str(uuid7())

    for _ in range(2):
        apply(client, run, request_key=key)

    assert application_of(town, case).state == "applied"


def test_takes_an_application_back_without_a_reason(town: Town) -> None:
    case = town.case()
    town.talk(case)
    run = planned(town, "computer")
    client = came_in(town, case)
    apply(client, run)
    application = application_of(town, case)

    client.post(f"/my/applications/{application.pk}/withdraw/")

    assert state_of(town, application) == "withdrawn"
    assert "申し込みました" in apply(client, run)


def test_passes_the_seat_on_to_who_waits_without_seeing_them(town: Town) -> None:
    run = planned(town, "computer", capacity=1)
    mine, other = town.case(), town.case("佐藤 花", "サトウ ハナ")
    for case in (mine, other):
        town.talk(case)
    seated = enrolled(town, approved(town, mine, "computer", run), run)
    waiting = approved(town, other, "computer", run)
    post_seat(town, waiting, run, "wait")

    came_in(town, mine).post(f"/my/applications/{seated.pk}/withdraw/")

    assert state_of(town, waiting) == "enrolled"
    assert run_again(town, run).taken == 1


def test_rechecks_the_lot_by_which_the_seats_were_given_out(town: Town) -> None:
    run = planned(town, "computer", capacity=1)
    mine, other = town.case(), town.case("佐藤 花", "サトウ ハナ")
    for case in (mine, other):
        town.talk(case)
        approved(town, case, "computer", run)
    client = came_in(town, mine)
    promised = digests_at(client, run)

    signed_in(town.trainer).post(f"/courses/programmes/{town.programme.pk}/allot/computer/")

    own = application_of(town, mine)
    page = text_of(client.get("/my/courses/"))
    receipt = Receipt.from_json(client.get(f"/my/applications/{own.pk}/lot.json").json())
    assert recheck(receipt) == ()
    assert digest_of(receipt.seed) in promised
    lot = lots(receipt.seed, receipt.wishes)[own.ticket]
    assert f"抽選の順番は、2人のうち{lot}番でした。" in page
    assert ("1席に2人が申し込みました。" in page) == (receipt.result[own.ticket] is None)
    assert "もう一度計算して、控えのとおりの結果になりました。" in page
    assert "佐藤" not in page


def test_gives_nobody_the_receipt_by_another_application(town: Town) -> None:
    run = planned(town, "computer", capacity=1)
    other = town.case("佐藤 花", "サトウ ハナ")
    town.talk(other)
    theirs = approved(town, other, "computer", run)
    signed_in(town.trainer).post(f"/courses/programmes/{town.programme.pk}/allot/computer/")

    client = came_in(town, town.case())

    assert client.get(f"/my/applications/{theirs.pk}/lot.json").status_code == 404


def digests_at(client: Client, run: CourseRun) -> str:
    """What is published of the seed where somebody applies."""
    return text_of(client.get(f"/my/courses/{run.course}/"))


def test_takes_nothing_of_somebody_else_back(town: Town) -> None:
    run = planned(town, "computer")
    other = town.case("佐藤 花", "サトウ ハナ")
    town.talk(other)
    theirs = approved(town, other, "computer", run)

    answer = came_in(town, town.case()).post(f"/my/applications/{theirs.pk}/withdraw/")

    assert answer.status_code == 404
    assert state_of(town, theirs) == "approved"
