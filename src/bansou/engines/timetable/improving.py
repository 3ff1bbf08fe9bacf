"""Making a plan better: a few visitors who stand in each other's way are planned anew, again and again.

Ruin and recreate (Schrimpf et al., 2000). Those chosen give all back and are planned one after the
other, each exactly (`planning`), at a share of the proven prices so that the first leave to the next
what is worth more to them. What is worse is hardly ever kept, and later never. Chance comes from a
seed alone. Large fairs are parted into two halves of visitors anew in each step, each with half of
what is left: they cannot get into each other's way, so both are improved at the same time. Smaller
fairs are searched twice side by side, and each step goes on from the better plan. Either way the result
is the same on one core.
"""

import importlib.util
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from bansou.engines.compiling import inlined, njit
from bansou.engines.timetable.arrays import NONE, Ints, Problem, State
from bansou.engines.timetable.planning import plan_one, put, worth_of

#: So many visitors are planned anew at once at most.
_TOGETHER = 10
#: One round in so many begins with somebody who has too few interviews.
_LACKING = 3
_TRIES = 80
#: From so many visitors on a fair is parted.
_PARTED_FROM = 300
_STEPS, _COOL_FROM = 20, 16
#: By so many points a plan may become worse in a round, about, in the first step.
_HEAT_WHOLE, _HEAT_PARTED = 0.8, 0.4
#: So many rounds for each visitor of a parted fair are worth that; fewer only come down from less.
_UNHURRIED = 4_000

type Told = Callable[[int], None]


