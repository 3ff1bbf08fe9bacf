"""A job that becomes regular: on the timeline, counted on its day, put right, taken back; refusals."""

from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.evidence.sources import facts_of
from bansou.people.steps.models import Step
from bansou.placement.hires.actions import ConversionCrossed, correct_hire
from bansou.placement.hires.models import Hire
from bansou.programmes.queries import scheme_on
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.test_hire_correcting import again, again_with_case, hired, path
from tests.desks.counsellor.town import Town, days, now, signed_in, today


def by_contract(town: Town, **columns: Any) -> Hire:
    """Somebody who began 40 days ago with a contract for a time."""
    known = {"hired_on": days(-40), "employment_type": "nonregular"} | columns
    return hired(town, town.case(), **known)


def said(hire: Hire, on: Any, **changes: Any) -> dict[str, Any]:
    return {"regular_on": wareki(on), "version": hire.version, **changes}


def converted(town: Town) -> list[tuple[Any, bool]]:
    """The facts that an indicator can count: day, and whether they were taken back."""
    with town.at_work():
        facts = facts_of(town.programme, scheme_on(town.programme, today()))
    return [
        (fact.on, fact.withdrawn)
        for fact in facts
        if fact.event == "converted_to_regular" and fact.fields["employment_type"] == "regular"
    ]


def test_records_puts_right_and_takes_back_from_which_day_a_job_is_regular(town: Town) -> None:
    hire = by_contract(town)
    client = signed_in(town.counsellor)
    assert "正社員になった" in text_of(client.get(path(hire)))

    client.post(path(hire, "regular/"), said(hire, days(-5)))

    kept = again(town, hire)
    assert (kept.regular_on, kept.employment_type) == (days(-5), "nonregular")
    assert converted(town) == [(days(-5), False)]
    timeline = text_of(client.get(f"/cases/{hire.case_id}/"))
    assert "正社員への転換 勇払運輸" in timeline

    client.post(path(hire, "regular/"), said(kept, days(-3)))
    assert converted(town) == [(days(-3), False)]
    with town.at_work():
        assert Step.objects.get(kind="hire.converted").on == days(-3)

    client.post(path(hire, "regular/withdraw/"), {"because": "契約の更新だった。"})
    assert again(town, hire).regular_on is None
    assert converted(town) == []
    with town.at_work():
        assert Step.objects.get(kind="hire.converted").withdrawn_because == "契約の更新だった。"


@pytest.mark.parametrize(
    ("columns", "on", "words"),
    [
        ({"employment_type": "regular"}, 0, "正規雇用で始まった就職か"),
        ({"employment_type": ""}, 0, "正規雇用で始まった就職か"),
        ({}, -41, "正社員になった日は、"),
        ({}, 1, "今日までの日付"),
        ({"left_on": -10}, -9, "正社員になった日は、"),
    ],
)
def test_refuses_a_day_on_which_the_job_cannot_become_regular(
    town: Town, columns: dict[str, Any], on: int, words: str
) -> None:
    if "left_on" in columns:
        columns = {**columns, "left_on": days(columns["left_on"])}
    hire = by_contract(town, **columns)

    answer = signed_in(town.counsellor).post(path(hire, "regular/"), said(hire, days(on)))

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert again(town, hire).regular_on is None


def test_refuses_a_correction_of_the_hire_that_the_conversion_contradicts(town: Town) -> None:
    hire = by_contract(town)
    client = signed_in(town.counsellor)
    client.post(path(hire, "regular/"), said(hire, days(-5)))

    for wrong in (
        {"employment_type": "regular"},
        {"hired_on": days(-4)},
        {"left_on": days(-6)},
    ):
        with town.at_work(town.counsellor) as actor, pytest.raises(ConversionCrossed):
            correct_hire(by=actor, hire=again_with_case(hire), at=now(), **wrong)
    assert again(town, hire).employment_type == "nonregular"


def test_takes_the_conversion_back_with_the_hire(town: Town) -> None:
    hire = by_contract(town)
    client = signed_in(town.counsellor)
    client.post(path(hire, "regular/"), said(hire, days(-5)))

    client.post(path(hire, "withdraw/"), {"because": "別の人だった。"})

    assert converted(town) == [(days(-5), True)]


@pytest.mark.parametrize("who", ["colleague", "trainer", "manager", "neighbour"])
def test_refuses_everybody_else(town: Town, who: str) -> None:
    hire = by_contract(town)

    answer = signed_in(getattr(town, who)).post(path(hire, "regular/"), said(hire, days(-5)))

    assert answer.status_code in {403, 404}
    assert again(town, hire).regular_on is None


def test_overwrites_nobody_unseen(town: Town) -> None:
    hire = by_contract(town)
    client = signed_in(town.counsellor)

    answer = client.post(path(hire, "regular/"), said(hire, days(-5), version=hire.version + 1))

    assert answer.status_code == 422
    assert "ほかの人が同じ内容を保存しました" in text_of(answer)
