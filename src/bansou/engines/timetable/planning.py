"""One visitor's best plan at given prices, exactly, by dynamic programming over the slots.

A state is the set of booths met so far, how many interviews lie in a row behind it, and the area of
the last one (or a free slot). Held by 2^candidates × states × slots × candidates steps, each visitor
apart from all others; this is what makes both the bound and the search quick.
"""

import numpy as np

from bansou.engines.compiling import njit
from bansou.engines.timetable.arrays import NONE, Ints, Problem, State

#: Prices are thousandths of a point.
SCALE = 1000
_NEVER = -(1 << 60)
#: A step back is kept as the state before it and the candidate met, or this for a free slot.
_FREE = 15


@njit(cache=True)
def plan_one(
    problem: Problem, state: State, visitor: int, prices: Ints, beside: Ints, plan: Ints
) -> int:
    """Write the best plan for a visitor into `plan` (C,), from what the state leaves.

    :param prices: (B, S) of a seat
    :param beside: (S,) of all that this visitor needs beside the seat
    :returns: its points less its prices and what is missing, in thousandths
    """
    slots, areas = problem.seats.shape[1], problem.far.shape[0]
    # A free slot; then so many in a row, by area; then as many as are bearable, wherever.
    sets, states = 1 << problem.many[visitor], 2 + (problem.in_a_row - 1) * areas
    met = _sizes(sets)
    best = np.full((states, sets), _NEVER, np.int64)
    best[0, 0] = 0
    after = np.empty((states, sets), np.int64)
    back = np.full((slots, states, sets), NONE, np.int16)
    for slot in range(slots):
        after[:] = _NEVER
        _wait(best, after, back[slot])
        if _is_equipped(problem, state, visitor, slot):
            for place in range(problem.many[visitor]):
                if _is_free(problem, state, visitor, place, slot):
                    booth = problem.booths[visitor, place]
                    gain = problem.points[visitor, place, slot] * SCALE
                    gain -= prices[booth, slot] + beside[slot]
                    _meet(problem, visitor, place, gain, met, best, after, back[slot])
        best, after = after, best
    value: int
    value, now, one = _end(problem, visitor, met, best)
    _trace(back, now, one, plan)
    return value


@njit(cache=True)
def _sizes(sets: int) -> Ints:
    """How many booths are in each set."""
    met = np.zeros(sets, np.int64)
    for one in range(1, sets):
        met[one] = met[one >> 1] + (one & 1)
    return met


@njit(cache=True)
def _wait(best: Ints, after: Ints, back: Ints) -> None:
    """Leave a slot free."""
    for now in range(best.shape[0]):
        for one in range(best.shape[1]):
            if best[now, one] > after[0, one]:
                after[0, one] = best[now, one]
                back[0, one] = now * 16 + _FREE


@njit(cache=True)
def _meet(
    problem: Problem,
    visitor: int,
    place: int,
    gain: int,
    met: Ints,
    best: Ints,
    after: Ints,
    back: Ints,
) -> None:
    """Meet a candidate in a slot, wherever one comes from and whomever one has met."""
    area, areas = problem.areas[problem.booths[visitor, place]], problem.far.shape[0]
    full, bit, most = best.shape[0] - 1, 1 << place, problem.most[visitor]
    for now in range(full):
        if now > 0 and problem.far[(now - 1) % areas, area]:
            continue
        run = 0 if now == 0 else (now - 1) // areas + 1
        then = full if run + 1 == problem.in_a_row else 1 + run * areas + area
        for one in range(best.shape[1]):
            if one & bit or met[one] >= most or best[now, one] == _NEVER:
                continue
            if best[now, one] + gain > after[then, one | bit]:
                after[then, one | bit] = best[now, one] + gain
                back[then, one | bit] = now * 16 + place


@njit(cache=True)
def _end(problem: Problem, visitor: int, met: Ints, best: Ints) -> tuple[int, int, int]:
    """The best end, less what is missing there: its value, state and set."""
    value, now, one = _NEVER * 2, 0, 0
    for final in range(best.shape[0]):
        for every in range(best.shape[1]):
            if best[final, every] == _NEVER:
                continue
            lacking = max(0, problem.least[visitor] - met[every])
            gained = best[final, every] - SCALE * problem.missing * lacking
            if gained > value:
                value, now, one = gained, final, every
    return value, now, one


@njit(cache=True)
def _trace(back: Ints, now: int, one: int, plan: Ints) -> None:
    """Walk back from the end and write down when whom."""
    plan[:] = NONE
    for slot in range(back.shape[0] - 1, -1, -1):
        step = back[slot, now, one]
        now, place = step >> 4, step & 15
        if place != _FREE:
            plan[place] = slot
            one ^= 1 << place


@njit(cache=True)
def _is_free(problem: Problem, state: State, visitor: int, place: int, slot: int) -> bool:
    """Whether a candidate can be met in a slot: a seat is left, and the companion can walk there."""
    booth = problem.booths[visitor, place]
    if problem.points[visitor, place, slot] == NONE or state.seats[booth, slot] <= 0:
        return False
    return bool(_is_reached(problem, state, visitor, slot, problem.areas[booth]))


@njit(cache=True)
def _is_equipped(problem: Problem, state: State, visitor: int, slot: int) -> bool:
    """Whether all that the visitor needs beside a seat is left in a slot."""
    for pool in range(problem.needs.shape[1]):
        if problem.needs[visitor, pool] and state.pools[pool, slot] <= 0:
            return False
    companion = problem.companions[visitor]
    return bool(companion == NONE or state.beside[companion, slot] == NONE)


@njit(cache=True)
def _is_reached(problem: Problem, state: State, visitor: int, slot: int, area: int) -> bool:
    """Whether the companion can walk there from where others need them, and on."""
    companion = problem.companions[visitor]
    if companion == NONE:
        return True
    for other in (slot - 1, slot + 1):
        if 0 <= other < problem.seats.shape[1]:
            at = state.beside[companion, other]
            if at != NONE and problem.far[at, area]:
                return False
    return True


@njit(cache=True)
def put(problem: Problem, state: State, visitor: int, sign: int) -> None:
    """Take what a visitor's plan needs (1), or give it back (-1)."""
    companion = problem.companions[visitor]
    for place in range(problem.many[visitor]):
        slot = state.plan[visitor, place]
        if slot == NONE:
            continue
        booth = problem.booths[visitor, place]
        state.seats[booth, slot] -= sign
        for pool in range(problem.needs.shape[1]):
            if problem.needs[visitor, pool]:
                state.pools[pool, slot] -= sign
        if companion != NONE:
            state.beside[companion, slot] = problem.areas[booth] if sign > 0 else NONE


@njit(cache=True)
def worth_of(problem: Problem, state: State, visitor: int) -> int:
    """The points of a visitor's plan less what is missing."""
    points, held = 0, 0
    for place in range(problem.many[visitor]):
        slot = state.plan[visitor, place]
        if slot != NONE:
            points += problem.points[visitor, place, slot]
            held += 1
    lacking: int = max(0, problem.least[visitor] - held)
    return points - problem.missing * lacking


@njit(cache=True)
def gained_beyond(problem: Problem, state: State, prices: Ints, beside: Ints) -> int:
    """What all visitors gain beyond the prices at most, each as if alone at the fair.

    :param beside: (V, S)
    """
    plan = np.empty(problem.booths.shape[1], np.int64)
    total = 0
    for visitor in range(problem.booths.shape[0]):
        total += plan_one(problem, state, visitor, prices, beside[visitor], plan)
    return total
