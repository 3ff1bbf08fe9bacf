"""A rota keeps every rule, is the best there is, and is mended with as few changes as possible."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from bansou.engines import rota as engine
from bansou.engines.rota import Counsellor, Duty, Group, Plan, Prices, Rota, Shift

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
    assert engine.recheck(plan, made) == []
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
    assert after.proven is not None
    assert after.proven >= after.value == engine.worth(changed, after.duties)
    assert engine.recheck_mended(changed, after, before.duties, now=at(1, 0)) == []


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


def priced(seed: int) -> Prices:
    """Prices of small plans by chance: whatever they are, they prove a bound."""
    rng, plan = random.Random(seed), small_plan(seed)  # noqa: S311
    shifts = [one.id for one in plan.shifts]
    groups = [
        Group(rng.choice(plan.counsellors).id, tuple(rng.sample(shifts, size)), 1_000 * size)
        for size in (1, 2, 2, 3, 4)
    ]
    turns = {
        (one.id, kind): rng.randint(-2_000, 9_000)
        for one in plan.counsellors
        for kind in ("夜間", "日曜")
    }
    return Prices({one: rng.randint(0, 9_000) for one in shifts}, groups, turns)


@pytest.mark.parametrize("seed", range(25))
def test_is_never_better_than_what_any_prices_prove(seed: int) -> None:
    plan = small_plan(seed)

    bound = engine.bound_by(plan, priced(seed))

    assert bound >= max(engine.worth(plan, few) for few in every_rota(plan))


def test_counts_how_many_fit_in_each_week_for_itself() -> None:
    shifts = [shift("土", 0, 9, 12), shift("金", -1, 9, 12), shift("月", 2, 9, 13)]
    one = Counsellor(id="佐藤", week_minutes=4 * 60)
    plan = Plan(shifts=shifts, counsellors=[one], missing=1)
    costly = Group("佐藤", ("土", "金", "月"), 1_000)

    assert engine.worth(plan, [Duty("土", "佐藤"), Duty("月", "佐藤")]) == -1
    assert engine.bound_by(plan, Prices({}, [costly], {})) == 0  # 3 of two weeks; 2 would be wrong
    within = Group("佐藤", ("土", "金"), 1_000)
    assert engine.bound_by(plan, Prices({}, [within], {})) == -1


def test_proves_the_example_of_the_page_by_its_prices() -> None:
    """docs/timetables.md works it out by hand."""
    plan = Plan(shifts=TWO[:2], counsellors=[Counsellor(id="佐藤", wishes={"夜": 10})])
    prices = Prices({}, [Group("佐藤", ("夜", "朝"), 1_010_000)], {})

    assert engine.bound_by(plan, prices) == 10 - 1_000 == engine.plan(plan).value


def test_proves_how_good_a_rota_is_by_prices_that_anyone_can_add_up() -> None:
    wishes = {"夜": 3, "朝": 2}
    plan = Plan(shifts=TWO[:2], counsellors=[Counsellor(id="佐藤", wishes=wishes)], missing=10)

    made = engine.plan(plan)

    # Nobody can do the evening and the next morning: 10 are lost, and the better wish is won.
    assert made.value == made.proven == 3 - 10
    assert made.prices is not None
    assert engine.bound_by(plan, replace(made.prices, groups=())) > made.value


def test_proves_how_good_a_mended_rota_is_by_prices_of_what_was_left() -> None:
    plan = Plan(
        shifts=TWO[:2],
        counsellors=[Counsellor(id="佐藤", wishes={"夜": 3}), Counsellor(id="鈴木")],
        missing=10,
    )
    was = [Duty("夜", "鈴木"), Duty("朝", "佐藤")]

    mended = engine.repair(plan, was, now=FIRST)

    # Nothing had to be changed, so that nobody's wish is worth a change.
    assert mended.value == mended.proven == 0
    assert mended.prices is not None
    wrong = [
        replace(mended, value=1),
        replace(mended, proven=-1),
        replace(mended, prices=None),
        replace(mended, prices=replace(mended.prices, shifts={"夜": -1})),
    ]
    assert engine.recheck_mended(plan, mended, was, now=FIRST) == []
    assert [len(engine.recheck_mended(plan, one, was, now=FIRST)) for one in wrong] == [1] * 4


def test_counts_what_has_begun_as_it_was() -> None:
    plan = Plan(shifts=TWO, counsellors=[Counsellor(id="佐藤"), Counsellor(id="鈴木")])
    made = engine.plan(plan)
    now = TWO[0].ends_at

    mended = engine.repair(plan, made.duties, now=now)

    assert mended.duties == made.duties
    assert mended.value == mended.proven == made.value
    assert engine.recheck_mended(plan, mended, made.duties, now=now) == []


def test_sees_a_rota_whose_value_or_proof_is_not_true() -> None:
    plan = small_plan(3)
    made = engine.plan(plan)
    prices = made.prices or Prices({}, (), {})
    wrong = [
        replace(made, value=made.value + 1),
        replace(made, proven=made.value - 1),
        replace(made, prices=None),
        *(
            replace(made, prices=replace(prices, shifts={**prices.shifts, "土夜": price}))
            for price in (-1, 0.5, float("nan"))
        ),
        replace(made, prices=replace(prices, groups=(Group("だれ", ("土夜",), 1),))),
        replace(made, prices=replace(prices, groups=(Group("佐藤", ("土夜", "土夜"), 1),))),
    ]

    assert engine.recheck(plan, made) == []
    assert [len(engine.recheck(plan, one)) for one in wrong] == [1] * len(wrong)


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
