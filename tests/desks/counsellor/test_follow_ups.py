"""Asking after a hire: planned by itself, answered with one press, not known apart from not so."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from bansou.commons.clock import JST, wareki
from bansou.commons.tasks.models import Task
from bansou.engines.indicators.days import months_after
from bansou.evidence.indicators.queries import readings
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.placement.followup.models import FollowUp
from bansou.placement.hires.actions import record_hire
from bansou.placement.hires.models import Hire
from bansou.programmes.actions import revise_scheme
from bansou.programmes.queries import scheme_version_on
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.test_hires import path as hire_path
from tests.desks.counsellor.test_hires import written as hire_written
from tests.desks.counsellor.town import Town, days, now, signed_in, today

RETENTION = """
[[indicators]]
id = "tomakomai.stays"
label = "1か月後に働き続けている割合"
unit = "%"
kind = "retention"
start = ["hired"]
end = ["job.left"]
proof = ["followup.done"]
link = "hire"
horizons = [1]
denominator = "observable"
scope = "fiscal_year"
"""


def hired(town: Town, case: Case, on: date | None = None, **details: Any) -> Hire:
    """Somebody was hired on a day, which was put on record that day."""
    hired_on = on or today()
    with town.at_work(town.counsellor) as actor:
        at = now() - (today() - hired_on)
        return record_hire(
            by=actor, case=case, hired_on=hired_on, employer_name="勇払運輸", at=at, **details
        )


def follow_ups(town: Town, hire: Hire) -> list[FollowUp]:
    with town.at_work(town.counsellor):
        rows = FollowUp.objects.filter(hire=hire).select_related("step")
        return list(rows.order_by("due_on", "id"))


def tasks(town: Town, case: Case) -> list[Task]:
    with town.at_work(town.counsellor):
        rows = Task.objects.filter(case_id=case.pk, subject="follow_up")
        return list(rows.order_by("due_on", "id"))


def page_of(follow_up: FollowUp, more: str = "") -> str:
    return f"/cases/follow-ups/{follow_up.pk}/{more}"


def answered(outcome: str = "working", **changes: str) -> dict[str, str]:
    empty = {"left_on": "", "leaving_reason": "", "note": ""}
    return {"outcome": outcome, "on": wareki(today()), **empty, **changes}


@pytest.mark.capability("NAT-23")
def test_plans_to_ask_by_itself_and_promises_it(town: Town, client: Client) -> None:
    case = town.case()
    client.cookies = signed_in(town.counsellor).cookies

    client.post(hire_path(case), hire_written())

    with town.at_work(town.counsellor):
        hire = Hire.objects.get(case=case)
    planned = follow_ups(town, hire)
    assert [(one.label, one.due_on) for one in planned] == [
        ("1週間", days(7)),
        *((f"{n}か月", months_after(today(), n)) for n in (1, 3, 6, 12)),
    ]
    owed = tasks(town, case)
    assert [task.subject_id for task in owed] == [one.pk for one in planned]
    assert {task.owner_id for task in owed} == {town.counsellor.pk}
    assert owed[0].title == "就職後1週間の確認　勇払運輸"
    assert town.again(case).next_action == "就職後1週間の確認　勇払運輸"


@pytest.mark.capability("NAT-23")
def test_asks_on_the_days_that_the_scheme_names(town: Town, client: Client) -> None:
    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text
        begin, end = text.index("follow_ups = ["), text.index("leaving_reasons")
        ours = 'follow_ups = [{ key = "week_2", label = "2週間", weeks = 2 }]\n'
        revise_scheme(
            programme=town.programme,
            text=text[:begin] + ours + text[end:],
            valid_from=today(),
            at=now(),
        )
    case = town.case()
    client.cookies = signed_in(town.counsellor).cookies

    client.post(hire_path(case), hire_written())

    with town.at_work(town.counsellor):
        hire = Hire.objects.get(case=case)
    assert [(one.label, one.due_on) for one in follow_ups(town, hire)] == [("2週間", days(14))]


@pytest.mark.capability("NAT-23")
@pytest.mark.parametrize("who", ["colleague", "trainer", "neighbour"])
def test_refuses_an_answer_from_who_is_not_assigned(town: Town, client: Client, who: str) -> None:
    hire = hired(town, town.case(), days(-8))
    (first, *_rest) = follow_ups(town, hire)
    client.cookies = signed_in(getattr(town, who)).cookies

    refused = client.post(page_of(first), answered())

    assert refused.status_code in {403, 404}
    assert follow_ups(town, hire)[0].outcome == ""


@pytest.mark.capability("NAT-23")
@pytest.mark.parametrize("who", ["counsellor", "supervisor"])
def test_asks_after_the_case_was_closed_too(town: Town, who: str) -> None:
    case = town.case()
    town.talk(case)
    hire = hired(town, case, days(-8))
    client = signed_in(getattr(town, who))
    question = client.get(f"/cases/{case.pk}/close/")
    signed_in(town.counsellor).post(
        f"/cases/{case.pk}/close/", {"on": wareki(today()), "reason": "就職"}
    )
    (first, *_rest) = follow_ups(town, hire)
    listed = signed_in(town.counsellor).get("/today/tasks/").content.decode()

    page = client.get(page_of(first))
    answer = client.post(page_of(first), answered(), follow=True)

    assert "終わる約束 1件（申込書を一緒に書く）" in text_of(question)
    assert "就職後の確認5件" in text_of(question)
    assert "統括カウンセラーだけになります" in text_of(question)
    assert page_of(first) in listed
    assert "に自動で予定" in listed
    assert "申込書を一緒に書く" not in listed
    assert (page.status_code, answer.status_code) == (200, 200)
    assert "就職後1週間の確認を記録しました。" in text_of(answer)
    assert follow_ups(town, hire)[0].outcome == "working"
    assert not follow_ups(town, hire)[1].dropped_at
    assert town.again(case).next_action == ""


def test_shows_on_a_closed_case_what_has_ended(town: Town) -> None:
    case = town.case()
    town.talk(case, next_action="申込書を一緒に書く")
    hire = hired(town, case, days(-8))
    signed_in(town.counsellor).post(
        f"/cases/{case.pk}/close/", {"on": wareki(today()), "reason": "就職"}
    )
    (first, *_rest) = follow_ups(town, hire)

    page = signed_in(town.counsellor).get(f"/cases/{case.pk}/")

    text = text_of(page)
    assert "次の行動 なし" in text
    assert f"{wareki(today())} まで" in text or f"{wareki(today())}まで" in text
    assert "申込書を一緒に書く" not in text
    assert page_of(first) in page.content.decode()
    assert "終結したので、記録の内容を読めるのは統括カウンセラーだけで" in text


@pytest.mark.capability("NAT-23")
@pytest.mark.parametrize("who", ["colleague", "trainer", "neighbour"])
def test_refuses_others_after_the_case_was_closed(town: Town, who: str) -> None:
    case = town.case()
    town.refer(case, level=2)
    hire = hired(town, case, days(-8))
    signed_in(town.counsellor).post(
        f"/cases/{case.pk}/close/", {"on": wareki(today()), "reason": "就職"}
    )
    (first, *_rest) = follow_ups(town, hire)

    refused = signed_in(getattr(town, who)).post(page_of(first), answered())

    assert refused.status_code in {403, 404}
    assert follow_ups(town, hire)[0].outcome == ""


def test_takes_an_answer_with_one_press(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, days(-8))
    client = signed_in(town.counsellor)
    page = client.get(f"/cases/hires/{hire.step_id}/").content.decode()
    first, second, *_rest = follow_ups(town, hire)

    assert f'action="{page_of(first)}"' in page
    assert f'action="{page_of(second)}"' not in page
    client.post(page_of(first), {"outcome": "working", "on": today().isoformat()})

    first = follow_ups(town, hire)[0]
    assert (first.outcome, first.answered_on) == ("working", today())
    assert first.step is not None
    assert (first.step.kind, first.step.title) == (
        "followup.done",
        "就職後1週間の確認　働き続けている",
    )
    assert first.step.fields["hire"] == str(hire.pk)
    settled, *owed = tasks(town, case)
    assert settled.done_at
    assert [task.done_at for task in owed] == [None] * 4
    assert town.again(case).last_contact_on == today()
    assert town.again(case).next_action == "就職後1か月の確認　勇払運輸"


def test_asks_no_more_after_who_has_left(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, days(-8))
    first, *_rest = follow_ups(town, hire)
    said = answered("left", left_on=wareki(days(-1)), leaving_reason="hours", note="残業が多い")

    page = signed_in(town.counsellor).post(page_of(first), said, follow=True)

    assert "離職したことを記録しました。" in text_of(page)
    assert "離職の理由 勤務時間・休日" in text_of(page)
    with town.at_work(town.counsellor):
        left = Hire.objects.get(pk=hire.pk)
    assert (left.left_on, left.leaving_reason) == (days(-1), "hours")
    assert [bool(one.dropped_at) for one in follow_ups(town, hire)] == [False, *[True] * 4]
    assert [bool(t.dropped_at) for t in tasks(town, case)] == [False, *[True] * 4]
    assert town.again(case).next_action == ""


def test_keeps_not_found_out_apart(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-9))
    hire = hired(town, case, days(-8))
    first, *_rest = follow_ups(town, hire)

    signed_in(town.counsellor).post(page_of(first), answered("unknown"))

    first = follow_ups(town, hire)[0]
    assert (first.outcome, first.step and first.step.kind) == ("unknown", "followup.tried")
    assert town.again(case).last_contact_on == days(-9)
    assert len([one for one in follow_ups(town, hire) if one.is_open]) == 4


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"outcome": ""}, "outcome", "1つ選んでください。"),
        ({"outcome": "left"}, "left_on", "離職日を入れてください。"),
        ({"outcome": "left", "left_on": wareki(days(-9))}, "left_on", "離職日が就職日より前です。"),
        (
            {"outcome": "left", "on": wareki(days(-3)), "left_on": wareki(days(-2))},
            "left_on",
            "離職日が、確かめた日より後です。",
        ),
        ({"on": wareki(days(-9))}, "on", "確かめた日は、就職日"),
        ({"on": wareki(days(1))}, "on", "まだ来ていない日です。"),
    ],
)
def test_says_at_the_field_what_must_be_put_right(
    town: Town, changes: dict[str, str], field: str, sentence: str
) -> None:
    hire = hired(town, town.case(), days(-8))
    first, *_rest = follow_ups(town, hire)

    refused = signed_in(town.counsellor).post(
        page_of(first), answered(**{"note": "聞いた文", **changes})
    )

    assert refused.status_code == 422
    assert sentence in refused.context["form"].errors[field][0]
    assert "聞いた文" in refused.content.decode()
    assert all(one.is_open for one in follow_ups(town, hire))
    with town.at_work(town.counsellor):
        assert not Step.objects.filter(kind__startswith="followup.").exists()


def test_takes_one_answer_from_two_people(town: Town) -> None:
    hire = hired(town, town.case(), days(-8))
    first, *_rest = follow_ups(town, hire)
    client = signed_in(town.counsellor)
    client.post(page_of(first), answered())

    second = client.post(page_of(first), answered("unknown"))

    assert "すでに答えが記録されています" in text_of(second)
    assert follow_ups(town, hire)[0].outcome == "working"


def test_asks_again_after_an_answer_was_taken_back(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, days(-8))
    first, *_rest = follow_ups(town, hire)
    client = signed_in(town.counsellor)
    client.post(page_of(first), answered("left", left_on=wareki(days(-1))))

    page = client.post(page_of(first, "withdraw/"), {"because": "別の人だった"}, follow=True)

    assert "答えを取り消しました。" in text_of(page)
    again = [one for one in follow_ups(town, hire) if one.dropped_at is None]
    assert [(one.label, one.outcome) for one in again] == [
        (label, "") for label in ("1週間", "1か月", "3か月", "6か月", "12か月")
    ]
    with town.at_work(town.counsellor):
        assert Hire.objects.get(pk=hire.pk).left_on is None
        assert Step.objects.get(kind="followup.done").withdrawn_because == "別の人だった"
        owed = Task.objects.filter(case_id=case.pk, done_at=None, dropped_at=None)
        assert owed.count() == 5


def test_asks_on_other_days_once_the_first_day_was_put_right(town: Town) -> None:
    case = town.case()
    hire = hired(town, case)
    client = signed_in(town.counsellor)
    form = hire_written(hired_on=wareki(days(-1)), version=hire.version)

    client.post(f"/cases/hires/{hire.step_id}/correct/", form)

    planned = [one for one in follow_ups(town, hire) if one.dropped_at is None]
    assert planned[0].due_on == days(6)
    assert len(planned) == 5
    assert len([t for t in tasks(town, case) if not t.dropped_at]) == 5


def test_still_asks_what_is_overdue_once_the_employer_was_put_right(town: Town) -> None:
    hire = hired(town, town.case(), days(-8))
    client = signed_in(town.counsellor)
    form = hire_written(hired_on=wareki(days(-8)), employer_name="苫小牧倉庫", version=hire.version)

    client.post(f"/cases/hires/{hire.step_id}/correct/", form)

    planned = [one for one in follow_ups(town, hire) if one.dropped_at is None]
    assert [one.due_on for one in planned][:2] == [days(-1), months_after(days(-8), 1)]


def test_asks_no_more_after_a_hire_that_was_taken_back(town: Town) -> None:
    case = town.case()
    hire = hired(town, case)

    signed_in(town.counsellor).post(f"/cases/hires/{hire.step_id}/withdraw/", {"because": "内定"})

    assert all(one.dropped_at for one in follow_ups(town, hire))
    assert all(task.dropped_at for task in tasks(town, case))


def test_leads_from_the_promise_to_the_answer(town: Town) -> None:
    hire = hired(town, town.case(), days(-8))
    first, *_rest = follow_ups(town, hire)

    page = signed_in(town.counsellor).get("/today/").content.decode()

    assert f'href="{page_of(first)}"' in page


@pytest.fixture
def autumn() -> Iterator[None]:
    """So that a month of the programme's year has passed since the hires."""
    with time_machine.travel(datetime(2026, 10, 14, 10, tzinfo=JST)):
        yield


