"""The most benefit of a hundred thousand people at ten thousand places, beside OR-Tools' flow.

Two made-up worlds of two million pairs, from one seed: popular and unpopular places (Pareto) with
benefits of everybody's own, and places that are better for all, where everybody wants the same.
Seats for nine in ten. Both products run in turn; ours checks what it was given, and proves its result.
"""

import sys

import numpy as np
from ortools.graph.python import min_cost_flow

from bansou.engines.assignment import Benefits, Placed, assign_most, flaws
from bench.engines.machine import Times, read_gib, sgemm_gflops
from bench.engines.seats import crowd
from bench.report import Figure, report

PEOPLE, PLACES, WISHES, RUNS = 100_000, 10_000, 20, 5


def main() -> int:
    """Measure and report."""
    rng = np.random.default_rng(20261130)
    assign_most(_own(rng, 50, 5, 3))  # numba compiles, or reads what it compiled before
    figures = [
        *_measure("own", _own(rng, PEOPLE, PLACES, WISHES)),
        *_measure("common", _common(rng, PEOPLE, PLACES, WISHES)),
    ]
    return report("Most benefit", figures)


def _measure(name: str, benefits: Benefits) -> list[Figure]:
    ours, theirs = Times(), Times()
    for _ in range(RUNS):
        placed = ours.run(lambda: assign_most(benefits))
        best = _by_flow(benefits, theirs)
        if placed.value != best:
            raise SystemExit(f"the flow brings {best}, not {placed.value}")
    if wrong := flaws(benefits, placed):
        raise SystemExit(f"the result does not prove itself: {wrong[:3]}")
    return [
        Figure(f"benefit_{name}_gap", placed.gap * 100, 0.01, "%", _told(benefits, placed)),
        Figure(
            f"benefit_{name}_against_flow",
            theirs.best / ours.best,
            3,
            "×",
            f"{ours.told()}; OR-Tools: {theirs.told()}; "
            f"SGEMM {sgemm_gflops():.0f} GFLOP/s, memory {read_gib():.1f} GiB/s",
            at_least=True,
        ),
    ]


def _told(benefits: Benefits, placed: Placed) -> str:
    without = int((placed.got < 0).sum())
    proven = "proven" if placed.is_proven else "not proven"
    return f"{placed.value:,} {proven}; {len(benefits.places):,} pairs, {without:,} people without"


def _own(rng: np.random.Generator, people: int, places: int, wishes: int) -> Benefits:
    """Popular places, and to everybody their own benefit there."""
    wishing = crowd(rng, people, places, wishes)
    points = rng.integers(1, 1_001, len(wishing.wished))
    return Benefits(wishing.offsets, wishing.wished, points, wishing.seats)


def _common(rng: np.random.Generator, people: int, places: int, wishes: int) -> Benefits:
    """Places that are better for all, with a little of everybody's own."""
    wishing = crowd(rng, people, places, wishes)
    better = rng.integers(1, 901, places)
    points = better[wishing.wished] + rng.integers(0, 101, len(wishing.wished))
    return Benefits(wishing.offsets, wishing.wished, points, wishing.seats)


def _by_flow(benefits: Benefits, times: Times) -> int:
    """What the flow brings; solving alone is measured, without building the graph."""
    people, places, pairs = benefits.people, len(benefits.seats), len(benefits.places)
    whose = np.repeat(np.arange(people), np.diff(benefits.offsets))
    sink = people + places
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([whose, np.arange(sink)]),
        np.concatenate([people + benefits.places, np.full(sink, sink)]),
        np.concatenate([np.ones(pairs + people, np.int64), benefits.seats]),
        np.concatenate([-benefits.benefits, np.zeros(sink, np.int64)]),
    )
    supplies = np.concatenate([np.ones(people), np.zeros(places), [-people]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(sink + 1), supplies)
    if times.run(flow.solve) != flow.OPTIMAL:
        raise SystemExit("the flow found nothing")
    return int(-flow.optimal_cost())


if __name__ == "__main__":
    sys.exit(main())
