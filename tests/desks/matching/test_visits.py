"""Visits: recorded once, with what keeps the company back and what comes next."""

from typing import Any

import pytest
from django.urls import reverse

from bansou.commons.clock import wareki
from bansou.commons.drafts.models import Draft
from bansou.commons.keys import uuid7
from bansou.commons.tasks.models import Task
from bansou.employers.facts import visit_facts
from bansou.employers.models import Company, EmployerVisit, HiringStance
from bansou.employers.visits.actions import record_visit
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.matching.registry import company_in


def visit_form(town: Town, **said: Any) -> dict[str, Any]:
    """The form of a visit as it is sent."""
    member = str(town.matching.pk)
    return {
        "on": wareki(days(-1)),
        "channel": "visit",
        "by": member,
        "owner": member,
        "met_with": "錦岡 茂",
        "note": "工場を見せてもらった。",
        "hesitations": ["no_tutor"],
        "stance": "",
        "next_action": "見学の日取りを相談する",
        "next_action_on": wareki(days(7)),
        "request_key": str(uuid7()),
        **said,
    }


def recorded(town: Town, company: Company, **said: Any) -> EmployerVisit:
    """A visit on record."""
    with town.at_work(town.matching) as actor:
        return record_visit(
            by=actor,
            company=company,
            at=now(),
            **{"on": days(-3), "channel": "visit", "note": "工場を見た。", **said},
        )


def tasks_of(town: Town) -> list[Task]:
    with town.at_work():
        return list(Task.objects.filter(subject="company").order_by("id"))


