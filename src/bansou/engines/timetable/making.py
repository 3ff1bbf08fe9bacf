"""Making a timetable, and mending one on the day."""

from collections.abc import Iterable, Sequence

import numpy as np

from bansou.engines.timetable.arrays import (
    NONE,
    Names,
    Problem,
    State,
    arrays_of,
    empty,
    lacking_of,
    meetings_of,
)
from bansou.engines.timetable.bound import Asked, beside_of, bound_of, find_prices
from bansou.engines.timetable.improving import Told, plan_all, search, value_of
from bansou.engines.timetable.mistakes import HeldAgainstRules
from bansou.engines.timetable.values import Fair, Meeting, Prices, Schedule, check_fair

_ROUNDS = 100_000


def timetable(
    fair: Fair, *, rounds: int = _ROUNDS, seed: int = 1, told: Told | None = None
) -> Schedule:
    """Plan a fair; the same fair, rounds and seed give the same timetable.

    :param rounds: how long it is made better; 100,000 take two or three seconds for 500 visitors
    :param told: called from time to time with the rounds done
    :raises FairMistake: something in the fair cannot be right
    """
    check_fair(fair)
    problem, names = arrays_of(fair)
    asked = find_prices(problem)
    state = search(
        *(problem, empty(problem), asked.seats, beside_of(problem, asked)),
        rounds=rounds,
        seed=seed,
        told=told,
    )
    return _schedule(problem, names, state, asked)


def repair(
    fair: Fair,
    meetings: Sequence[Meeting],
    *,
    now: int = 0,
    rounds: int = _ROUNDS // 5,
    seed: int = 1,
) -> Schedule:
    """Mend a timetable after something changed: somebody is late, or a booth drops out.

    As few interviews as possible are lost or moved, then the plan is made as good as it can be. What
    was before slot `now` stays as it was.

    :param fair: as it is now
    :param meetings: as they were planned
    :param now: the first slot that can still be changed
    :raises FairMistake: something in the fair cannot be right, or a meeting names who is not there
    """
    check_fair(fair)
    held = [meeting for meeting in meetings if meeting.slot < now]
    problem, names = arrays_of(fair)
    kept = _with_kept(problem, names, meetings, now)
    state = _resumed(kept, names, meetings)
    asked = find_prices(problem)
    state = search(
        *(kept, state, asked.seats, beside_of(problem, asked)), rounds=rounds, seed=seed, told=None
    )
    lost = set(held) - set(meetings_of(state, names))
    if lost:
        raise HeldAgainstRules("an interview that was held could not be", min(lost).visitor)
    return _schedule(problem, names, state, asked)


def _schedule(problem: Problem, names: Names, state: State, asked: Asked) -> Schedule:
    prices = Prices(
        seats=dict(zip(names.booths, _rows(asked.seats), strict=True)),
        pools=dict(zip(names.pools, _rows(asked.pools), strict=True)),
        companions=dict(zip(names.companions, _rows(asked.companions), strict=True)),
    )
    lacking = zip(names.visitors, lacking_of(problem, state).tolist(), strict=True)
    return Schedule(
        meetings=meetings_of(state, names),
        value=value_of(problem, state),
        missing={whose: number for whose, number in lacking if number},
        bound=bound_of(problem, asked),
        prices=prices,
    )


def _rows(prices: Iterable[Iterable[int]]) -> list[tuple[int, ...]]:
    return [tuple(int(price) for price in row) for row in prices]


def _with_kept(problem: Problem, names: Names, meetings: Sequence[Meeting], now: int) -> Problem:
    """The problem in which one interview kept is worth more than all that could be won by moving it."""
    points = problem.points.copy()
    most = int(np.maximum(points.max(axis=(1, 2)), 0) @ problem.most)
    keeping = 1 + most + problem.missing * int(problem.least.sum())
    points[:, :, :now] = NONE
    for visitor, place, slot in _places(names, meetings):
        was = problem.points[visitor, place, slot]
        if was != NONE:
            points[visitor, place, slot] = was + keeping
    return problem._replace(points=points)


def _resumed(problem: Problem, names: Names, meetings: Sequence[Meeting]) -> State:
    """A plan of those interviews that are still possible, and of no others."""
    points, state = np.full_like(problem.points, NONE), empty(problem)
    for visitor, place, slot in _places(names, meetings):
        points[visitor, place, slot] = problem.points[visitor, place, slot]
    nothing, people = np.zeros_like(problem.seats), len(problem.least)
    beside = np.zeros((people, problem.seats.shape[1]), np.int64)
    plan_all(problem._replace(points=points), state, nothing, beside, np.arange(people))
    return state


def _places(names: Names, meetings: Sequence[Meeting]) -> list[tuple[int, int, int]]:
    """Meetings as visitor, candidate and slot; of what is no longer wished for nothing."""
    at = {visitor: number for number, visitor in enumerate(names.visitors)}
    found = []
    for meeting in meetings:
        if meeting.visitor not in at:
            continue
        own = names.candidates[at[meeting.visitor]]
        if meeting.booth in own:
            found.append((at[meeting.visitor], own.index(meeting.booth), meeting.slot))
    return found
