"""Attention spread over the candidates, so that one popular employer is not shown to everyone.

The matching with transferable utility of Choo and Siow (2006), by iterative proportional fitting
(Galichon and Salanié, 2022; for recommendations Tomita and others, 2023), over the sparse graph of
what a search found. Each person has one unit of attention, each opening its capacity.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.mistakes import NegativeNumber, UnequalLengths, WrongNumber
from bansou.engines.matching.results import Results
from bansou.engines.matching.spreading import spread

type Reals = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """Attention for every candidate, and how far it is from settled.

    :ivar rows, scores: the candidates `(p, k)`, those with the most attention first; -1 for none
    :ivar attention: `(p, k)`, in the same order; a row and the attention kept back add up to 1
    :ivar rounds: of fitting
    :ivar residual: by how much the sums of people and openings miss theirs, at most
    :ivar is_settled: whether that is within the tolerance; else the rounds came to their end
    :ivar capacity, temperature: as they were given
    """

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    attention: Reals
    rounds: int
    residual: float
    is_settled: bool
    capacity: Reals
    temperature: float

    def shown(self, k: int) -> "Equilibrium":
        """The same with the `k` candidates first that each person is shown.

        An opening costs more points the more often it is shown, by its capacity and the temperature
        (`spreading`): the first of each row alone would show all alike the same few.
        """
        taken = spread(self.rows, self.scores, self.capacity, self.temperature, k)
        order = np.argsort(~taken, axis=1, kind="stable")
        return replace(
            self,
            rows=np.take_along_axis(self.rows, order, 1),
            scores=np.take_along_axis(self.scores, order, 1),
            attention=np.take_along_axis(self.attention, order, 1),
        )

    def loss(self, before: Results, shown: int) -> float:
        """Which part of the mean score of the first `shown` is given up against `before`."""
        kept = _mean(self.scores[:, :shown])
        had = _mean(before.scores[:, :shown])
        return 1 - kept / had if had else 0.0


def equilibrate(
    results: Results,
    capacity: Reals,
    temperature: float,
    *,
    tolerance: float = 1e-6,
    most_rounds: int = 1_000,
) -> Equilibrium:
    """Spread attention; O(candidates) for each round.

    :param capacity: of every opening by its row, such as places × interviews for each; above 0
    :param temperature: in points. Near 0 only scores count, far above 100 only capacities
    :raises UnequalLengths: not every opening has a capacity
    :raises NegativeNumber: a capacity is nothing or below it
    :raises WrongNumber: the temperature is not above 0
    """
    if not temperature > 0:
        raise WrongNumber(f"{temperature} points", column="temperature")
    held = results.rows >= 0
    if held.any() and int(results.rows.max()) >= len(capacity):
        raise UnequalLengths(f"{len(capacity)} capacities", column="capacity")
    if (wrong := np.flatnonzero(~(capacity > 0))).size:
        raise NegativeNumber(f"{capacity[wrong[0]]}", column="capacity", row=int(wrong[0]))
    asker, column = np.nonzero(held)
    opening = results.rows[asker, column]
    top = float(results.scores.max(initial=0))
    weight = np.exp((results.scores[asker, column] - top) / (2 * temperature))
    flow, rounds, residual = _fit(
        asker, opening, weight, np.ones(len(held)), capacity, tolerance, most_rounds
    )
    attention = np.zeros(held.shape)
    attention[asker, column] = flow
    # Of equal attention the one that stood first stays first.
    order = np.argsort(np.where(held, -attention, np.inf), axis=1, kind="stable")
    return Equilibrium(
        np.take_along_axis(results.rows, order, 1),
        np.take_along_axis(results.scores, order, 1),
        np.take_along_axis(attention, order, 1),
        rounds,
        residual,
        residual <= tolerance,
        capacity,
        temperature,
    )


def gini(exposure: Reals) -> float:
    """How unequally it is spread: 0 for all alike, towards 1 for all upon one."""
    ordered = np.sort(exposure)
    size, total = len(ordered), float(ordered.sum())
    if not total:
        return 0.0
    places = np.arange(1, size + 1)
    return float((2 * (places * ordered).sum() / total - (size + 1)) / size)


def _fit(
    asker: NDArray[np.int64],
    opening: NDArray[np.int32],
    weight: Reals,
    people: Reals,
    places: Reals,
    tolerance: float,
    most_rounds: int,
) -> tuple[Reals, int, float]:
    """Flow `x w y`, where x² and y² are what people and openings keep back.

    Each round solves `x² + x Σ w y = people` for all people, then the same for openings.
    """
    x, y = np.sqrt(people), np.sqrt(places)
    residual, rounds = np.inf, 0
    while residual > tolerance and rounds < most_rounds:
        rounds += 1
        x = _root(np.bincount(asker, weight * y[opening], len(people)), people)
        drawn = np.bincount(opening, weight * x[asker], len(places))
        y = _root(drawn, places)
        # Openings are exact after their half of a round; people tell how far it is from settled.
        sums = x * np.bincount(asker, weight * y[opening], len(people)) + x * x
        residual = float(np.abs(sums - people).max(initial=0))
    return weight * x[asker] * y[opening], rounds, residual


def _root(slope: Reals, total: Reals) -> Reals:
    half: Reals = slope / 2
    root: Reals = np.sqrt(half * half + total) - half
    return root


def _mean(scores: NDArray[np.int16]) -> float:
    held = scores >= 0
    return float(scores[held].mean()) if held.any() else 0.0