def test_records_a_visit_once_and_promises_the_next_act(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    form = visit_form(town, stance="considering")
    url = reverse("matching:record_visit", args=[company.pk])

    answers = [client.post(url, form) for _ in range(2)]

    assert [answer.url for answer in answers] == [f"/employers/{company.pk}/"] * 2
    with town.at_work():
        visit, stance = EmployerVisit.objects.get(), HiringStance.objects.get()
    (task,) = tasks_of(town)
    assert (visit.by_id, visit.channel, visit.hesitations) == (
        town.matching.pk,
        "visit",
        ["no_tutor"],
    )
    assert (task.title, task.due_on, task.owner_id, task.subject_id) == (
        "見学の日取りを相談する",
        days(7),
        town.matching.pk,
        company.pk,
    )
    assert (stance.level, stance.on, stance.source) == ("considering", days(-1), "訪問　錦岡 茂")
    assert "見学の日取りを相談する" in text_of(client.get("/employers/today/"))


@pytest.mark.capability("TMK-20")
def test_writes_down_what_keeps_a_company_back_and_links_the_answer(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    client.post(
        reverse("matching:record_visit", args=[company.pk]),
        visit_form(town, hesitations=["no_tutor", "safety"]),
    )

    with town.at_work():
        visit = EmployerVisit.objects.get()
    page = client.get(reverse("matching:visit", args=[visit.pk]))

    assert visit.hesitations == ["no_tutor", "safety"]
    assert "困ったときに聞く方を1人決めていただければ始められます" in text_of(page)
    assert f"{reverse('matching:kit')}#no_tutor" in page.content.decode()
    assert "教える人がいない 1社" in text_of(client.get(reverse("matching:board")))


@pytest.mark.capability("TMK-19", "KKY-09")
def test_shows_the_stages_from_untouched_to_hired(town: Town) -> None:
    """The stage follows from what is recorded; nobody sets it."""
    client = town.client(town.matching)
    names = ("未接触社", "電話社", "訪問社")
    companies = [company_in(town, name) for name in names]
    for company, channel in zip(companies[1:], ("phone", "visit"), strict=True):
        url = reverse("matching:record_visit", args=[company.pk])
        assert client.post(url, visit_form(town, channel=channel)).status_code == 302

    board = client.get(reverse("matching:board"))

    numbers = {column.key: column.number for column in board.context["columns"]}
    assert list(numbers) == ["untouched", "contacted", "visited", "hosting", "opening", "hired"]
    assert list(numbers.values()) == [1, 1, 1, 0, 0, 0]
    for stage, name in zip(("untouched", "contacted", "visited"), names, strict=True):
        assert name in text_of(client.get("/employers/", {"stage": stage}))
    # What the programme's indicator counts are the same records: unique companies by the officer.
    with town.at_work():
        facts = list(visit_facts(town.programme, {}))
    assert {fact.corporation for fact in facts} == {str(one.pk) for one in companies[1:]}
    assert {fact.fields["by_role"] for fact in facts} == {"matching_officer"}


def test_asks_for_the_day_of_what_comes_next(town: Town) -> None:
    company = company_in(town)
    url = reverse("matching:record_visit", args=[company.pk])

    answer = town.client(town.matching).post(url, visit_form(town, next_action_on="", note=""))

    assert answer.status_code == 422
    assert "日付を入れてください。例　11月30日" in answer.content.decode()
    assert "見学の日取りを相談する" in answer.content.decode()
    with town.at_work():
        assert not EmployerVisit.objects.exists()


def test_keeps_what_was_typed_beside_a_letter_that_no_table_can_hold(town: Town) -> None:
    company = company_in(town, "道南鉄工株式会社")
    address = reverse("matching:record_visit", args=[company.pk])

    response = signed_in(town.matching).post(address, visit_form(town, met_with="錦岡\x00 茂"))

    assert response.status_code == 422
    assert "使えない文字が入っています" in text_of(response)
    assert "工場を見せてもらった。" in text_of(response)


def test_keeps_a_draft_until_the_visit_is_recorded(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    url = reverse("matching:record_visit", args=[company.pk])
    saved = client.post(
        reverse("matching:visit_draft", args=[company.pk]), visit_form(town, note="書きかけの文")
    )

    assert saved.json()["saved_at"]
    again = client.get(url)
    assert "書きかけの文" in again.content.decode()
    assert "株式会社 白樺沢土建　訪問の記録" in client.get("/employers/today/").content.decode()
    client.post(url, visit_form(town))
    with town.at_work():
        assert not Draft.objects.exists()


def test_marks_promises_that_the_visit_has_kept(town: Town) -> None:
    company = company_in(town)
    recorded(town, company, next_action="電話する", next_action_on=days(-1))
    (owed,) = tasks_of(town)

    url = reverse("matching:record_visit", args=[company.pk])
    town.client(town.matching).post(url, visit_form(town, fulfilled=[str(owed.pk)]))

    kept, new = tasks_of(town)
    assert kept.done_at
    assert (new.title, new.done_at) == ("見学の日取りを相談する", None)


def test_lets_the_promise_follow_a_correction_and_a_withdrawal(town: Town) -> None:
    company = company_in(town)
    visit = recorded(town, company, next_action="電話する", next_action_on=days(2))
    client = town.client(town.matching)

    form = visit_form(town, next_action="訪ねる", version=visit.version)
    assert client.post(reverse("matching:visit_correct", args=[visit.pk]), form).status_code == 302
    (task,) = tasks_of(town)
    assert (task.title, task.due_on) == ("訪ねる", days(7))

    client.post(reverse("matching:visit_withdraw", args=[visit.pk]))
    (task,) = tasks_of(town)
    assert task.dropped_at
    assert "取消" in text_of(client.get(f"/employers/{company.pk}/"))
    assert client.get("/employers/", {"stage": "visited"}).context["listing"].total == 0
    again = client.post(reverse("matching:visit_withdraw", args=[visit.pk]))
    assert (again.status_code, "すでに取り消されています" in text_of(again)) == (403, True)


def test_keeps_what_was_typed_when_somebody_corrected_in_between(town: Town) -> None:
    visit = recorded(town, company_in(town))
    client = town.client(town.matching)
    url = reverse("matching:visit_correct", args=[visit.pk])
    client.post(url, visit_form(town, note="先に直した文", version=visit.version))

    late = client.post(url, visit_form(town, note="後から直した文", version=visit.version))

    assert late.status_code == 422
    assert "先に直した文" in text_of(late)
    assert "後から直した文" in late.content.decode()


def test_finishes_a_promise(town: Town) -> None:
    company = company_in(town)
    recorded(town, company, next_action="電話する", next_action_on=today())
    (task,) = tasks_of(town)
    url = reverse("matching:task_done", args=[task.pk])
    client = town.client(town.matching)

    assert "今日までの約束 1件" in text_of(client.get("/employers/today/"))
    assert client.post(url).url == f"/employers/{company.pk}/"

    assert tasks_of(town)[0].done_at
    assert "すでに済んでいます" in text_of(client.post(url))


def test_shows_a_supervisor_the_promise_to_a_company_on_their_own_page(town: Town) -> None:
    company = company_in(town)
    with town.at_work(town.supervisor) as actor:
        record_visit(
            by=actor,
            company=company,
            on=days(-1),
            channel="phone",
            at=now(),
            next_action="部長に電話する",
            next_action_on=days(1),
        )
    (task,) = tasks_of(town)

    page = town.client(town.supervisor).get(reverse("counsellor:today")).content.decode()

    assert reverse("matching:task_done", args=[task.pk]) in page


@pytest.mark.parametrize("name", ["visit", "visit_correct", "visit_withdraw"])
def test_knows_no_visit_of_another_city(town: Town, name: str) -> None:
    visit = recorded(town, company_in(town))

    answer = town.client(town.neighbour).get(reverse(f"matching:{name}", args=[visit.pk]))

    assert answer.status_code == 404


def test_lets_counsellors_read_visits_and_change_nothing(town: Town) -> None:
    visit = recorded(town, company_in(town))
    client = town.client(town.counsellor)

    assert "工場を見た。" in text_of(client.get(reverse("matching:visit", args=[visit.pk])))
    for name in ("visit_correct", "visit_withdraw"):
        assert client.post(reverse(f"matching:{name}", args=[visit.pk])).status_code == 403
    company = [visit.company_id]
    assert client.post(reverse("matching:record_visit", args=company)).status_code == 403
    assert client.get("/employers/today/").status_code == 403
    contractor = town.client(town.trainer)
    assert contractor.get(reverse("matching:visit", args=[visit.pk])).status_code == 403
    assert contractor.get(reverse("matching:board")).status_code == 403
