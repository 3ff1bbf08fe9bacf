"""Making a plan better: a few visitors who stand in each other's way are planned anew, again and again.

Ruin and recreate (Schrimpf et al., 2000). Those chosen give all back and are planned one after the
other, each exactly (`planning`), at a share of the proven prices so that the first leave to the next
what is worth more to them. Only what is no worse is kept. Chance comes from a seed alone.
"""

import numpy as np

from bansou.engines.compiling import njit
from bansou.engines.timetable.arrays import NONE, Ints, Problem, State
from bansou.engines.timetable.planning import plan_one, put, worth_of

#: So many visitors are planned anew at once at most.
_TOGETHER = 10
#: One round in so many begins with somebody who has too few interviews.
_LACKING = 3
_TRIES = 80


def wishing(problem: Problem) -> tuple[Ints, Ints]:
    """The visitors of each booth one after the other, and where each booth's begin."""
    visitors, places = np.nonzero(np.arange(problem.booths.shape[1]) < problem.many[:, None])
    booths = problem.booths[visitors, places]
    order = np.argsort(booths, kind="stable")
    starts = np.searchsorted(booths[order], np.arange(len(problem.seats) + 1))
    return visitors[order], starts.astype(np.int64)


@njit(cache=True, nogil=True)
def plan_all(problem: Problem, state: State, prices: Ints, beside: Ints, order: Ints) -> None:
    """Plan every visitor without a plan once, in this order."""
    for visitor in order:
        if (state.plan[visitor] == NONE).all():
            plan_one(problem, state, visitor, prices, beside[visitor], state.plan[visitor])
            put(problem, state, visitor, 1)


@njit(cache=True, nogil=True)
def improve(
    problem: Problem,
    state: State,
    prices: Ints,
    beside: Ints,
    who: Ints,
    starts: Ints,
    rounds: int,
    seed: int,
) -> None:
    """Change the state in so many rounds; its worth never falls."""
    np.random.seed(seed)  # numba's own generator takes no other way
    chosen = np.empty(_TOGETHER, np.int64)
    before = np.empty((_TOGETHER, state.plan.shape[1]), np.int64)
    nothing, free = np.zeros_like(prices), np.zeros(prices.shape[1], np.int64)
    shares = np.empty((3, prices.shape[0], prices.shape[1]), np.int64)
    for share in range(3):
        shares[share] = prices * (share + 1) // 3
    for _round in range(rounds):
        count = _choose(problem, state, who, starts, chosen)
        worth = 0
        for at in range(count):
            visitor = chosen[at]
            worth -= worth_of(problem, state, visitor)
            before[at] = state.plan[visitor]
            put(problem, state, visitor, -1)
        order = np.random.permutation(count)
        share = np.random.randint(0, 4)
        for at in range(count):
            visitor = chosen[order[at]]
            if at == count - 1 or share == 0:
                plan_one(problem, state, visitor, nothing, free, state.plan[visitor])
            else:
                asked = beside[visitor] * share // 3
                plan_one(problem, state, visitor, shares[share - 1], asked, state.plan[visitor])
            put(problem, state, visitor, 1)
            worth += worth_of(problem, state, visitor)
        if worth < 0:
            for at in range(count):
                put(problem, state, chosen[at], -1)
            for at in range(count):
                state.plan[chosen[at]] = before[at]
                put(problem, state, chosen[at], 1)


@njit(cache=True, nogil=True)
def _choose(problem: Problem, state: State, who: Ints, starts: Ints, chosen: Ints) -> int:
    """Choose a visitor, and others who sit where those chosen would like to."""
    wanted = np.random.randint(2, _TOGETHER + 1)
    chosen[0] = _first(problem, state)
    count = 1
    for _try in range(_TRIES):
        if count == wanted:
            break
        near = chosen[np.random.randint(count)]
        if problem.many[near] == 0:
            continue
        booth = problem.booths[near, np.random.randint(problem.many[near])]
        other = who[starts[booth] + np.random.randint(starts[booth + 1] - starts[booth])]
        is_new = _sits_at(problem, state, other, booth)
        for at in range(count):
            if chosen[at] == other:
                is_new = False
        if is_new:
            chosen[count] = other
            count += 1
    return count


@njit(cache=True, nogil=True)
def _first(problem: Problem, state: State) -> int:
    """Anybody; or the next from there on who has too few interviews."""
    people: int = state.plan.shape[0]
    first: int = np.random.randint(people)
    if np.random.randint(_LACKING) == 0:
        for step in range(people):
            visitor = (first + step) % people
            if _held(state.plan, visitor) < problem.least[visitor]:
                return visitor
    return first


@njit(cache=True, nogil=True)
def _held(plan: Ints, visitor: int) -> int:
    """How many interviews a visitor has."""
    held = 0
    for place in range(plan.shape[1]):
        held += plan[visitor, place] != NONE
    return held


@njit(cache=True, nogil=True)
def _sits_at(problem: Problem, state: State, visitor: int, booth: int) -> bool:
    for place in range(problem.many[visitor]):
        if problem.booths[visitor, place] == booth and state.plan[visitor, place] != NONE:
            return True
    return False
