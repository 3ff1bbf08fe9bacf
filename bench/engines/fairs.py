"""Interview fairs of three sizes with everything that a fair asks for: how near to the proven bound.

Made up from one seed: three halls of which two are far apart, booths of one to three interviewers
with a pause each, popular and unpopular ones (Pareto), one booth in thirty for counselling, eight
wishes each, employers who offer interviews to some of those who wished for them and to others who
take offers (half of the visitors), six in ten visitors who ask for three interviews at least, people
who come late, leave early or take a break, few quiet rooms and interpreters, and companions who sit
beside several people. A booth that drops out, or a visitor who comes late, is `repair`, in the tests.

Seconds are those of the search by the clock, on two cores; the bound's are told apart, of the same run.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from bansou.engines.timetable import (
    Booth,
    Fair,
    Schedule,
    Visitor,
    broken_rules,
    making,
    timetable,
    worth,
)
from bench.engines.machine import Times
from bench.report import Figure, report

#: Visitors, booths, slots; rounds; the goal in per cent of the bound, and in seconds by the clock; how
#: often it is run: the largest takes minutes, and once has to do.
SIZES = (
    ((100, 30, 8), 300_000, 0.1, 10, 5),
    ((500, 100, 12), 800_000, 0.5, 10, 5),
    ((1_000, 150, 16), 4_000_000, 0.5, 60, 1),
)
_WISHES, _MOST = 8, 5


def main() -> int:
    """Plan each fair, check it by the plain rules, and report."""
    timetable(made_up(20, 9, 4), rounds=10)  # numba compiles, or reads what it compiled before
    figures = []
    for size, rounds, near, within, runs in SIZES:
        figures += _measure(made_up(*size), "×".join(map(str, size)), rounds, near, within, runs)
    return report("Interview fairs", figures)


def _measure(
    fair: Fair, name: str, rounds: int, near: float, within: float, runs: int
) -> list[Figure]:
    search, proof = Times(), Times()
    for _ in range(runs):
        schedule = _run(fair, rounds, search, proof)
    if broken_rules(fair, schedule.meetings) or worth(fair, schedule.meetings) != schedule.value:
        raise SystemExit(f"the timetable of {name} breaks a rule, or is not worth what it says")
    key = f"fair_{len(fair.visitors)}"
    note = f"{search.told()}; the bound {proof.told()}"
    return [
        Figure(f"{key}_gap", schedule.gap * 100, near, "%", _told(schedule)),
        Figure(f"{key}_search_wall", min(search.wall), within, "s", note),
    ]


def _run(fair: Fair, rounds: int, search: Times, proof: Times) -> Schedule:
    """Plan once; what the prices and their bound take is taken off the search."""
    whole, bound = Times(), Times()
    with _timed(bound, "find_prices", "bound_of"):
        schedule = whole.run(lambda: timetable(fair, rounds=rounds))
    proof.add(sum(bound.cpu), sum(bound.wall))
    search.add(whole.cpu[0] - sum(bound.cpu), whole.wall[0] - sum(bound.wall))
    return schedule


@contextmanager
def _timed(times: Times, *names: str) -> Iterator[None]:
    """Measure these steps of making a timetable from within, wherever they are taken."""
    steps: dict[str, Callable[..., Any]] = {name: getattr(making, name) for name in names}
    for name, step in steps.items():
        setattr(making, name, lambda *asked, step=step: times.run(lambda: step(*asked)))
    try:
        yield
    finally:
        for name, step in steps.items():
            setattr(making, name, step)


def _told(schedule: Schedule) -> str:
    lacking = sum(schedule.missing.values())
    return f"{schedule.value:,} of at most {schedule.bound:,} points, {lacking} interviews missing"


def made_up(visitors: int, booths: int, slots: int) -> Fair:
    """A fair of this size; the same each time."""
    rng = np.random.default_rng(20261130)
    liked = rng.pareto(1.2, booths) + 0.3
    people = [
        _visitor(rng, number, visitors, slots, liked / liked.sum()) for number in range(visitors)
    ]
    return Fair(
        slots=slots,
        booths=[_booth(rng, number, slots, people) for number in range(booths)],
        visitors=people,
        pools={"quiet": [max(1, visitors // 100)] * slots, "interpreter": [2] * slots},
        walking={("hall0", "hall2"): 10},
    )


def _booth(rng: np.random.Generator, number: int, slots: int, people: list[Visitor]) -> Booth:
    """A company's booth with whom it would like to meet; every thirtieth is for counselling."""
    seats = [int(rng.choice((1, 1, 2, 3)))] * slots
    seats[int(rng.integers(slots // 3, 2 * slots // 3 + 1))] = 0
    key, area = f"b{number}", f"hall{rng.integers(0, 3)}"
    if number % 30 == 0:
        return Booth(id=key, seats=seats, area=area)
    offers = {
        one.id: int(rng.integers(1, 6))
        for one in people
        if rng.random() < (0.8 if key in one.wishes else 0.03)
    }
    return Booth(id=key, seats=seats, area=area, offers=offers)


def _visitor(
    rng: np.random.Generator, number: int, visitors: int, slots: int, liked: np.ndarray
) -> Visitor:
    wished = rng.choice(len(liked), _WISHES, replace=False, p=liked)
    points = np.sort(rng.integers(3, 11, _WISHES))[::-1]
    needs = {
        pool for pool, share in (("quiet", 0.04), ("interpreter", 0.02)) if rng.random() < share
    }
    companion = f"c{rng.integers(0, max(1, visitors // 50))}" if rng.random() < 0.05 else None
    middle = int(rng.integers(slots // 3, 2 * slots // 3 + 1))
    return Visitor(
        id=f"v{number}",
        wishes={f"b{booth}": int(one) for booth, one in zip(wished, points, strict=True)},
        arrives=int(rng.integers(0, slots // 3)),
        leaves=slots - int(rng.integers(0, slots // 3)),
        away=frozenset({middle}) if rng.random() < 0.3 else frozenset(),
        least=3 if rng.random() < 0.6 else 1,
        most=_MOST,
        needs=frozenset(needs),
        companion=companion,
        takes_offers=bool(rng.random() < 0.5),
    )


if __name__ == "__main__":
    sys.exit(main())
