"""Answering an opening that was proposed, from my page."""

import pytest

from bansou.commons.tasks.models import Task
from bansou.employers.models import Company, Opening
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.placement.matching.models import Proposal
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.seeker.letters import came_in


def proposed(town: Town, case: Case) -> Proposal:
    """An opening that the office has proposed."""
    with town.at_work():
        company = Company.objects.create(
            organisation=town.city, name="若松港物流", name_key="x", note="内緒の覚え"
        )
        opening = Opening.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            company=company,
            title="倉庫の仕事",
            posted_on=days(-10),
            recorded_at=now(),
        )
        return Proposal.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            opening=opening,
            proposed_on=today(),
            remark="日勤だけです。",
            score=50,
            policy="1",
            recorded_at=now(),
        )


def test_shows_what_was_proposed_and_takes_it_up(town: Town) -> None:
    case = town.case()
    it = proposed(town, case)
    client = came_in(town, case)
    assert "倉庫の仕事" in text_of(client.get("/my/"))
    page = text_of(client.get(f"/my/proposals/{it.pk}/"))
    assert "若松港物流" in page
    assert "日勤だけです。" in page
    assert "内緒の覚え" not in page

    client.post(f"/my/proposals/{it.pk}/", {"answer": "want", "consents": "1"})

    with town.at_work():
        it.refresh_from_db()
        assert it.state == "wanted"
        assert Consent.objects.get(case=case).purpose == Consent.Purpose.INTRODUCTION


@pytest.mark.parametrize(("answer", "state"), [("want", "wanted"), ("decline", "declined")])
def test_tells_the_company_nobody_without_consent(answer: str, state: str, town: Town) -> None:
    case = town.case()
    it = proposed(town, case)

    came_in(town, case).post(f"/my/proposals/{it.pk}/", {"answer": answer})

    with town.at_work():
        it.refresh_from_db()
        assert (it.state, it.decline_reason) == (state, "")
        assert not Consent.objects.exists()


def test_has_the_counsellor_promise_a_talk_first(town: Town) -> None:
    case = town.case()
    it = proposed(town, case)

    came_in(town, case).post(f"/my/proposals/{it.pk}/", {"answer": "ask"})

    with town.at_work():
        it.refresh_from_db()
        assert it.state == "proposed"
        task = Task.objects.get(case_id=case.pk)
        assert "倉庫の仕事" in task.title
        assert task.owner_id == town.counsellor.pk


def test_answers_nothing_of_somebody_else(town: Town) -> None:
    theirs = proposed(town, town.case("佐藤 花", "サトウ ハナ"))

    answer = came_in(town, town.case()).post(f"/my/proposals/{theirs.pk}/", {"answer": "want"})

    assert answer.status_code == 404
    with town.at_work():
        theirs.refresh_from_db()
        assert theirs.state == "proposed"