def search(
    problem: Problem,
    state: State,
    prices: Ints,
    beside: Ints,
    *,
    rounds: int,
    seed: int,
    told: Told | None,
) -> State:
    """Plan who has no plan, then make all better in so many rounds; gives the best state seen.

    :param beside: (V, S) what each visitor pays beside the seat
    :param rounds: of a smaller fair each of two searches has so many
    :param told: called from time to time with the rounds done
    """
    rng = np.random.default_rng(seed)
    plan_all(problem, state, prices, beside, rng.permutation(len(problem.least)))
    best, most = state, value_of(problem, state)
    heat = _heat(problem, rounds)
    with ThreadPoolExecutor(2 if importlib.util.find_spec("numba") else 1) as threads:
        for step in range(_STEPS if rounds and problem.many.any() else 0):
            share = rounds * (step + 1) // _STEPS - rounds * step // _STEPS
            cooled = heat * max(0.0, 1 - step / _COOL_FROM)
            parts = _parts(problem, state, rng)
            count = share // 2 if _is_parted(problem) else share
            jobs = [
                threads.submit(
                    improve,
                    *(problem, part.state, prices, beside, part.own, *wishing(problem, part.own)),
                    *(count, int(rng.integers(1 << 31)), cooled),
                )
                for part in parts
            ]
            for job in jobs:
                job.result()
            state = _joined(problem, parts)
            if (value := value_of(problem, state)) >= most:
                best, most = state, value
            if told:
                told(rounds * (step + 1) // _STEPS)
    return best


def _heat(problem: Problem, rounds: int) -> float:
    if not _is_parted(problem):
        return _HEAT_WHOLE
    return _HEAT_PARTED * min(1, rounds / (_UNHURRIED * len(problem.least)))


def value_of(problem: Problem, state: State) -> int:
    """The points of a plan less what is missing."""
    return sum(int(worth_of(problem, state, visitor)) for visitor in range(len(problem.least)))


class _Part(NamedTuple):
    """Some visitors and what they have or may take.

    :ivar own: their numbers
    """

    own: Ints
    state: State


def _is_parted(problem: Problem) -> bool:
    return len(problem.least) >= _PARTED_FROM


def _parts(problem: Problem, state: State, rng: np.random.Generator) -> list[_Part]:
    """Part the visitors by chance, those of a companion together, and what is left between them.

    A smaller fair is there twice, whole.
    """
    people = len(problem.least)
    if not _is_parted(problem):
        return [_Part(np.arange(people), _copied(state)) for _search in range(2)]
    is_first, helpers = rng.random(people) < 0.5, rng.random(problem.helpers) < 0.5
    has = problem.companions != NONE
    is_first[has] = helpers[problem.companions[has]]
    seats = rng.random(state.seats.shape) < 0.5
    pools = rng.random(state.pools.shape) < 0.5
    return [
        _Part(
            np.flatnonzero(is_first == side),
            _copied(state)._replace(
                seats=np.where(seats == side, state.seats, 0),
                pools=np.where(pools == side, state.pools, 0),
            ),
        )
        for side in (True, False)
    ]


def _joined(problem: Problem, parts: Sequence[_Part]) -> State:
    """One state of the parts': each visitor's plan from their own, and what all leave; or the better."""
    if not _is_parted(problem):
        return max((part.state for part in parts), key=lambda state: value_of(problem, state))
    state = _copied(parts[0].state)
    for part in parts[1:]:
        state.plan[part.own] = part.state.plan[part.own]
        state.seats[:] += part.state.seats
        state.pools[:] += part.state.pools
        companions = problem.companions[part.own]
        companions = companions[companions != NONE]
        state.beside[companions] = part.state.beside[companions]
    return state


def _copied(state: State) -> State:
    return State(*(array.copy() for array in state))


def wishing(problem: Problem, own: Ints) -> tuple[Ints, Ints]:
    """Of these visitors those of each booth one after the other, and where each booth's begin."""
    is_own = np.isin(np.arange(len(problem.many)), own)
    is_candidate = np.arange(problem.booths.shape[1]) < problem.many[:, None]
    visitors, places = np.nonzero(is_candidate & is_own[:, None])
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
    own: Ints,
    who: Ints,
    starts: Ints,
    rounds: int,
    seed: int,
    heat: float,
) -> None:
    """Change the plans of some visitors in so many rounds.

    :param own: the visitors
    :param who: those of them who wish for each booth, from `starts` on
    :param heat: by so many points the worth may fall in a round, about; 0 for never
    """
    np.random.seed(seed)  # numba's own generator takes no other way
    chosen = np.empty(_TOGETHER, np.int64)
    before = np.empty((_TOGETHER, state.plan.shape[1]), np.int64)
    nothing, free = np.zeros_like(prices), np.zeros(prices.shape[1], np.int64)
    shares = np.empty((3, prices.shape[0], prices.shape[1]), np.int64)
    for share in range(3):
        shares[share] = prices * (share + 1) // 3
    for _round in range(rounds):
        count = _choose(problem, state, own, who, starts, chosen)
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
        if worth < 0 and (heat <= 0 or worth < heat * np.log(1 - np.random.random())):
            for at in range(count):
                put(problem, state, chosen[at], -1)
            for at in range(count):
                state.plan[chosen[at]] = before[at]
                put(problem, state, chosen[at], 1)


@njit(cache=True, nogil=True)
def _choose(
    problem: Problem, state: State, own: Ints, who: Ints, starts: Ints, chosen: Ints
) -> int:
    """Choose a visitor, and others who sit where those chosen would like to."""
    wanted = np.random.randint(2, _TOGETHER + 1)
    chosen[0] = _first(problem, state, own)
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


@inlined
def _first(problem: Problem, state: State, own: Ints) -> int:
    """Anybody; or the next from there on who has too few interviews."""
    people, first = len(own), np.random.randint(len(own))
    if np.random.randint(_LACKING) == 0:
        for step in range(people):
            visitor: int = own[(first + step) % people]
            if _held(state.plan, visitor) < problem.least[visitor]:
                return visitor
    anybody: int = own[first]
    return anybody


@inlined
def _held(plan: Ints, visitor: int) -> int:
    """How many interviews a visitor has."""
    held = 0
    for place in range(plan.shape[1]):
        held += plan[visitor, place] != NONE
    return held


@inlined
def _sits_at(problem: Problem, state: State, visitor: int, booth: int) -> bool:
    for place in range(problem.many[visitor]):
        if problem.booths[visitor, place] == booth and state.plan[visitor, place] != NONE:
            return True
    return False
