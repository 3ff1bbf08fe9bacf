"""Interview fairs of three sizes with everything that a fair asks for: how near to the proven bound.

Made up from one seed: three halls of which two are far apart, booths of one to three interviewers
with a pause each, popular and unpopular ones (Pareto), eight wishes each with the employer's points
added, six in ten visitors who ask for three interviews at least, people who come late or leave early,
few quiet rooms and interpreters, and companions who sit beside several people.
"""

import sys
import time

import numpy as np

from bansou.engines.timetable import Booth, Fair, Schedule, Visitor, broken_rules, timetable, worth
from bansou.engines.timetable.arrays import arrays_of
from bansou.engines.timetable.bound import bound_of, find_prices
from bench.report import Figure, report

#: Visitors, booths, slots; rounds; the goal in per cent of the bound, and in seconds of CPU: 10 s, 10 s
#: and 60 s, the larger ones on two cores, which parted fairs keep busy.
SIZES = (
    ((100, 30, 8), 300_000, 0.1, 10),
    ((500, 100, 12), 900_000, 0.5, 20),
    ((1_000, 150, 16), 2_000_000, 0.5, 120),
)
_WISHES, _MOST = 8, 5


def main() -> int:
    """Plan each fair, check it by the plain rules, and report."""
    timetable(made_up(20, 9, 4), rounds=10)  # numba compiles, or reads what it compiled before
    figures = []
    for size, rounds, near, within in SIZES:
        figures += _measure(made_up(*size), "×".join(map(str, size)), rounds, near, within)
    return report("Interview fairs", figures)


def _measure(fair: Fair, name: str, rounds: int, near: float, within: float) -> list[Figure]:
    problem, _names = arrays_of(fair)
    began = time.process_time()
    bound_of(problem, find_prices(problem))
    proving = time.process_time() - began
    began, wall = time.process_time(), time.perf_counter()
    schedule = timetable(fair, rounds=rounds)
    took, wall = time.process_time() - began - proving, time.perf_counter() - wall
    if broken_rules(fair, schedule.meetings) or worth(fair, schedule.meetings) != schedule.value:
        raise SystemExit(f"the timetable of {name} breaks a rule, or is not worth what it says")
    key = f"fair_{len(fair.visitors)}"
    return [
        Figure(f"{key}_gap", schedule.gap * 100, near, "%", _told(schedule)),
        Figure(
            f"{key}_search", took, within, "s", f"CPU; the bound {proving:.1f}, wall {wall:.1f} s"
        ),
    ]


def _told(schedule: Schedule) -> str:
    lacking = sum(schedule.missing.values())
    return f"{schedule.value:,} of at most {schedule.bound:,} points, {lacking} interviews missing"


def made_up(visitors: int, booths: int, slots: int) -> Fair:
    """A fair of this size; the same each time."""
    rng = np.random.default_rng(20261130)
    liked = rng.pareto(1.2, booths) + 0.3
    return Fair(
        slots=slots,
        booths=[_booth(rng, number, slots) for number in range(booths)],
        visitors=[
            _visitor(rng, number, visitors, slots, liked / liked.sum())
            for number in range(visitors)
        ],
        pools={"quiet": [max(1, visitors // 100)] * slots, "interpreter": [2] * slots},
        walking={("hall0", "hall2"): 10},
    )


def _booth(rng: np.random.Generator, number: int, slots: int) -> Booth:
    seats = [int(rng.choice((1, 1, 2, 3)))] * slots
    seats[int(rng.integers(slots // 3, 2 * slots // 3 + 1))] = 0
    return Booth(id=f"b{number}", seats=seats, area=f"hall{rng.integers(0, 3)}")


def _visitor(
    rng: np.random.Generator, number: int, visitors: int, slots: int, liked: np.ndarray
) -> Visitor:
    wished = rng.choice(len(liked), _WISHES, replace=False, p=liked)
    points = np.sort(rng.integers(3, 11, _WISHES))[::-1] + rng.integers(0, 6, _WISHES)
    needs = {
        pool for pool, share in (("quiet", 0.04), ("interpreter", 0.02)) if rng.random() < share
    }
    companion = f"c{rng.integers(0, max(1, visitors // 50))}" if rng.random() < 0.05 else None
    return Visitor(
        id=f"v{number}",
        wishes={f"b{booth}": int(one) for booth, one in zip(wished, points, strict=True)},
        arrives=int(rng.integers(0, slots // 3)),
        leaves=slots - int(rng.integers(0, slots // 3)),
        least=3 if rng.random() < 0.6 else 1,
        most=_MOST,
        needs=frozenset(needs),
        companion=companion,
    )


if __name__ == "__main__":
    sys.exit(main())