def test_proves_to_the_indicator_who_stays(autumn: None, town: Town) -> None:
    """Not known is told apart from left: a retention indicator reads the answers as they are."""
    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text + RETENTION
        revise_scheme(programme=town.programme, text=text, valid_from=days(-100), at=now())
    hired_on = days(-40)
    stays, left, silent = (
        hired(town, town.case(f"人{n} 太郎", f"ヒト{word} タロウ"), hired_on)
        for n, word in enumerate(("イチ", "ニ", "サン"))
    )
    client = signed_in(town.counsellor)
    client.post(page_of(follow_ups(town, stays)[1]), answered())
    client.post(page_of(follow_ups(town, left)[1]), answered("left", left_on=wareki(hired_on)))

    with town.at_work(town.manager):
        read = readings(town.programme, today())
        answer = next(r.answer for r in read if r.definition.id == "tomakomai.stays")

    assert [row.fact.fields["hire"] for row in answer.rows] == [str(stays.pk)]
    assert [row.fact.fields["hire"] for row in answer.unknown] == [str(silent.pk)]
    assert answer.value == pytest.approx(0.5)


def recorded_late(town: Town, case: Case) -> Hire:
    """A hire of eight days ago that is put on record today: its first week is over."""
    with town.at_work(town.counsellor) as actor:
        return record_hire(
            by=actor, case=case, hired_on=days(-8), employer_name="勇払運輸", at=now()
        )


