"""Days are marked, both sides evaluate, and the outcome says what the days say."""

from datetime import date
from typing import Any

import pytest

from bansou.people.cases.models import Case
from bansou.support.experience.models import Experience, ExperienceEvaluation
from bansou.support.experience.queries import AttendedDay, attended_days
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in, today
from tests.desks.experience.workplace import (
    again,
    arranged,
    confirmed,
    days_of,
    evaluated,
    host_in,
    insured,
    marked,
    person_in,
    policy_in,
    post,
    post_end,
    post_evaluation,
    post_mark,
    requested,
    running,
    steps_of,
)


def attended(town: Town, from_on: date, until_on: date, case: Case | None = None) -> Any:
    with town.at_work():
        return attended_days(town.programme, from_on, until_on, case=case)


# Days


def test_marks_days_with_what_was_missed_of_them(town: Town) -> None:
    it = running(town)
    first, second, third = days_of(town, it)

    post_mark(town, it, first)
    post_mark(town, it, second, missed_minutes="90", because="通院")
    post_mark(town, it, third, attended="no", because="かぜ")

    marks = [(day.state, day.missed_minutes, day.attended_minutes) for day in days_of(town, it)]
    assert marks == [("attended", 0, 360), ("attended", 90, 270), ("missed", 360, 0)]
    kinds = [step.kind for step in steps_of(town, it.case)]
    assert kinds == [
        *("workplace.requested", "workplace.tried", "workplace.tried", "workplace.missed")
    ]


def test_gives_the_attended_days_for_the_allowance(town: Town) -> None:
    it = running(town)
    first, second, third = days_of(town, it)
    post_mark(town, it, first)
    post_mark(town, it, second, missed_minutes="90", because="通院")
    post_mark(town, it, third, attended="no", because="かぜ")

    found = attended(town, days(-10), today())

    said = {"case_id": it.case_id, "experience_id": it.pk, "programme_id": town.programme.pk}
    assert found == [
        AttendedDay(
            key=day.pk,
            kind="trial",
            on=day.on,
            minutes=minutes,
            employer="道南鉄工株式会社",
            **said,
        )
        for day, minutes in ((first, 360), (second, 270))
    ]
    assert attended(town, days(-2), days(-2), it.case) == found[:1]
    assert attended(town, days(-2), today(), person_in(town, "小林 健一", "カナ")) == []


def test_puts_a_mark_right_with_its_step_and_keeps_the_days_key(town: Town) -> None:
    it = running(town)
    day = days_of(town, it)[0]
    post_mark(town, it, day, attended="no", because="分からない")

    post_mark(town, it, day)

    again_day = days_of(town, it)[0]
    assert (again_day.pk, again_day.state, again_day.missed_minutes) == (day.pk, "attended", 0)
    assert [step.kind for step in steps_of(town, it.case)] == [
        *("workplace.requested", "workplace.tried")
    ]
    assert len(attended(town, days(-10), today())) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"missed_minutes": "60"}, "休んだ理由を入れてください"),
        ({"attended": "no"}, "休んだ理由を入れてください"),
        ({"missed_minutes": "360", "because": "通院"}, "予定（360分）以上です"),
        ({"attended": ""}, "出欠"),
    ],
)
def test_refuses_a_mark_that_does_not_add_up(said: Any, sentence: str, town: Town) -> None:
    it = running(town)

    response = post_mark(town, it, days_of(town, it)[0], **said)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert days_of(town, it)[0].state == "planned"


def test_refuses_a_day_that_has_not_come(town: Town) -> None:
    it = requested(town, person_in(town))
    arranged(town, it, host_in(town), last_on=days(1))
    insured(town, it, policy_in(town))
    confirmed(town, it)

    response = post_mark(town, it, days_of(town, it)[-1])

    assert "まだ来ていない日の出欠は付けられません" in text_of(response)
    assert days_of(town, it)[-1].state == "planned"


def test_refuses_days_before_everybody_has_confirmed(town: Town) -> None:
    it = arranged(town, requested(town, person_in(town)), host_in(town))
    confirmed(town, it, ("person", "host"))

    response = post_mark(town, it, days_of(town, it)[0])

    assert response.status_code == 403
    assert "確認が、まだそろっていません（事業の窓口）" in text_of(response)
    assert attended(town, days(-10), today()) == []


# Evaluating and ending


@pytest.mark.capability("TMK-14", refused_by="test_refuses_to_end_without_both_evaluations")
def test_ends_a_trial_with_two_evaluations_on_the_timeline(town: Town) -> None:
    it = running(town)
    marked(town, it)
    evaluated(town, it)

    response = post_end(town, it)

    assert response.status_code == 302, text_of(response)
    ended = again(town, it)
    assert (ended.state, ended.outcome, ended.ended_on) == ("ended", "completed", today())
    with town.at_work():
        sides = ExperienceEvaluation.objects.values_list("side", flat=True)
        assert sorted(sides) == ["host", "person"]
    timeline = text_of(signed_in(town.counsellor).get(f"/cases/{it.case_id}/"))
    assert "道南鉄工株式会社 本人の評価" in timeline
    assert "道南鉄工株式会社 受入先の評価" in timeline
    assert "自分に合っている：そう思う" in timeline


