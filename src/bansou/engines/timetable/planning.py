"""One visitor's best plan at given prices, exactly, by dynamic programming over the slots.

A state is the set of booths met so far, how many interviews lie in a row behind it, and the area of
the last one (or a free slot). Only candidates with a slot left in which they are worth their price
are in the sets: in a full fair few are. Each visitor stands apart from all others; this is what makes
both the bound and the search quick.
"""

import numpy as np

from bansou.engines.compiling import inlined, njit
from bansou.engines.timetable.arrays import NONE, Flags, Ints, Problem, State

#: Prices are thousandths of a point.
SCALE = 1000
_NEVER = -(1 << 60)


@njit(cache=True, nogil=True)
def plan_one(
    problem: Problem, state: State, visitor: int, prices: Ints, beside: Ints, plan: Ints
) -> int:
    """Write the best plan for a visitor into `plan` (C,), from what the state leaves.

    :param prices: (B, S) of a seat
    :param beside: (S,) of all that this visitor needs beside the seat
    :returns: its points less its prices and what is missing, in thousandths
    """
    slots, far, in_a_row = problem.seats.shape[1], problem.far, problem.in_a_row
    places, gains = _gains(problem, state, visitor, prices, beside)
    at = problem.areas[problem.booths[visitor, places]]
    # A free slot; then so many in a row, by area; then as many as are bearable, wherever.
    sets, states = 1 << len(places), 2 + (in_a_row - 1) * len(far)
    best = np.full((slots + 1, states, sets), _NEVER, np.int64)
    best[0, 0, 0] = 0
    for slot in range(slots):
        _wait(best[slot], best[slot + 1])
        for bit in range(len(places)):
            if gains[bit, slot] != _NEVER:
                for now in range(states - 1):
                    then = _after(far, in_a_row, now, at[bit])
                    if then != NONE:
                        _meet(best[slot, now], best[slot + 1, then], bit, gains[bit, slot])
    most, least = problem.most[visitor], problem.least[visitor]
    value: int
    value, now, one = _end(best[slots], most, least, problem.missing * SCALE)
    plan[:] = NONE
    for slot in range(slots - 1, -1, -1):
        bit, now = _step_back(far, in_a_row, at, gains[:, slot], best, slot, now, one)
        if bit != NONE:
            plan[places[bit]] = slot
            one ^= 1 << bit
    return value


@njit(cache=True, nogil=True)
def _gains(
    problem: Problem, state: State, visitor: int, prices: Ints, beside: Ints
) -> tuple[Ints, Ints]:
    """The candidates worth a thought, and what each is worth in each slot beyond its price."""
    slots, many, count = problem.seats.shape[1], problem.many[visitor], 0
    booths, points, seats = problem.booths[visitor], problem.points[visitor], state.seats
    places, gains = np.empty(many, np.int64), np.full((many, slots), _NEVER, np.int64)
    equipped = _equipped(problem, state, visitor)
    has_companion = problem.companions[visitor] != NONE
    # Whatever costs more than one interview too few is left out of the best plan.
    floor = -problem.missing * SCALE if problem.least[visitor] > 0 else 0
    for place in range(many):
        booth, is_worth = booths[place], False
        for slot in range(slots):
            gain = points[place, slot] * SCALE - prices[booth, slot] - beside[slot]
            if gain <= floor or points[place, slot] == NONE or seats[booth, slot] <= 0:
                continue
            if equipped[slot] and not (
                has_companion and _is_too_far(problem, state, visitor, slot, booth)
            ):
                gains[count, slot] = gain
                is_worth = True
        if is_worth:
            places[count] = place
            count += 1
    return places[:count], gains[:count]


@njit(cache=True, nogil=True)
def _equipped(problem: Problem, state: State, visitor: int) -> Flags:
    """(S,) whether all that the visitor needs beside a seat is left."""
    slots, companion = problem.seats.shape[1], problem.companions[visitor]
    equipped = np.ones(slots, np.bool_)
    for pool in range(problem.needs.shape[1]):
        if problem.needs[visitor, pool]:
            for slot in range(slots):
                equipped[slot] &= state.pools[pool, slot] > 0
    if companion != NONE:
        for slot in range(slots):
            equipped[slot] &= state.beside[companion, slot] == NONE
    return equipped


@inlined
def _is_too_far(problem: Problem, state: State, visitor: int, slot: int, booth: int) -> bool:
    """Whether the companion cannot walk there from where others need them, or on."""
    companion, area = problem.companions[visitor], problem.areas[booth]
    for other in (slot - 1, slot + 1):
        if 0 <= other < problem.seats.shape[1]:
            at = state.beside[companion, other]
            if at != NONE and (problem.far[at, area] if other < slot else problem.far[area, at]):
                return True
    return False


@inlined
def _after(far: Flags, in_a_row: int, now: int, area: int) -> int:
    """The state after one more interview in an area, or NONE where it is too far."""
    areas = len(far)
    if now > 0 and far[(now - 1) % areas, area]:
        return NONE
    run = 0 if now == 0 else (now - 1) // areas + 1
    then: int = 1 + run * areas + (0 if run + 1 == in_a_row else area)
    return then


@inlined
def _wait(best: Ints, after: Ints) -> None:
    """Leave a slot free."""
    for now in range(best.shape[0]):
        for one in range(best.shape[1]):
            after[0, one] = max(after[0, one], best[now, one])


@inlined
def _meet(best: Ints, after: Ints, bit: int, gain: int) -> None:
    """Meet a candidate in a slot, whomever one has met."""
    one = 1 << bit
    for high in range(0, len(best), 2 * one):
        for low in range(high, high + one):
            after[low + one] = max(after[low + one], best[low] + gain)


@inlined
def _end(best: Ints, most: int, least: int, missing: int) -> tuple[int, int, int]:
    """The best end, less what is missing there: its value, state and set."""
    value, now, one = _NEVER * 2, 0, 0
    for every in range(best.shape[1]):
        met, left = 0, every
        while left:
            met, left = met + 1, left & (left - 1)
        if met <= most:
            for final in range(best.shape[0]):
                gained = best[final, every] - missing * max(0, least - met)
                if gained > value:
                    value, now, one = gained, final, every
    return value, now, one


@inlined
def _step_back(
    far: Flags, in_a_row: int, at: Ints, gains: Ints, best: Ints, slot: int, now: int, one: int
) -> tuple[int, int]:
    """Find a step again by its value: which candidate was met, or NONE, and the state before."""
    value = best[slot + 1, now, one]
    if now == 0:
        for was in range(best.shape[1]):
            if best[slot, was, one] == value:
                return NONE, was
    for bit in range(len(at)):
        if one >> bit & 1 and gains[bit] != _NEVER:
            for was in range(best.shape[1] - 1):
                gained = best[slot, was, one ^ (1 << bit)] + gains[bit]
                if gained == value and _after(far, in_a_row, was, at[bit]) == now:
                    return bit, was
    return NONE, NONE  # never: each state was come to from another


@inlined
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


@inlined
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


@njit(cache=True, nogil=True)
def gained_beyond(problem: Problem, state: State, prices: Ints, beside: Ints) -> int:
    """What all visitors gain beyond the prices at most, each as if alone at the fair.

    :param beside: (V, S)
    """
    plan = np.empty(problem.booths.shape[1], np.int64)
    total = 0
    for visitor in range(problem.booths.shape[0]):
        total += plan_one(problem, state, visitor, prices, beside[visitor], plan)
    return total
