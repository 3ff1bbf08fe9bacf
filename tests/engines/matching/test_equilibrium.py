"""Attention over the sparse graph is what a dense computation gives, and spreads exposure."""

import numpy as np
import pytest

from bansou.engines.matching import (
    POLICY,
    Index,
    NegativeNumber,
    Results,
    UnequalLengths,
    WrongNumber,
    equilibrate,
    gini,
)
from bansou.engines.matching.results import Keys
from tests.engines.matching.market import openings, seekers


def _found(people: int, offered: int, k: int, seed: int = 1) -> Results:
    return Index.build(openings(offered, seed), POLICY).recommend(seekers(people, seed + 1), k)


def _dense(results: Results, capacity: np.ndarray, temperature: float) -> np.ndarray:
    """The same by full matrices, 5,000 plain rounds, with nothing shared but the definition."""
    people, size = len(results.rows), len(capacity)
    kernel = np.zeros((people, size))
    top = results.scores.max()
    for place in range(people):
        for row, score in zip(results.rows[place], results.scores[place], strict=True):
            if row >= 0:
                kernel[place, row] = np.exp((float(score) - top) / (2 * temperature))
    kept, left = np.ones(people), np.ones(size)
    for _ in range(5_000):
        slope = kernel @ left
        kept = (np.sqrt(slope**2 + 4) - slope) / 2
        slope = kernel.T @ kept
        left = (np.sqrt(slope**2 + 4 * capacity) - slope) / 2
    return kernel * np.outer(kept, left)


@pytest.mark.parametrize("temperature", [5.0, 20.0, 60.0])
def test_gives_what_full_matrices_give(temperature: float) -> None:
    results = _found(60, 80, 12)
    capacity = np.random.default_rng(3).uniform(0.5, 3, 80)

    settled = equilibrate(results, capacity, temperature, tolerance=1e-10)

    dense = _dense(results, capacity, temperature)
    for place in range(60):
        for row, share in zip(settled.rows[place], settled.attention[place], strict=True):
            if row >= 0:
                assert share == pytest.approx(dense[place, row], abs=1e-7)
    assert settled.residual <= 1e-10


def test_gives_nobody_more_than_there_is() -> None:
    results = _found(80, 60, 10)
    capacity = np.full(60, 0.4)

    settled = equilibrate(results, capacity, 20.0)

    held = settled.rows >= 0
    drawn = np.bincount(settled.rows[held], settled.attention[held], 60)
    assert (drawn <= capacity + 1e-9).all()
    assert (settled.attention.sum(axis=1) <= 1 + 1e-6).all()
    assert {tuple(sorted(row)) for row in settled.rows.tolist()} == {
        tuple(sorted(row)) for row in results.rows.tolist()
    }


def test_spreads_what_is_shown_and_tells_what_it_costs() -> None:
    results = _found(300, 200, 20)
    settled = equilibrate(results, np.full(200, 300 / 200), 5.0)

    def exposure(rows: np.ndarray) -> float:
        first = rows[:, :5]
        return gini(np.bincount(first[first >= 0], minlength=200).astype(float))

    assert exposure(settled.rows) < exposure(results.rows)
    assert 0 <= settled.loss(results, 5) < 0.1


def test_shows_openings_alike_to_people_alike_as_often_as_they_can_take_them() -> None:
    rows = np.tile(np.arange(4, dtype=np.int32), (40, 1))
    scores, counts = np.full((40, 4), 50, np.int16), np.full(40, 4, np.int32)
    results = Results(np.arange(40), rows, scores, counts, Keys([np.arange(4)]))

    settled = equilibrate(results, np.array([8.0, 8.0, 16.0, 8.0]), 10.0)

    assert set(settled.rows[:, 0].tolist()) == {2}
    often = np.bincount(settled.shown(1).rows[:, 0])
    assert often.sum() == 40
    assert 8 <= often.min() <= often.max() == often[2] <= 16
    assert not equilibrate(results, np.full(4, 8.0), 10.0, most_rounds=1).is_settled
    assert settled.is_settled


def test_shows_nobody_what_they_would_rather_change_at_what_it_costs() -> None:
    results = _found(300, 200, 20)
    capacity = np.random.default_rng(3).uniform(0.5, 3, 200)
    shown = equilibrate(results, capacity, 3.0).shown(5)
    often = np.bincount(shown.rows[:, :5][shown.rows[:, :5] >= 0], minlength=200)

    for rows, scores in zip(shown.rows.tolist(), shown.scores.tolist(), strict=True):
        held = [(row, score) for row, score in zip(rows, scores, strict=True) if row >= 0]
        worth = [
            score - 6 * np.log1p((often[row] - (place < 5)) / capacity[row])
            for place, (row, score) in enumerate(held)
        ]
        assert min(worth[:5], default=0) >= max(worth[5:], default=-np.inf) - 1e-5


def test_spreads_by_a_quarter_for_two_in_a_hundred_points() -> None:
    results = _found(2_000, 2_000, 50)

    def exposure(rows: np.ndarray) -> float:
        first = rows[:, :10]
        return gini(np.bincount(first[first >= 0], minlength=2_000).astype(float))

    shown = equilibrate(results, np.full(2_000, 1.0), 2.0).shown(10)

    assert exposure(shown.rows) < 0.75 * exposure(results.rows)
    assert shown.loss(results, 10) <= 0.02


def test_measures_inequality_as_it_is_defined() -> None:
    assert gini(np.ones(10)) == pytest.approx(0)
    assert gini(np.r_[np.zeros(9), 1.0]) == pytest.approx(0.9)
    assert gini(np.array([1.0, 3.0])) == pytest.approx(0.25)


def test_refuses_what_cannot_be_spread() -> None:
    results = _found(5, 20, 4)

    with pytest.raises(WrongNumber):
        equilibrate(results, np.ones(20), 0.0)
    with pytest.raises(UnequalLengths):
        equilibrate(results, np.ones(2), 10.0)
    with pytest.raises(NegativeNumber) as found:
        equilibrate(results, np.r_[np.ones(7), np.nan, np.ones(12)], 10.0)
    assert found.value.row == 7