def gone_by(hire: Hire, key: str = "week_1") -> str:
    return f"/cases/hires/{hire.step_id}/follow-ups/{key}/"


@pytest.mark.capability("NAT-23")
def test_takes_down_what_is_known_of_a_day_that_was_over_already(town: Town) -> None:
    case = town.case()
    hire = recorded_late(town, case)
    client = signed_in(town.counsellor)
    page = client.get(f"/cases/hires/{hire.step_id}/")
    planned, owed = follow_ups(town, hire), tasks(town, case)
    form = client.get(gone_by(hire))

    assert "就職後1週間" in text_of(page)
    assert "経過済み（確かめていません）" in text_of(page)
    assert gone_by(hire) in page.content.decode()
    assert [one.key for one in planned] == ["month_1", "month_3", "month_6", "month_12"]
    assert "もう過ぎていた日です" in text_of(form)
    early = client.post(gone_by(hire), answered(on=wareki(days(-9)), note="職場で聞いた"))
    assert early.status_code == 422
    assert "職場で聞いた" in early.content.decode()
    assert len(follow_ups(town, hire)) == 4
    client.post(gone_by(hire), answered(on=wareki(days(-1)), note="職場で聞いた"))

    first, *rest = follow_ups(town, hire)
    assert (first.key, first.due_on, first.outcome, first.answered_on) == (
        "week_1",
        days(-1),
        "working",
        days(-1),
    )
    assert all(one.is_open for one in rest)
    # Nobody is told to keep a promise that nobody gave.
    assert [task.pk for task in tasks(town, case)] == [task.pk for task in owed]
    assert "経過済み" not in text_of(client.get(f"/cases/hires/{hire.step_id}/"))
    twice = client.post(gone_by(hire), answered("unknown"))
    assert "すでに答えが記録されています" in text_of(twice)
    assert len(follow_ups(town, hire)) == 5


@pytest.mark.capability("NAT-23")
@pytest.mark.parametrize(
    ("who", "key"),
    [("colleague", "week_1"), ("neighbour", "week_1"), ("counsellor", "month_12")],
)
def test_refuses_what_is_no_day_gone_by_and_who_is_not_responsible(
    town: Town, who: str, key: str
) -> None:
    hire = recorded_late(town, town.case())

    refused = signed_in(getattr(town, who)).post(gone_by(hire, key), answered())

    assert refused.status_code in {403, 404}
    assert [one.outcome for one in follow_ups(town, hire)] == [""] * 4
