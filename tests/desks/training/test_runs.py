"""Runs are planned from the template by the centre or the manager, within the contract's dates."""

from datetime import timedelta

import pytest

from bansou.support.training.models import CourseRun
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in
from tests.desks.training.centre import plan_fields, planned, post_plan


def runs(town: Town) -> int:
    with town.at_work():
        return CourseRun.objects.count()


def test_fills_the_form_in_from_the_template(town: Town) -> None:
    address = f"/courses/programmes/{town.programme.pk}/runs/new/"
    asked = text_of(signed_in(town.manager).get(address))
    form = signed_in(town.trainer).get(f"{address}?course=forklift").content.decode()

    assert "フォークリフト" in asked
    assert 'name="days" value="4"' in form
    assert 'name="capacity" value="10"' in form
    assert "検定料（円）" in form


def test_keeps_what_each_cost_line_says_with_this_runs_amounts(town: Town) -> None:
    run = planned(town, "forklift", yen_exam_fee="1650")
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))

    assert run.costs == [
        {"kind": "tuition", "paid_by": "public", "yen": None},
        {"kind": "exam_fee", "paid_by": "person", "yen": 1650},
    ]
    assert "受講料 公費（無料） 検定料 自己負担 1,650円" in page


def test_makes_a_run_once_however_often_the_form_comes(town: Town) -> None:
    address = f"/courses/programmes/{town.programme.pk}/runs/new/?course=sling"
    sent = plan_fields(town, days(7))
    answers = [signed_in(town.trainer).post(address, sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert runs(town) == 1


def test_refuses_a_day_outside_the_contract(town: Town) -> None:
    last = town.contract.ends_on
    response = post_plan(town, "sling", first_on=last, weekdays=list("0123456"))

    assert response.status_code == 422
    assert "委託契約の期間" in text_of(response)
    assert runs(town) == 0


def test_refuses_a_run_that_would_have_begun_already(town: Town) -> None:
    refused = post_plan(town, "sling", first_on=days(-1), place="北棟 3階")

    assert refused.status_code == 422
    assert "もう行った講座は、事業担当者の「台帳の取込み」" in text_of(refused)
    assert 'value="北棟 3階"' in refused.content.decode()
    assert runs(town) == 0
    everyday = {"weekdays": list("0123456"), "skips_holidays": ""}
    assert post_plan(town, "sling", first_on=days(0), days=3, **everyday).status_code == 302


def test_keeps_what_was_typed_when_something_is_wrong(town: Town) -> None:
    response = post_plan(town, "sling", ends_at="8:00", place="北棟 3階")

    assert response.status_code == 422
    assert "始まり（09:00）より後の時刻を入れてください。" in text_of(response)
    assert 'value="北棟 3階"' in response.content.decode()


@pytest.mark.parametrize(
    ("course", "said", "total", "needed"),
    [
        ("forklift", {"days": 3}, "24", 31),
        ("sling", {"starts_at": "18:00", "ends_at": "20:10"}, "6.5", 19),
        ("forklift", {"break_minutes": "60"}, "28", 31),
    ],
)
def test_refuses_days_that_do_not_give_the_hours_of_the_course(
    course: str, said: dict[str, object], total: str, needed: int, town: Town
) -> None:
    response = post_plan(town, course, place="北棟 3階", **said)

    assert response.status_code == 422
    assert f"合わせて{total}時間にしかなりません。この講座は{needed}時間です。" in text_of(response)
    assert 'value="北棟 3階"' in response.content.decode()
    assert runs(town) == 0


def test_counts_no_break_as_training(town: Town) -> None:
    """Four days from 8:30 to 17:30 are 36 hours in the house and 32 of the course's 31."""
    long_days = {"starts_at": "8:30", "ends_at": "17:30"}
    run = planned(town, "forklift", **long_days, break_minutes="60")
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))

    assert run.break_minutes == 60
    assert "08:30–17:30（休憩60分）" in page
    assert "講習の時間 32時間 休憩をのぞく" in page
    whole = planned(town, "forklift", **long_days)
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{whole.pk}/"))
    assert "講習の時間 36時間 休憩は引いていません" in page


def test_refuses_a_break_as_long_as_the_day(town: Town) -> None:
    response = post_plan(town, "computer", break_minutes="480", place="北棟 3階")

    assert response.status_code == 422
    assert "休憩をのぞくと、講習の時間が残りません。" in text_of(response)
    assert 'value="北棟 3階"' in response.content.decode()
    assert runs(town) == 0


@pytest.mark.parametrize("who", ["counsellor", "supervisor", "matching"])
def test_lets_neither_counsellors_nor_matching_plan(who: str, town: Town) -> None:
    assert post_plan(town, "sling", getattr(town, who)).status_code == 403
    assert runs(town) == 0


def test_cancels_a_run_that_nobody_has_a_seat_in(town: Town) -> None:
    run = planned(town)
    address = f"/courses/runs/{run.pk}/cancel/"
    asked = signed_in(town.trainer).get(address)
    signed_in(town.trainer).post(address, {"because": "講師の都合"})

    assert "この回を中止にしますか" in text_of(asked)
    page = text_of(signed_in(town.counsellor).get(f"/courses/runs/{run.pk}/"))
    assert "この回は中止になりました 理由：講師の都合" in page
    assert "訓練センター 実習棟" not in text_of(signed_in(town.counsellor).get("/courses/"))


def test_refuses_to_cancel_twice_and_without_a_reason(town: Town) -> None:
    run = planned(town)
    address = f"/courses/runs/{run.pk}/cancel/"
    trainer = signed_in(town.trainer)

    assert trainer.post(address, {"because": ""}).status_code == 422
    assert trainer.post(address, {"because": "雪"}).status_code == 302
    assert trainer.post(address, {"because": "雪"}).status_code == 403


@pytest.mark.parametrize("path", ["", "cancel/"])
def test_hides_a_run_from_another_city(path: str, town: Town) -> None:
    run = planned(town)

    response = signed_in(town.neighbour).get(f"/courses/runs/{run.pk}/{path}")
    assert response.status_code in {403, 404}


def test_spreads_a_long_course_over_weeks_on_its_weekday(town: Town) -> None:
    wednesday = days(7) + timedelta(days=(2 - days(7).weekday()) % 7)
    run = planned(town, "computer", first_on=wednesday, days=4, weekdays=["2"], skips_holidays="")

    with town.at_work():
        found = [day.on for day in run.days.order_by("number")]
    assert found == [wednesday + timedelta(weeks=n) for n in range(4)]
