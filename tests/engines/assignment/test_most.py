"""The benefits add up to as much as can be, and the prices prove it to whoever computes it again."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from bansou.engines.assignment import (
    NOWHERE,
    Benefits,
    CrowdMistake,
    Flaw,
    Placed,
    assign_most,
    flaws,
    why_not_most,
)

#: People, places, pairs of each at most, the least and the largest benefit, seats at most.
WORLDS = {
    "few of everything": (6, 3, 3, -3, 9, 2),
    "nothing but ties": (12, 5, 5, 1, 1, 3),
    "ties, and what brings nothing": (15, 6, 4, -1, 2, 3),
    "few seats": (25, 4, 4, 1, 50, 2),
    "more seats than people": (10, 8, 5, 0, 20, 9),
    "large and small benefits": (12, 6, 6, -(10**6), 10**6, 2),
}


def made_up(rng: np.random.Generator, world: tuple[int, ...]) -> Benefits:
    people, places, most, least, largest, seats = world
    people, places = int(rng.integers(0, people + 1)), int(rng.integers(1, places + 1))
    named = [
        rng.choice(places, int(rng.integers(0, min(most, places) + 1)), replace=False)
        for _ in range(people)
    ]
    pairs = sum(map(len, named))
    return Benefits(
        offsets=np.concatenate([[0], np.cumsum([len(one) for one in named])]).astype(np.int64),
        places=np.concatenate([np.empty(0, np.int64), *named]).astype(np.int64),
        benefits=rng.integers(least, largest + 1, pairs),
        seats=rng.integers(0, seats + 1, places),
    )


def best_by_linear_program(benefits: Benefits) -> int:
    pairs = len(benefits.places)
    if pairs == 0:
        return 0
    whose = np.repeat(np.arange(benefits.people), np.diff(benefits.offsets))
    rows = np.concatenate([whose, benefits.people + benefits.places])
    limits = np.concatenate([np.ones(benefits.people), benefits.seats])
    columns = np.tile(np.arange(pairs), 2)
    shape = (len(limits), pairs)
    matrix = csr_array((np.ones(2 * pairs), (rows, columns)), shape=shape)
    found = linprog(-benefits.benefits, A_ub=matrix, b_ub=limits, bounds=(0, 1), method="highs")
    return round(-found.fun)


@pytest.mark.parametrize("world", WORLDS)
def test_brings_what_the_linear_program_brings_and_proves_it(world: str) -> None:
    rng = np.random.default_rng(len(world))
    for _ in range(80):
        benefits = made_up(rng, WORLDS[world])

        placed = assign_most(benefits)

        assert placed.is_proven
        assert placed.value == best_by_linear_program(benefits)
        assert flaws(benefits, placed) == []


def test_brings_what_a_flow_brings_for_two_thousand_people_who_like_the_same_places() -> None:
    rng = np.random.default_rng(3)
    people, places, wishes = 2_000, 60, 8
    liked = np.arange(1, places + 1) * 1.0
    named = np.argsort(rng.random((people, places)) ** (1 / liked), axis=1)[:, -wishes:]
    benefits = Benefits(
        offsets=np.arange(0, people * wishes + 1, wishes),
        places=named.ravel(),
        benefits=(named * 5 + rng.integers(0, 40, named.shape)).ravel() + 1,
        seats=np.full(places, 30),
    )

    placed = assign_most(benefits)

    assert placed.is_proven
    assert placed.value == best_by_linear_program(benefits)
    assert flaws(benefits, placed) == []
    assert (placed.got == NOWHERE).sum() >= people - 30 * places


def test_stops_early_where_near_is_near_enough_and_still_proves_how_near() -> None:
    benefits = made_up(np.random.default_rng(5), (900, 40, 8, 1, 1_000, 20))

    near, best = assign_most(benefits, within=0.05), assign_most(benefits)

    assert flaws(benefits, near) == []
    assert near.bound * 0.95 <= near.value <= best.value <= near.bound
    assert near.prices.tolist() != best.prices.tolist()


def test_says_what_a_seat_is_worth_to_others_where_somebody_got_less_than_their_best() -> None:
    # 1人目は「駅」で8、「港」で6。2人目は「駅」で9だけ。「山」には席がない。
    rows = ([0, 3, 4], [0, 1, 2, 0], [8, 6, 7, 9], [1, 1, 0])
    benefits = Benefits(*map(np.array, rows))

    placed = assign_most(benefits)

    worth = placed.prices[0] / placed.scale
    assert (placed.got.tolist(), placed.is_proven) == ([1, 0], True)
    assert 2 <= worth <= 10
    assert why_not_most(benefits, placed, 1, ["駅", "港", "山"]) == []
    assert why_not_most(benefits, placed, 0, ["駅", "港", "山"]) == [
        (
            f"「駅」（便益8）の席の値は{worth:.1f}です（ほかの人に渡したときの便益のめやす）。"
            "今の席から移して増える便益は2なので、全体では増えません。"
        ),
        "「山」（便益7）には席がありません。",
    ]


def test_does_not_say_that_all_is_won_where_that_is_not_proven() -> None:
    benefits = Benefits(*map(np.array, ([0, 2, 3], [0, 1, 0], [8, 6, 9], [1, 1])))
    placed = replace(assign_most(benefits), bound=16)

    (said,) = why_not_most(benefits, placed, 0, ["駅", "港"])

    assert said.endswith("増える便益は2です。全体でも増えるかどうかまでは、確かめられていません。")


def test_takes_no_certificate_of_numbers_that_are_not_whole() -> None:
    benefits = Benefits(*map(np.array, ([0, 2, 3], [0, 1, 0], [5, 3, 4], [1, 1])))
    right = assign_most(benefits)
    nan = float("nan")

    for wrong in (
        replace(right, prices=np.array([nan, nan])),
        replace(right, got=right.got * 1.0),
        replace(right, bound=nan),  # type: ignore[arg-type]
    ):
        assert _said(benefits, wrong) == {"a number that is not whole"}
    with pytest.raises(CrowdMistake, match="one place twice"):
        flaws(benefits._replace(places=np.array([0, 0, 0])), right)


def test_finds_every_flaw_of_a_result_that_was_changed() -> None:
    benefits = Benefits(*map(np.array, ([0, 2, 3], [0, 1, 0], [5, 3, 4], [1, 1])))
    right = assign_most(benefits)
    closed = replace(right, prices=np.zeros(2, np.int64))

    assert (right.got.tolist(), right.value, right.bound) == ([1, 0], 7, 7)
    assert _said(benefits, replace(right, value=8)) == {"the benefits make 7"}
    assert _said(benefits, closed) == {"the prices do not prove the bound"}
    assert "a price below nothing" in _said(benefits, replace(right, prices=-right.prices - 1))
    assert "more people than seats" in _said(benefits, replace(right, got=np.array([0, 0])))
    stranger = replace(right, got=np.array([NOWHERE, 1]))
    assert Flaw("a place that the person may not go to", 1) in flaws(benefits, stranger)
    assert _said(benefits, replace(right, got=np.array([7, 0]))) == {"a place that is not there"}
    assert _said(benefits, replace(right, got=np.array([1]))) == {"not everybody, or every place"}


def _said(benefits: Benefits, placed: Placed) -> set[str]:
    return {flaw.what for flaw in flaws(benefits, placed)}


MISTAKES: dict[str, dict[str, Any]] = {
    "a place that is not there (row 1)": {"places": [0, 1, 2]},
    "one place twice (row 0)": {"places": [1, 1, 0]},
    "fewer seats than none (row 1)": {"seats": [1, -1]},
    "as many benefits as places are wanted (row 2)": {"benefits": [5, 3]},
    "a benefit beyond two thousand million (row 1)": {"benefits": [5, 3, 2**31]},
    "no whole number (row 2)": {"benefits": [5.0, 3.0, float("nan")]},
    "an array that is not of integers (row 0)": {"seats": [1.0, 1.0]},
    "the offsets do not cover the wishes (row 2)": {"offsets": [0, 2, 4]},
}


@pytest.mark.parametrize("said", MISTAKES)
def test_names_what_cannot_be_and_its_row(said: str) -> None:
    right = {"offsets": [0, 2, 3], "places": [0, 1, 0], "benefits": [5, 3, 4], "seats": [1, 1]}
    arrays = {name: np.array(values) for name, values in (right | MISTAKES[said]).items()}

    with pytest.raises(CrowdMistake) as refused:
        assign_most(Benefits(**arrays))

    assert str(refused.value) == said


def test_gives_the_same_where_nothing_is_compiled() -> None:
    benefits = made_up(np.random.default_rng(11), (300, 20, 6, 1, 10**6, 9))
    compiled = assign_most(benefits)
    asked = {name: array.tolist() for name, array in benefits._asdict().items()}

    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PLAIN],
        input=json.dumps(asked),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    got, prices = json.loads(plain.stdout)
    assert (got, prices) == (compiled.got.tolist(), compiled.prices.tolist())


_PLAIN = """
import json, sys, numpy
from bansou.engines.assignment import Benefits, assign_most
asked = {name: numpy.array(row) for name, row in json.load(sys.stdin).items()}
placed = assign_most(Benefits(**asked))
print(json.dumps([placed.got.tolist(), placed.prices.tolist()]))
"""


def test_brings_what_the_documentation_says() -> None:
    page = Path(__file__).parents[3] / "docs" / "assignment.md"
    example = page.read_text("utf-8").split("```python\n")[1].split("```")[0]

    shown: dict[str, Any] = {}
    exec(example, shown)  # noqa: S102 - our own page

    assert shown["placed"].value == 7
