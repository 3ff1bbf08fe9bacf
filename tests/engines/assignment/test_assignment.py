"""Places are given out stably, best for the people, and so that nobody gains by other wishes."""

import random
from dataclasses import replace
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.engines.assignment import (
    Receipt,
    assign,
    blocking_pairs,
    draw,
    lot_of,
    lots,
    recheck,
    why_not_first,
)
from bansou.engines.assignment.receipt import _lines

PLACES = ("a", "b", "c")


@st.composite
def cases(draw_: Any, most: int = 6) -> Receipt:
    """People with wishes, places with seats, groups that go first, and a seed."""
    people = [f"p{n}" for n in range(draw_(st.integers(0, most)))]
    ranked = st.permutations(PLACES).flatmap(lambda all_: st.integers(0, 3).map(lambda n: all_[:n]))
    wishes = {person: draw_(ranked) for person in people}
    places = {place: draw_(st.integers(0, 3)) for place in PLACES}
    groups = {place: {person: draw_(st.integers(0, 2)) for person in people} for place in PLACES}
    seed = draw_(st.text(max_size=5))
    return draw(seed=seed, places=places, wishes=wishes, first_groups=groups)


@given(cases())
def test_gives_each_place_no_more_than_its_seats_and_each_person_a_wish_or_nothing(
    receipt: Receipt,
) -> None:
    given_out = [place for place in receipt.result.values() if place is not None]

    assert set(receipt.result) == set(receipt.wishes)
    assert all(given_out.count(place) <= seats for place, seats in receipt.places.items())
    for person, place in receipt.result.items():
        assert place is None or place in receipt.wishes[person]


@given(cases())
def test_is_stable(receipt: Receipt) -> None:
    lines = _lines(receipt)

    assert list(blocking_pairs(receipt.wishes, receipt.places, lines, receipt.result)) == []


@given(cases(most=3))
@settings(deadline=None)
def test_gives_everybody_the_best_of_all_stable_results(receipt: Receipt) -> None:
    lines, people = _lines(receipt), sorted(receipt.wishes)
    options = [[*receipt.wishes[person], None] for person in people]
    stable = []
    for chosen in product(*options):
        result = dict(zip(people, chosen, strict=True))
        fits = all(chosen.count(place) <= seats for place, seats in receipt.places.items())
        pairs = blocking_pairs(receipt.wishes, receipt.places, lines, result)
        if fits and next(pairs, None) is None:
            stable.append(result)

    assert receipt.result in stable
    for person in people:
        own = options[people.index(person)]
        best = min(own.index(result[person]) for result in stable)
        assert own.index(receipt.result[person]) == best


@given(cases(most=4), st.data())
@settings(deadline=None)
def test_lets_nobody_gain_by_naming_other_wishes(receipt: Receipt, data: Any) -> None:
    if not receipt.wishes:
        return
    person = data.draw(st.sampled_from(sorted(receipt.wishes)))
    own = [*receipt.wishes[person], None]
    honest = own.index(receipt.result[person])
    for length in range(len(PLACES) + 1):
        for said in permutations(PLACES, length):
            wishes = {**receipt.wishes, person: said}
            got = assign(wishes, receipt.places, _lines(replace(receipt, wishes=wishes)))[person]
            # A place that they do not want at all is worse than none.
            assert got not in own or own.index(got) >= honest


@given(cases(), st.randoms(use_true_random=False))
def test_is_the_same_in_whatever_order_people_are_written(
    receipt: Receipt, chance: random.Random
) -> None:
    people = list(receipt.wishes)
    chance.shuffle(people)
    again = draw(
        seed=receipt.seed,
        places=dict(reversed(receipt.places.items())),
        wishes={person: receipt.wishes[person] for person in people},
        first_groups=receipt.first_groups,
    )

    assert again.result == receipt.result
    assert again.as_json() == receipt.as_json()


@given(cases())
def test_is_rechecked_by_anyone_from_the_receipt_alone(receipt: Receipt) -> None:
    read = Receipt.from_json(receipt.as_json())

    assert recheck(read) == ()


@given(cases(), st.data())
def test_finds_every_result_that_was_changed(receipt: Receipt, data: Any) -> None:
    if not receipt.wishes:
        return
    person = data.draw(st.sampled_from(sorted(receipt.wishes)))
    others = [place for place in (*PLACES, None) if place != receipt.result[person]]
    changed = {**receipt.result, person: data.draw(st.sampled_from(others))}

    assert person in recheck(replace(receipt, result=changed))


def test_names_everybody_of_a_receipt_by_another_rule_and_who_is_no_applicant() -> None:
    receipt = draw(seed="s", places={"a": 1}, wishes={"p": ["a"]})

    assert recheck(replace(receipt, rule="first-come")) == ("p",)
    assert recheck(replace(receipt, result={**receipt.result, "q": None})) == ("q",)
    with pytest.raises(KeyError):
        Receipt.from_json({"seed": "s"})


@given(st.text(max_size=8), st.lists(st.text(max_size=4), unique=True, max_size=8))
def test_draws_every_lot_once_and_by_the_seed_alone(seed: str, people: list[str]) -> None:
    drawn = lots(seed, people)

    assert sorted(drawn.values()) == list(range(1, len(people) + 1))
    assert drawn == lots(seed, reversed(people))


def test_draws_a_lot_that_other_programs_can_draw_too() -> None:
    # printf '令和8年12月1日\nA1' | sha256sum
    assert lot_of("令和8年12月1日", "A1").startswith("5162a78b349fc0b2")


def test_gives_another_order_by_another_seed() -> None:
    people = [f"p{n}" for n in range(50)]

    assert lots("1", people) != lots("2", people)


@pytest.mark.parametrize("wished", [["x"], ["a", "a"]])
def test_refuses_wishes_that_are_no_places_or_named_twice(wished: list[str]) -> None:
    with pytest.raises(ValueError, match="wishes of p"):
        draw(seed="s", places={"a": 1}, wishes={"p": wished})


def test_says_why_somebody_did_not_get_their_first_wish() -> None:
    wishes = {"p": ["a", "b"], "q": ["a", "b"], "r": ["a"]}
    receipt = draw(seed="7", places={"a": 1, "b": 1}, wishes=wishes)
    drawn = lots("7", wishes)
    first, second, third = sorted(drawn, key=lambda person: drawn[person])

    assert receipt.result[first] == "a"
    assert why_not_first(receipt, first) == ()
    loser = second if second != "r" else third
    (missed,) = why_not_first(receipt, loser)
    assert (missed.place, missed.seats, missed.wished, missed.is_by_group) == ("a", 1, 3, False)
    assert (missed.lot, missed.last_lot) == (drawn[loser], 1)


def test_says_where_a_group_went_first_and_where_there_was_no_seat() -> None:
    groups = {"a": {"p": 1, "q": 0}}
    receipt = draw(
        seed="s",
        places={"a": 1, "b": 0},
        wishes={"p": ["b", "a"], "q": ["a"]},
        first_groups=groups,
    )

    none, by_group = why_not_first(receipt, "p")
    assert (none.last_lot, none.is_by_group) == (None, False)
    assert by_group.is_by_group
