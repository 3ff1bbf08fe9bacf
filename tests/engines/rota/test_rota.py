"""A rota keeps every rule, is the best there is, and is mended with as few changes as possible."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from bansou.engines import rota as engine
from bansou.engines.rota import Counsellor, Duty, Plan, Rota, Shift

#: A Saturday: its week ends with the Sunday, and a new one begins on the third day.
FIRST = datetime(2026, 8, 29)  # noqa: DTZ001 - times of the wall


def at(day: int, hour: float) -> datetime:
    return FIRST + timedelta(days=day, hours=hour)


def shift(which: str, day: int, since: float, until: float, **more: Any) -> Shift:
    return Shift(
        **{"id": which, "place": "小倉", "starts_at": at(day, since), "ends_at": at(day, until)}
        | more
    )


def small_plan(seed: int) -> Plan:
    """Two desks and a visit on three days; skills, leave, wishes, hours, travel."""
    rng = random.Random(seed)  # noqa: S311
    evening, sunday = frozenset({"夜間"}), frozenset({"日曜"})
    shifts = [
        shift("土夜", 0, 17, 21, kinds=evening),
        shift("日朝", 1, 7, 12, kinds=sunday, skills=frozenset(rng.choice(((), ("公認心理師",))))),
        shift("日昼", 1, 12.25, 15, kinds=sunday, place="八幡", needs=rng.choice((1, 2))),
        shift("月夜", 2, 17, 21, kinds=evening, needs=rng.choice((1, 1, 2))),
    ]
    return Plan(
        shifts=shifts,
        counsellors=[
            Counsellor(
                id=whose,
                skills=frozenset({"公認心理師"}) if rng.random() < 0.6 else frozenset(),
                away=[(at(1, 10), at(1, 24))] if rng.random() < 0.2 else [],
                week_minutes=rng.choice((None, 9 * 60, 6 * 60)),
                month_minutes=rng.choice((None, 10 * 60)),
                wishes={one.id: rng.randint(-9, 9) for one in shifts if rng.random() < 0.4},
            )
            for whose in ("佐藤", "鈴木", "高橋")
        ],
        travel={("小倉", "八幡"): rng.choice((0, 30))},
        missing=rng.choice((5, 100)),
    )


def every_rota(plan: Plan) -> list[tuple[Duty, ...]]:
    every = [Duty(one.id, whose.id) for one in plan.shifts for whose in plan.counsellors]
    return [
        few
        for size in range(len(every) + 1)
        for few in combinations(every, size)
        if not engine.broken_rules(plan, few)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_finds_the_best_rota_of_small_plans_and_proves_it(seed: int) -> None:
    plan = small_plan(seed)

    made = engine.plan(plan)

    assert engine.broken_rules(plan, made.duties) == []
    assert made.value == engine.worth(plan, made.duties) == made.bound
    assert made.value == max(engine.worth(plan, few) for few in every_rota(plan))


@pytest.mark.parametrize("seed", range(25))
def test_mends_a_rota_on_sick_leave_with_the_fewest_changes_there_can_be(seed: int) -> None:
    plan = small_plan(seed)
    before = engine.plan(plan)
    ill = ("佐藤", "鈴木", "高橋")[seed % 3]
    changed = replace(
        plan,
        counsellors=[
            replace(one, away=[(at(1, 0), at(9, 0))]) if one.id == ill else one
            for one in plan.counsellors
        ],
    )

    after = engine.repair(changed, before.duties, now=at(1, 0))

    was = {duty for duty in before.duties if duty.shift == "土夜"}
    possible = [
        few for few in every_rota(changed) if {one for one in few if one.shift == "土夜"} == was
    ]
    assert _rank(changed, before, after.duties) == max(
        _rank(changed, before, few) for few in possible
    )
    assert after.is_best


def _rank(plan: Plan, before: Rota, duties: tuple[Duty, ...]) -> tuple[int, int, int]:
    """Complete first, then little changed, then good."""
    lacking = sum(engine.missing(plan, duties).values())
    return -lacking, len(set(before.duties) & set(duties)), engine.worth(plan, duties)


def test_shares_evenings_and_sundays_of_a_month_evenly() -> None:
    shifts = [
        shift(
            f"{day}{desk}{since}",
            day,
            since,
            since + 4,
            place=desk,
            kinds=frozenset({"夜間"} if since > 12 else {"日曜"} if day % 7 == 1 else ()),
        )
        for day in range(28)
        for desk in ("小倉", "八幡", "若松")
        for since in (9, 17)
    ]
    plan = Plan(shifts=shifts, counsellors=[Counsellor(id=f"{n}") for n in range(12)])

    made = engine.plan(plan, effort=20)

    evenings = [
        sum(duty.counsellor == one.id and duty.shift.endswith("17") for duty in made.duties)
        for one in plan.counsellors
    ]
    assert engine.broken_rules(plan, made.duties) == []
    assert made.missing == {}
    assert evenings == [7] * 12
    assert made.is_best


TWO = [shift("夜", 0, 17, 21), shift("朝", 1, 7, 12), shift("昼", 1, 12.25, 15, place="八幡")]


@pytest.mark.parametrize(
    ("duties", "rule"),
    [
        (["夜", "朝"], "no rest"),
        (["朝", "昼"], "no time to travel"),
        (["朝", "重"], "two places at once"),
        (["夜", "夜"], "one shift twice"),
        (["資格"], "a skill is missing"),
        (["休"], "on leave"),
        (["長"], "too long in a week"),
    ],
)
def test_sees_each_rule_that_is_broken(duties: list[str], rule: str) -> None:
    further = [
        shift("重", 1, 11, 12),
        shift("資格", 3, 9, 10, skills=frozenset({"公認心理師"})),
        shift("休", 4, 9, 10),
        shift("長", 5, 1, 23),
    ]
    one = Counsellor(id="佐藤", away=[(at(4, 9.5), at(4, 12))], week_minutes=1_000)
    plan = Plan(shifts=[*TWO, *further], counsellors=[one], travel={("八幡", "小倉"): 30})

    found = engine.broken_rules(plan, [Duty(which, "佐藤") for which in duties])

    assert rule in {broken.rule for broken in found}


def test_sees_who_and_what_is_not_there() -> None:
    plan = Plan(shifts=TWO, counsellors=[Counsellor(id="佐藤")])

    found = engine.broken_rules(plan, [Duty("ない", "佐藤"), Duty("夜", "だれ")])

    assert {(one.rule, one.whose) for one in found} == {
        ("a shift that is not there", "ない"),
        ("a counsellor who is not there", "だれ"),
    }
    assert engine.worth(plan, [Duty("ない", "だれ")]) == -3 * plan.missing


def test_does_not_hide_that_the_search_and_the_rules_disagree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = Plan(shifts=TWO, counsellors=[Counsellor(id="佐藤")])
    monkeypatch.setattr("bansou.engines.rota.making.worth", lambda *_: 1)

    with pytest.raises(engine.Disagreement):
        engine.plan(plan)


def test_sends_two_people_who_can_travel_there_to_a_visit() -> None:
    visit = shift("訪問", 0, 13, 15, place="門司", needs=2)
    desk = shift("窓口", 0, 9, 12.75, place="小倉")
    plan = Plan(
        shifts=[desk, visit],
        counsellors=[Counsellor(id=whose) for whose in ("佐藤", "鈴木", "高橋")],
        travel={("小倉", "門司"): 30},
    )

    made = engine.plan(plan)

    assert made.missing == {}
    assert len({duty.counsellor for duty in made.duties}) == 3


@pytest.mark.parametrize(
    ("mistake", "more"),
    [
        (engine.EmptyRota, {"shifts": []}),
        (engine.EmptyRota, {"counsellors": []}),
        (engine.DuplicateId, {"shifts": [TWO[0], TWO[0]]}),
        (engine.WrongTime, {"shifts": [shift("逆", 0, 12, 9)]}),
        (engine.OutOfRange, {"shifts": [shift("空", 0, 9, 12, needs=0)]}),
        (engine.OutOfRange, {"rest_minutes": -1}),
        (engine.OutOfRange, {"travel": {("小倉", "八幡"): -5}}),
        (engine.UnknownName, {"travel": {("小倉", "八播"): 5}}),
        (engine.TwoTimes, {"travel": {("小倉", "八幡"): 5, ("八幡", "小倉"): 30}}),
        (engine.UnknownName, {"counsellors": [Counsellor(id="佐藤", wishes={"ない": 1})]}),
        (engine.WrongTime, {"counsellors": [Counsellor(id="佐藤", away=[(at(1, 0), at(0, 0))])]}),
        (engine.OutOfRange, {"counsellors": [Counsellor(id="佐藤", week_minutes=-1)]}),
    ],
)
def test_makes_no_rota_from_a_plan_that_cannot_be(mistake: Any, more: dict[str, Any]) -> None:
    plan = Plan(**{"shifts": TWO, "counsellors": [Counsellor(id="佐藤")]} | more)

    with pytest.raises(mistake):
        engine.plan(plan)


def test_refuses_to_mend_duties_of_somebody_who_is_not_there() -> None:
    plan = Plan(shifts=TWO, counsellors=[Counsellor(id="佐藤")])

    with pytest.raises(engine.UnknownName, match="鈴木"):
        engine.repair(plan, [Duty("朝", "鈴木")], now=FIRST)
