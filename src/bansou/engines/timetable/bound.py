"""Prices of seats, pools and companions, and the bound that they prove.

The prices are the dual solution of the linear program, by PDLP of OR-Tools (Applegate et al., 2021),
which is quick and not exact; they need not be: whatever the prices, seats at these prices together
with what each visitor gains beyond them at most is never exceeded (Lagrange's relaxation), and that
sum is computed in integers.
"""

import importlib.util
from typing import NamedTuple

import numpy as np

from bansou.engines.timetable.arrays import NONE, Ints, Problem, empty
from bansou.engines.timetable.planning import SCALE, gained_beyond


class Asked(NamedTuple):
    """Prices in thousandths of a point: seats (B, S), pools (P, S), companions (companions, S)."""

    seats: Ints
    pools: Ints
    companions: Ints


def find_prices(problem: Problem) -> Asked:
    """Good prices, or none at all where the extra `fairs` is not installed."""
    slots = problem.seats.shape[1]
    shapes = (problem.seats.shape, problem.pools.shape, (problem.helpers, slots))
    if importlib.util.find_spec("ortools") is None or importlib.util.find_spec("scipy") is None:
        return Asked(*(np.zeros(shape, np.int64) for shape in shapes))
    from bansou.engines.timetable.relaxing import dual_prices

    found = dual_prices(problem)
    return Asked(*(np.rint(rows * SCALE).astype(np.int64) for rows in found))


def beside_of(problem: Problem, asked: Asked) -> Ints:
    """(V, S) what each visitor pays for all that they need beside a seat."""
    beside = problem.needs.astype(np.int64) @ asked.pools
    has = problem.companions != NONE
    if has.any():
        beside[has] += asked.companions[problem.companions[has]]
    return beside


def bound_of(problem: Problem, asked: Asked) -> int:
    """What no plan exceeds, in whole points."""
    paid = (asked.seats * problem.seats).sum() + (asked.pools * problem.pools).sum()
    gained = gained_beyond(problem, empty(problem), asked.seats, beside_of(problem, asked))
    return int(paid + asked.companions.sum() + gained) // SCALE
