"""Deferred acceptance for a million people and ten thousand places, and against a library at a small size."""

import sys
import threading

import numpy as np

from bansou.engines.assignment.crowds import Crowd, assign_crowd, blocking_in, check_crowd
from bench.engines.machine import Times
from bench.report import Figure, report

PEOPLE, PLACES, WISHES = 1_000_000, 10_000, 20
SMALL = (2_000, 200, 20)
RUNS = 5


def main() -> int:
    """Measure and report."""
    rng = np.random.default_rng(20261130)
    assign_crowd(crowd(rng, 50, 5, 3))  # numba compiles, or reads what it compiled before
    many, few = crowd(rng, PEOPLE, PLACES, WISHES), crowd(rng, *SMALL)
    check_crowd(many)
    check_crowd(few)
    great, ours, theirs = Times(), Times(), Times()
    for _ in range(RUNS):
        got = great.run(lambda: assign_crowd(many, is_checked=True))
        own = ours.run(lambda: assign_crowd(few, is_checked=True))
        if not (own == _by_the_library(few, theirs)).all():
            raise SystemExit("the library gives another result")
    if len(blocking_in(many, got)):
        raise SystemExit("the result is not stable")
    note = (
        f"{great.told()}; {PEOPLE:,} people, {WISHES} wishes, looked through before; 0 pairs block"
    )
    return report(
        "Seats by deferred acceptance",
        [
            Figure("seats_million", great.best, 1, "s", note),
            Figure(
                "seats_against_library",
                theirs.best / ours.best,
                1_000,
                "×",
                f"{ours.told('µs', 1e6)}; `matching`, solving alone: {theirs.told()}; same result",
                at_least=True,
            ),
        ],
    )


def crowd(rng: np.random.Generator, people: int, places: int, wishes: int) -> Crowd:
    """Popular and unpopular places (Pareto), seats for nine in ten, a line of its own at each place."""
    liked = np.cumsum(rng.pareto(1.5, places) + 0.2)
    drawn = np.searchsorted(liked / liked[-1], rng.random((people, wishes * 2)))
    wished = _first_distinct(drawn, wishes)
    offsets = np.concatenate([[0], np.cumsum((wished >= 0).sum(axis=1))])
    edges = wished[wished >= 0]
    seats = np.full(places, people * 9 // (10 * places))
    return Crowd(offsets, edges, rng.permutation(len(edges)), seats)


def _first_distinct(drawn: np.ndarray, wishes: int) -> np.ndarray:
    """The first distinct places of each row, -1 where there are fewer."""
    drawn = drawn.copy()
    for column in range(1, drawn.shape[1]):
        seen = (drawn[:, :column] == drawn[:, column : column + 1]).any(axis=1)
        drawn[seen, column] = -1
    order = np.argsort(drawn < 0, axis=1, kind="stable")
    return np.take_along_axis(drawn, order, axis=1)[:, :wishes]


def _by_the_library(crowd: Crowd, times: Times) -> np.ndarray:
    """Solving alone is measured, in a thread deep enough for how the library copies its players."""
    found: list[np.ndarray] = []
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=lambda: found.append(_solved(crowd, times)))
    thread.start()
    thread.join()
    threading.stack_size(0)
    return found[0]


def _solved(crowd: Crowd, times: Times) -> np.ndarray:
    from matching.games import HospitalResident

    people, places = len(crowd.offsets) - 1, len(crowd.seats)
    ends = zip(crowd.offsets[:-1], crowd.offsets[1:], strict=True)
    wishes = {who: crowd.wished[begin:end].tolist() for who, (begin, end) in enumerate(ends)}
    lines: dict[int, list[tuple[int, int]]] = {place: [] for place in range(places)}
    whose = np.repeat(np.arange(people), np.diff(crowd.offsets))
    for who, place, stand in zip(whose, crowd.wished, crowd.stands, strict=True):
        lines[int(place)].append((int(stand), int(who)))
    game = HospitalResident.create_from_dictionaries(
        wishes,
        {place: [who for _stand, who in sorted(line)] for place, line in lines.items()},
        {place: int(seats) for place, seats in enumerate(crowd.seats)},
    )
    matched = times.run(lambda: game.solve(optimal="resident"))
    got = np.full(people, -1)
    for place, residents in matched.items():
        for resident in residents:
            got[resident.name] = place.name
    return got


if __name__ == "__main__":
    sys.exit(main())
