"""The linear program of a fair, and its dual prices by PDLP. Needs the extra `fairs`."""

from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.pdlp import solvers_pb2
from ortools.pdlp.python import pdlp

from bansou.engines.timetable.arrays import NONE, Ints, Problem

#: How near the solver comes, as a share of the value; the bound is proven whatever it is.
_NEAR = 1e-4

type _Floats = NDArray[np.float64]
type _Limit = Callable[[Ints], Any]


class _Rows:
    """Rows `sum of some variables ≤ limit`, gathered by a key of each variable."""

    def __init__(self, size: int) -> None:
        self._every = np.arange(size)
        self._at: list[Ints] = []
        self._columns: list[Ints] = []
        self.limits: list[_Floats] = []
        self.count = 0

    def add(self, key: Ints, limit: _Limit, among: Any = True) -> tuple[int, Ints]:
        """One row for each key among the variables; gives the first row and the keys."""
        chosen = self._every[np.broadcast_to(among, self._every.shape)]
        keys, row = np.unique(key[chosen], return_inverse=True)
        first = self.count
        self._at.append(first + row)
        self._columns.append(chosen)
        self.limits.append(np.broadcast_to(limit(keys), keys.shape).astype(np.float64))
        self.count += len(keys)
        return first, keys

    def matrix(self) -> Any:
        """The rows as a sparse matrix."""
        at, columns = np.concatenate(self._at), np.concatenate(self._columns)
        shape = (self.count, len(self._every))
        return sparse.csc_matrix((np.ones(len(at)), (at, columns)), shape=shape)


def dual_prices(problem: Problem) -> tuple[_Floats, _Floats, _Floats]:
    """Prices in points of seats (B, S), pools (P, S) and companions (companions, S)."""
    slots = problem.seats.shape[1]
    visitor, place, slot = np.nonzero(problem.points != NONE)
    booth = problem.booths[visitor, place]
    rows = _Rows(len(visitor))
    seats = rows.add(booth * slots + slot, lambda keys: problem.seats.ravel()[keys])
    pools = [
        rows.add(pool * slots + slot, lambda keys: problem.pools.ravel()[keys], needed)
        for pool, needed in enumerate(problem.needs[visitor].T)
    ]
    companion = problem.companions[visitor]
    beside = rows.add(companion * slots + slot, np.ones_like, companion != NONE)
    _add_own(rows, problem, visitor, place, slot)
    dual = _solve(rows, problem, visitor, problem.points[visitor, place, slot])
    return (
        _spread(problem.seats.shape, dual, [seats]),
        _spread(problem.pools.shape, dual, pools),
        _spread((problem.helpers, slots), dual, [beside]),
    )


def _add_own(rows: _Rows, problem: Problem, visitor: Ints, place: Ints, slot: Ints) -> None:
    """What binds each visitor alone: one interview in a booth and a slot, enough, rest, walks."""
    slots, area = problem.seats.shape[1], problem.areas[problem.booths[visitor, place]]
    rows.add(visitor * problem.booths.shape[1] + place, np.ones_like)
    rows.add(visitor * slots + slot, np.ones_like)
    rows.add(visitor, lambda keys: problem.most[keys])
    for first in range(slots - problem.in_a_row):
        window = (slot >= first) & (slot <= first + problem.in_a_row)
        rows.add(visitor, lambda keys: np.full_like(keys, problem.in_a_row), window)
    for here in range(len(problem.far)):
        away = problem.far[here][area]
        for first in range(slots - 1):
            walk = ((slot == first) & (area == here)) | ((slot == first + 1) & away)
            if walk.any():
                rows.add(visitor, np.ones_like, walk)


def _solve(rows: _Rows, problem: Problem, visitor: Ints, points: Ints) -> _Floats:
    """The dual values of the rows; a further variable for each visitor says what is missing."""
    people = len(problem.least)
    held = sparse.csc_matrix(
        (np.ones(len(visitor)), (visitor, np.arange(len(visitor)))), (people, len(visitor))
    )
    program = pdlp.QuadraticProgram()
    program.objective_vector = np.concatenate(
        [-points.astype(np.float64), np.full(people, float(problem.missing))]
    )
    program.constraint_matrix = sparse.block_array(
        [[rows.matrix(), None], [-held, -sparse.identity(people)]], format="csc"
    )
    limits = np.concatenate([*rows.limits, -problem.least.astype(np.float64)])
    program.constraint_lower_bounds = np.full(len(limits), -np.inf)
    program.constraint_upper_bounds = limits
    size = len(points) + people
    program.variable_lower_bounds = np.zeros(size)
    program.variable_upper_bounds = np.full(size, np.inf)
    wanted = solvers_pb2.PrimalDualHybridGradientParams()
    wanted.termination_criteria.simple_optimality_criteria.eps_optimal_relative = _NEAR
    wanted.termination_criteria.simple_optimality_criteria.eps_optimal_absolute = _NEAR
    wanted.termination_criteria.iteration_limit = 20_000
    solved = pdlp.primal_dual_hybrid_gradient(program, wanted)
    dual: _Floats = np.maximum(-solved.dual_solution, 0.0)
    return dual


def _spread(shape: tuple[int, ...], dual: _Floats, found: list[tuple[int, Ints]]) -> _Floats:
    prices = np.zeros(shape)
    for first, keys in found:
        prices.ravel()[keys] = dual[first : first + len(keys)]
    return prices
