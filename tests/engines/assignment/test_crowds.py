"""Many people are given the same places as few are by the plain rules, and mistakes are named."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from matching.games import HospitalResident

from bansou.engines.assignment import Receipt, blocking_pairs, draw
from bansou.engines.assignment.crowds import (
    NOWHERE,
    Crowd,
    CrowdMistake,
    assign_crowd,
    blocking_in,
    check_crowd,
    crowd_of,
)
from bansou.engines.assignment.receipt import _lines
from tests.engines.assignment.test_assignment import cases


@given(cases(most=8))
@settings(deadline=None)
def test_gives_what_the_plain_rules_give(receipt: Receipt) -> None:
    crowd = crowd_of(receipt.wishes, receipt.places, _lines(receipt))
    places = [*sorted(receipt.places), None]

    got = assign_crowd(crowd)

    check_crowd(crowd)
    named = dict(zip(sorted(receipt.wishes), (places[one] for one in got.tolist()), strict=True))
    assert named == receipt.result
    assert len(blocking_in(crowd, got)) == 0


@given(cases(most=6))
@settings(deadline=None)
def test_finds_the_pairs_that_block_as_the_plain_rules_do(receipt: Receipt) -> None:
    lines = _lines(receipt)
    crowd = crowd_of(receipt.wishes, receipt.places, lines)
    nobody = dict.fromkeys(receipt.wishes)
    people, places = sorted(receipt.wishes), sorted(receipt.places)

    found = blocking_in(crowd, np.full(len(people), NOWHERE))

    named = {(people[who], places[where]) for who, where in found.tolist()}
    assert named == set(blocking_pairs(receipt.wishes, receipt.places, lines, nobody))


def test_is_stable_for_a_thousand_people() -> None:
    rng = np.random.default_rng(7)
    wished = np.argsort(rng.random((1_000, 40)))[:, :10]
    crowd = Crowd(
        offsets=np.arange(0, 10_001, 10),
        wished=wished.ravel(),
        stands=rng.permutation(10_000),
        seats=rng.integers(0, 40, 40),
    )

    got = assign_crowd(crowd)

    check_crowd(crowd)
    assert len(blocking_in(crowd, got)) == 0
    assert (np.bincount(got[got != NOWHERE], minlength=40) <= crowd.seats).all()


def test_gives_what_the_library_matching_gives() -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        people, places = int(rng.integers(1, 25)), int(rng.integers(1, 6))
        wishes = {
            f"p{who}": [f"s{at}" for at in rng.permutation(places)[: rng.integers(1, places + 1)]]
            for who in range(people)
        }
        wished = {place for row in wishes.values() for place in row}
        seats = {place: int(rng.integers(1, 6)) for place in sorted(wished)}
        receipt = draw(seed=str(rng.random()), places=seats, wishes=wishes)
        lines = _lines(receipt)
        asking = {
            place: sorted(
                (who for who in wishes if place in wishes[who]), key=lines[place].__getitem__
            )
            for place in seats
        }

        game = HospitalResident.create_from_dictionaries(wishes, asking, seats)
        solved = game.solve(optimal="resident")

        got = {str(who): str(place) for place, held in solved.items() for who in held}
        assert receipt.result == {who: got.get(who) for who in wishes}
        assert not list(blocking_pairs(wishes, seats, lines, receipt.result))


MISTAKES: dict[str, dict[str, Any]] = {
    "a place that is not there (row 1)": {"wished": [0, 1, 2]},
    "one place twice (row 0)": {"wished": [0, 0, 1]},
    "fewer seats than none (row 1)": {"seats": [1, -1]},
    "stands as somebody else does": {"stands": [0, 1, 0], "wished": [0, 1, 0]},
    "as many standings as wishes": {"stands": [0, 1]},
    "no whole number (row 0)": {"stands": [0.5, 1.0, 2.0]},
    "the offsets do not cover the wishes": {"offsets": [0, 2, 4]},
    "wishes that end before they begin (row 1)": {"offsets": [0, 3, 2]},
}


@pytest.mark.parametrize("said", MISTAKES)
def test_names_what_cannot_be_and_its_row(said: str) -> None:
    right = {"offsets": [0, 2, 3], "wished": [0, 1, 0], "stands": [0, 1, 2], "seats": [1, 1]}
    arrays = {name: np.array(values) for name, values in (right | MISTAKES[said]).items()}

    with pytest.raises(CrowdMistake, match=said.split(" (", maxsplit=1)[0]) as refused:
        check_crowd(Crowd(**arrays))

    assert said in str(refused.value)
    with pytest.raises(CrowdMistake, match=said.split(" (", maxsplit=1)[0]):
        assign_crowd(Crowd(**arrays))


def test_needs_no_room_for_seats_that_nobody_wishes_for() -> None:
    rows = ([0, 1], [0], [0], [2**60, 2**60])

    assert assign_crowd(Crowd(*map(np.array, rows))).tolist() == [0]
