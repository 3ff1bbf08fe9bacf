"""A fair as arrays, and a plan on it as arrays: what the search works on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.timetable.values import Fair, Meeting, candidates_of

type Ints = NDArray[np.int64]
type Flags = NDArray[np.bool_]

#: Stands for an interview that cannot be, and for no slot.
NONE = -1


class Problem(NamedTuple):
    """What does not change while a plan is sought. V visitors, B booths, S slots, C candidates.

    :ivar points: (V, C, S) points of an interview, NONE where it cannot be
    :ivar booths: (V, C) the candidates of each visitor
    :ivar many: (V,) how many candidates there are
    :ivar seats: (B, S)
    :ivar areas: (B,)
    :ivar far: (areas, areas) whether a slot must stay free between two interviews
    :ivar least: (V,)
    :ivar most: (V,)
    :ivar needs: (V, P)
    :ivar pools: (P, S)
    :ivar companions: (V,) who sits beside them, or NONE
    :ivar helpers: how many companions there are
    :ivar in_a_row: so many interviews without a free slot
    :ivar missing: points lost for each interview too few
    """

    points: Ints
    booths: Ints
    many: Ints
    seats: Ints
    areas: Ints
    far: Flags
    least: Ints
    most: Ints
    needs: Flags
    pools: Ints
    companions: Ints
    helpers: int
    in_a_row: int
    missing: int


class State(NamedTuple):
    """A plan, and what it leaves.

    :ivar plan: (V, C) the slot of each candidate, or NONE
    :ivar seats: (B, S) left
    :ivar pools: (P, S) left
    :ivar beside: (companions, S) the area where they sit, or NONE
    """

    plan: Ints
    seats: Ints
    pools: Ints
    beside: Ints


class Names(NamedTuple):
    """What the numbers of the arrays stand for."""

    visitors: tuple[str, ...]
    booths: tuple[str, ...]
    pools: tuple[str, ...]
    companions: tuple[str, ...]
    candidates: tuple[tuple[str, ...], ...]


def arrays_of(fair: Fair) -> tuple[Problem, Names]:
    """Set a fair that was looked through into arrays."""
    wished = candidates_of(fair)
    areas = sorted({booth.area for booth in fair.booths})
    names = Names(
        visitors=tuple(visitor.id for visitor in fair.visitors),
        booths=tuple(booth.id for booth in fair.booths),
        pools=tuple(fair.pools),
        companions=tuple(sorted({one.companion for one in fair.visitors if one.companion})),
        candidates=tuple(tuple(wished[visitor.id]) for visitor in fair.visitors),
    )
    points, booths = _points(fair, wished, names)
    problem = Problem(
        points=points,
        booths=booths,
        many=_ints([len(ones) for ones in names.candidates]),
        seats=_ints([booth.seats for booth in fair.booths]),
        areas=_ints([areas.index(booth.area) for booth in fair.booths]),
        far=np.array([[fair.is_far(one, other) for other in areas] for one in areas], np.bool_),
        least=_ints([visitor.least for visitor in fair.visitors]),
        most=_ints([visitor.most for visitor in fair.visitors]),
        needs=np.array(
            [[pool in one.needs for pool in names.pools] for one in fair.visitors], np.bool_
        ).reshape(len(fair.visitors), len(names.pools)),
        pools=_ints(list(fair.pools.values())).reshape(len(names.pools), fair.slots),
        companions=_ints(
            [names.companions.index(v.companion) if v.companion else NONE for v in fair.visitors]
        ),
        helpers=len(names.companions),
        in_a_row=fair.in_a_row,
        missing=fair.missing,
    )
    return problem, names


def empty(problem: Problem) -> State:
    """A plan without any interview."""
    return State(
        plan=np.full(problem.booths.shape, NONE, np.int64),
        seats=problem.seats.copy(),
        pools=problem.pools.copy(),
        beside=np.full((problem.helpers, problem.points.shape[2]), NONE, np.int64),
    )


def meetings_of(state: State, names: Names) -> tuple[Meeting, ...]:
    """The interviews of a plan in order."""
    return tuple(
        sorted(
            Meeting(names.visitors[visitor], names.candidates[visitor][place], slot)
            for visitor, row in enumerate(state.plan.tolist())
            for place, slot in enumerate(row)
            if slot != NONE
        )
    )


def lacking_of(problem: Problem, state: State) -> Ints:
    """(V,) how many interviews each visitor has too few."""
    lacking: Ints = np.maximum(problem.least - (state.plan != NONE).sum(axis=1), 0)
    return lacking


def _points(fair: Fair, wished: dict[str, dict[str, int]], names: Names) -> tuple[Ints, Ints]:
    most = max(1, *(len(ones) for ones in names.candidates))
    points = np.full((len(fair.visitors), most, fair.slots), NONE, np.int64)
    booths = np.full((len(fair.visitors), most), 0, np.int64)
    at = {booth.id: number for number, booth in enumerate(fair.booths)}
    for number, visitor in enumerate(fair.visitors):
        there = [visitor.is_there(slot) for slot in range(fair.slots)]
        for place, (booth, worth) in enumerate(wished[visitor.id].items()):
            booths[number, place] = at[booth]
            is_open = np.array(fair.booths[at[booth]].seats) > 0
            points[number, place] = np.where(is_open & there, worth, NONE)
    return points, booths


def _ints(values: object) -> Ints:
    return np.array(values, np.int64)
