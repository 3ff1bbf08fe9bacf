"""A fair's timetable keeps every rule, is as good as it says, and is mended with few changes."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bansou.engines import timetable as engine
from bansou.engines.timetable import Booth, Fair, Meeting, Visitor
from tests.engines.timetable.fairs import best_of_all, every_timetable, small_fair

SEATS = [1, 1, 1]


def fair_of(*visitors: Visitor, **more: Any) -> Fair:
    booths = [
        Booth(id="a", seats=SEATS, area="東"),
        Booth(id="b", seats=SEATS, area="西"),
        Booth(id="c", seats=[2, 2, 2], area="東"),
    ]
    walking = {("東", "西"): 12}
    return Fair(**{"slots": 3, "booths": booths, "visitors": visitors, "walking": walking} | more)


def wishing(whose: str, **more: Any) -> Visitor:
    return Visitor(**{"id": whose, "wishes": {"a": 5, "b": 4, "c": 3}, "most": 3} | more)


@pytest.mark.parametrize("seed", range(40))
def test_finds_the_best_timetable_of_small_fairs_and_proves_that_there_is_no_better(
    seed: int,
) -> None:
    fair = small_fair(seed, visitors=3, booths=2, slots=3)

    schedule = engine.timetable(fair, rounds=400)

    assert engine.recheck(fair, schedule) == []
    assert schedule.value == best_of_all(fair) <= schedule.bound


@pytest.mark.parametrize("seed", range(3))
def test_keeps_every_rule_and_its_word_in_larger_fairs(seed: int) -> None:
    fair = small_fair(seed, visitors=30, booths=8, slots=6)

    schedule = engine.timetable(fair, rounds=2_000)

    assert engine.recheck(fair, schedule) == []
    assert 0 <= schedule.bound - schedule.value <= 2 * fair.missing


def test_gives_the_same_timetable_for_the_same_seed() -> None:
    fair = small_fair(7, visitors=20, booths=6, slots=5)

    first, again = (engine.timetable(fair, rounds=500, seed=3) for _ in range(2))

    assert first == again


def test_parts_a_large_fair_without_losing_a_rule_or_its_word() -> None:
    fair = small_fair(5, visitors=320, booths=60, slots=8)

    first, again = (engine.timetable(fair, rounds=3_000) for _ in range(2))

    assert engine.broken_rules(fair, first.meetings) == []
    assert engine.worth(fair, first.meetings) == first.value
    assert first == again


def test_gives_everybody_their_least_number_before_anybody_more() -> None:
    eager = wishing("熱心", wishes={"a": 9, "b": 9, "c": 9}, most=3)
    modest = wishing("控えめ", wishes={"a": 1}, least=1, arrives=2)

    schedule = engine.timetable(fair_of(eager, modest), rounds=100)

    assert Meeting("控えめ", "a", 2) in schedule.meetings
    assert schedule.missing == {}


def test_tells_who_cannot_get_what_they_ask_for() -> None:
    short = wishing("短い", least=3, leaves=1)

    schedule = engine.timetable(fair_of(short), rounds=10)

    assert schedule.missing == {"短い": 2}
    assert schedule.value == 5 - 2 * 100 == schedule.bound


def test_reports_how_far_a_long_search_is() -> None:
    told: list[int] = []

    engine.timetable(fair_of(wishing("一")), rounds=100, told=told.append)

    assert told[-1] == 100
    assert told == sorted(told)


def test_mends_a_timetable_for_somebody_late_without_moving_others() -> None:
    fair = small_fair(11, visitors=20, booths=6, slots=6)
    before = engine.timetable(fair, rounds=1_000)
    late = next(one.visitor for one in before.meetings if one.slot == 0)
    visitors = [replace(one, arrives=3) if one.id == late else one for one in fair.visitors]
    changed = replace(fair, visitors=visitors)

    after = engine.repair(changed, before.meetings, rounds=1_000)

    lost = set(before.meetings) - set(after.meetings)
    assert engine.broken_rules(changed, after.meetings) == []
    assert {one.visitor for one in lost} == {late}
    assert all(one.slot < 3 for one in lost)


def test_mends_a_timetable_when_a_booth_drops_out_and_leaves_what_was() -> None:
    fair = small_fair(12, visitors=20, booths=6, slots=6)
    before = engine.timetable(fair, rounds=1_000)
    gone = max(fair.booths, key=lambda b: sum(m.booth == b.id for m in before.meetings)).id
    booths = [
        replace(one, seats=[*one.seats[:2], 0, 0, 0, 0]) if one.id == gone else one
        for one in fair.booths
    ]
    changed = replace(fair, booths=booths)

    after = engine.repair(changed, before.meetings, now=2, rounds=1_000)

    was = {one for one in before.meetings if one.slot < 2}
    assert was == {one for one in after.meetings if one.slot < 2}
    assert engine.broken_rules(changed, after.meetings) == []
    assert {m.booth for m in set(before.meetings) - set(after.meetings)} == {gone}


@pytest.mark.parametrize("seed", range(20))
def test_mends_with_the_fewest_changes_there_can_be(seed: int) -> None:
    fair = small_fair(seed, visitors=3, booths=2, slots=3)
    before = engine.timetable(fair, rounds=400).meetings
    visitors = [replace(one, arrives=1) if one.id == "v0" else one for one in fair.visitors]
    booths = [replace(one, seats=[1, 0, 0]) if one.id == "b1" else one for one in fair.booths]
    changed = replace(fair, visitors=visitors) if seed % 2 else replace(fair, booths=booths)

    after = engine.repair(changed, before, rounds=400)

    def rank(meetings: tuple[Meeting, ...]) -> tuple[int, int]:
        return len(set(before) & set(meetings)), engine.worth(changed, meetings)

    assert engine.broken_rules(changed, after.meetings) == []
    assert rank(after.meetings) == max(rank(few) for few in every_timetable(changed))


def test_refuses_to_mend_what_was_held_and_can_no_longer_have_been() -> None:
    fair = fair_of(wishing("一"))
    closed = replace(fair, booths=[replace(one, seats=[0, 1, 1]) for one in fair.booths])

    with pytest.raises(engine.HeldAgainstRules, match="一"):
        engine.repair(closed, [Meeting("一", "a", 0)], now=1)


@pytest.mark.parametrize(
    ("meetings", "rule"),
    [
        ([Meeting("一", "a", 0), Meeting("一", "c", 0)], "two places at once"),
        ([Meeting("一", "a", 0), Meeting("一", "a", 2)], "one booth twice"),
        ([Meeting("一", "a", 0), Meeting("一", "b", 1)], "no time to walk"),
        ([Meeting("一", "a", 0), Meeting("二", "a", 0)], "more visitors than seats"),
        ([Meeting("一", "c", 0), Meeting("二", "c", 0)], "more needed than there are"),
        ([Meeting("二", "c", 1), Meeting("三", "c", 1)], "two places at once"),
        ([Meeting("三", "c", 0)], "not there"),
        ([Meeting("三", "b", 1)], "a booth not wished for"),
        ([Meeting("三", "a", 1), Meeting("三", "c", 2)], "more interviews than wished for"),
        ([Meeting("四", "a", 0), Meeting("四", "c", 1), Meeting("四", "d", 2)], "no rest"),
    ],
)
def test_sees_each_rule_that_is_broken(meetings: list[Meeting], rule: str) -> None:
    further = Booth(id="d", seats=SEATS, area="東")
    fair = fair_of(
        wishing("一", needs=frozenset({"個室"})),
        wishing("二", needs=frozenset({"個室"}), companion="支援員"),
        wishing("三", wishes={"a": 1, "c": 1}, arrives=1, most=1, companion="支援員"),
        wishing("四", wishes={"a": 1, "c": 1, "d": 1}),
        pools={"個室": [1, 1, 1]},
    )

    found = engine.broken_rules(replace(fair, booths=[*fair.booths, further]), meetings)

    assert rule in {one.rule for one in found}


@pytest.mark.parametrize(
    ("meeting", "rule"),
    [
        (Meeting("一", "a", 99), "a slot that is not there"),
        (Meeting("一", "a", -1), "a slot that is not there"),
        (Meeting("一", "ない", 0), "a booth that is not there"),
        (Meeting("だれ", "a", 0), "a visitor who is not there"),
    ],
)
def test_sees_who_and_what_is_not_there(meeting: Meeting, rule: str) -> None:
    found = engine.broken_rules(fair_of(wishing("一")), [meeting])

    assert [broken.rule for broken in found] == [rule]


def test_looks_over_without_anything_that_makes_timetables() -> None:
    asked = (
        "import sys, bansou.engines.timetable_checking;"
        "print(*sorted(name for name in sys.modules if name.startswith(('bansou', 'numpy', 'ortools'))))"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, check=True, text=True
    )

    assert loaded.stdout.split() == [
        "bansou",
        "bansou.engines",
        "bansou.engines.timetable_checking",
    ]


def test_counts_ten_booths_wishes_first_then_the_best_offers() -> None:
    booths = [
        Booth(id=f"b{number}", seats=[1] * 12, offers={"一": 5 if number % 2 else 4})
        for number in range(12)
    ]
    wishes = {"b0": 1, "b2": 1, "b4": 1}
    one = Visitor(id="一", wishes=wishes, most=12, takes_offers=True)
    fair = Fair(slots=12, booths=booths, visitors=[one], in_a_row=12)

    schedule = engine.timetable(fair, rounds=10)

    met = {meeting.booth for meeting in schedule.meetings}
    assert met == {*wishes, "b1", "b3", "b5", "b7", "b9", "b11", "b10"}
    assert schedule.value == engine.worth(fair, schedule.meetings) == 3 * 5 + 6 * 5 + 4
    shy = replace(fair, visitors=[replace(one, takes_offers=False)])
    broken = engine.broken_rules(shy, schedule.meetings)
    assert [found.rule for found in broken] == ["a booth not wished for"] * 7


def test_walks_as_long_as_that_way_takes_with_a_companion_too() -> None:
    booths = [Booth(id="a", seats=[1, 0], area="東"), Booth(id="b", seats=[0, 1], area="西")]
    visitors = [
        Visitor(id="一", wishes={"a": 5}, companion="支援員"),
        Visitor(id="二", wishes={"b": 5}, companion="支援員"),
    ]
    walking = {("東", "西"): 12, ("西", "東"): 5}  # up the hill, and down
    fair = Fair(slots=2, booths=booths, visitors=visitors, walking=walking)
    downhill = replace(fair, walking={("東", "西"): 5, ("西", "東"): 12})
    both = (Meeting("一", "a", 0), Meeting("二", "b", 1))

    for seed in range(4):
        assert len(engine.timetable(fair, rounds=50, seed=seed).meetings) == 1
        assert engine.timetable(downhill, rounds=50, seed=seed).meetings == both
    assert [one.rule for one in engine.broken_rules(fair, both)] == ["no time to walk"]


@pytest.mark.parametrize("price", [float("nan"), 0.5, -1])
def test_sees_prices_that_prove_nothing(price: Any) -> None:
    fair = fair_of(wishing("一"))
    schedule = engine.timetable(fair, rounds=10)
    seats = {**schedule.prices.seats, "a": (price, 0, 0)}

    found = engine.recheck(fair, replace(schedule, prices=replace(schedule.prices, seats=seats)))

    assert [one.rule for one in found] == ["a price is no whole number from 0 for each slot"]
    unproven = replace(schedule, bound=float("nan"))  # type: ignore[arg-type]
    assert engine.recheck(fair, unproven) != []


def test_sees_a_value_or_a_bound_that_is_not_true() -> None:
    fair = fair_of(wishing("一"), wishing("二"))
    schedule = engine.timetable(fair, rounds=100)

    assert engine.recheck(fair, schedule) == []
    assert engine.recheck(fair, replace(schedule, value=schedule.value + 1))
    assert engine.recheck(fair, replace(schedule, bound=schedule.value - 1))


WRONG: dict[str, tuple[type[Exception], Callable[[], Fair]]] = {
    "nobody": (engine.EmptyFair, fair_of),
    "no slots": (engine.EmptyFair, lambda: fair_of(wishing("一"), slots=0)),
    "one id twice": (engine.DuplicateId, lambda: fair_of(wishing("一"), wishing("一"))),
    "no such booth": (engine.UnknownName, lambda: fair_of(wishing("一", wishes={"x": 1}))),
    "no such pool": (engine.UnknownName, lambda: fair_of(wishing("一", needs=frozenset({"通訳"})))),
    "no such area": (
        engine.UnknownName,
        lambda: fair_of(wishing("一"), walking={("東", "南"): 1}),
    ),
    "a short row": (engine.WrongLength, lambda: fair_of(wishing("一"), pools={"個室": [1]})),
    "points below 0": (engine.OutOfRange, lambda: fair_of(wishing("一", wishes={"a": -1}))),
    "after the end": (engine.OutOfRange, lambda: fair_of(wishing("一", arrives=4))),
    "none in a row": (engine.OutOfRange, lambda: fair_of(wishing("一"), in_a_row=0)),
    "a long walk": (engine.TooFar, lambda: fair_of(wishing("一"), walking={("東", "西"): 30})),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_plans_nothing_from_a_fair_that_cannot_be(wrong: str) -> None:
    mistake, make = WRONG[wrong]

    with pytest.raises(mistake):
        engine.timetable(make(), rounds=1)


def test_refuses_more_wishes_than_it_plans() -> None:
    booths = [Booth(id=f"b{number}", seats=[1]) for number in range(engine.CANDIDATES + 1)]
    greedy = Visitor(id="多い", wishes={booth.id: 1 for booth in booths})

    with pytest.raises(engine.TooManyWishes, match="多い"):
        engine.timetable(Fair(slots=1, booths=booths, visitors=[greedy]), rounds=1)