@pytest.mark.parametrize("sides", [(), ("person",), ("host",)])
def test_refuses_to_end_without_both_evaluations(sides: tuple[str, ...], town: Town) -> None:
    it = running(town)
    marked(town, it)
    for side in sides:
        post_evaluation(town, it, side)

    response = post_end(town, it)
    page = signed_in(town.counsellor).get(f"/experience/{it.pk}/")

    assert response.status_code == 422
    assert "の評価がありません。先に評価を入れてください。" in text_of(response)
    assert text_of(page).count("評価を入れる") == 2 - len(sides)
    assert again(town, it).state == "confirmed"


def test_ends_a_visit_in_the_same_way(town: Town) -> None:
    it = requested(town, person_in(town), "visit")
    arranged(town, it, host_in(town), first_on=today(), ends_at="12:00")
    confirmed(town, it)
    marked(town, it)
    evaluated(town, it)

    assert post_end(town, it).status_code == 302
    assert "workplace.visited" in [step.kind for step in steps_of(town, it.case)]


@pytest.mark.parametrize(
    ("mark", "fits", "does_not"),
    [
        ({}, "completed", "partly"),
        ({}, "offered", "no_show"),
        ({"missed_minutes": "30", "because": "通院"}, "partly", "completed"),
    ],
)
def test_takes_the_outcome_that_fits_the_days(
    mark: dict[str, str], fits: str, does_not: str, town: Town
) -> None:
    it = running(town)
    marked(town, it, **mark)
    evaluated(town, it)

    refused = post_end(town, it, does_not)
    ended = post_end(town, it, fits)

    assert refused.status_code == 422
    assert "出欠の記録（出席3日" in text_of(refused)
    assert ended.status_code == 302
    assert again(town, it).outcome == fits


def test_ends_as_a_no_show_without_evaluations(town: Town) -> None:
    it = running(town)
    marked(town, it, attended="no", because="連絡がつかない")

    assert post_end(town, it, "no_show").status_code == 302
    assert again(town, it).outcome == "no_show"


def test_ends_early_when_the_person_leaves(town: Town) -> None:
    host = host_in(town)
    it = requested(town, person_in(town))
    arranged(town, it, host, last_on=days(3))
    insured(town, it, policy_in(town))
    confirmed(town, it)
    for day in days_of(town, it)[:3]:
        post_mark(town, it, day)
    evaluated(town, it)

    refused = post_end(town, it, "completed")
    ended = post_end(town, it, "left", reason="physical", because="立ち仕事がつらかった")

    assert "にも予定があります" in text_of(refused)
    assert ended.status_code == 302
    now_ended = again(town, it)
    assert (now_ended.outcome, now_ended.mismatch_reason) == ("left", "physical")
    assert len(days_of(town, it)) == 3


def test_refuses_to_end_while_days_are_unmarked(town: Town) -> None:
    it = running(town)
    post_mark(town, it, days_of(town, it)[0])
    evaluated(town, it)

    response = post_end(town, it)

    assert "の出欠がありません。先に出欠を付けてください。" in text_of(response)


@pytest.mark.parametrize("on", [days(-5), days(1)])
def test_refuses_an_end_out_of_time(on: date, town: Town) -> None:
    it = running(town)
    marked(town, it)
    evaluated(town, it)

    assert post_end(town, it, on=on.isoformat()).status_code == 422
    assert again(town, it).state == "confirmed"


def test_refuses_everything_once_it_is_over(town: Town) -> None:
    it = running(town)
    marked(town, it)
    evaluated(town, it)
    post_end(town, it)

    answers = [
        post_mark(town, it, days_of(town, it)[0], attended="no", because="かぜ"),
        post_evaluation(town, it, "person", note="書き直し"),
        post_end(town, it, "offered"),
        post(town, it, "decline", declined_by="person", reason="", because=""),
    ]

    assert {answer.status_code for answer in answers} <= {403, 422}
    assert all("もう「終了」です" in text_of(answer) for answer in answers)
    assert [day.state for day in days_of(town, it)] == ["attended"] * 3


def test_evaluates_nothing_that_nobody_was_at(town: Town) -> None:
    it = running(town)

    response = post_evaluation(town, it, "person")

    assert "まだ1日も出席していません" in text_of(response)


def test_keeps_an_earlier_evaluation_as_taken_back(town: Town) -> None:
    it = running(town)
    marked(town, it)
    post_evaluation(town, it, "person")
    post_evaluation(town, it, "person")

    post_evaluation(town, it, "person", note="やっぱり音が気になる。")

    with town.at_work():
        evaluation = ExperienceEvaluation.objects.get()
    assert (evaluation.note, evaluation.version) == ("やっぱり音が気になる。", 2)
    steps = [step for step in steps_of(town, it.case) if step.kind == "workplace.evaluated"]
    assert [step.withdrawn_at is None for step in steps] == [False, True]


def test_asks_for_every_item(town: Town) -> None:
    it = running(town)
    marked(town, it)

    response = post_evaluation(town, it, "host", item_would_hire="")

    assert response.status_code == 422
    with town.at_work():
        assert not ExperienceEvaluation.objects.exists()
        assert Experience.objects.get(pk=it.pk).state == "confirmed"
