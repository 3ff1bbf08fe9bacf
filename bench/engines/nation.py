"""The best 50 of 2.31 million openings for 1.92 million people, exactly and in full.

`SHARE=0.02` searches for that share of the municipalities' people alone, for a quick look; the
figures are then carried over to all, and said to be. One core: CPU seconds of the one process.
"""

import os
import sys
import time
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching import POLICY, Index, Opening, People, Results, score_of, why_not
from bench.engines import world
from bench.engines.machine import best_of, read_gib, sgemm_gflops
from bench.report import Figure, report

BEST, SAMPLE, ASKED, CHANGES = 50, 10_000, 2_000, 500
#: People are searched for in parts of so many, so that the answers need not all be held.
_PART = 100_000


@dataclass(slots=True)
class Searched:
    """What the whole search took, and the answers of a sample."""

    seconds: float
    wall: float
    people: int
    rows: dict[int, NDArray[np.int32]]
    scores: dict[int, NDArray[np.int16]]


def main() -> int:
    """Measure and report."""
    share = float(os.environ.get("SHARE", "1"))
    rng = np.random.default_rng(20261130)
    where = world.place(rng)
    catalogue, people = world.openings(rng, where), world.people(rng, where)
    began = time.process_time()
    index = Index.build(catalogue, POLICY)
    built = time.process_time() - began
    chosen = _chosen(people, share)
    sample = np.random.default_rng(1).choice(chosen, min(SAMPLE, len(chosen)), replace=False)
    index.recommend(_rows(people, chosen[:20]), BEST, by_numba=True)
    gflops = sgemm_gflops()
    searched = _search(index, people, chosen, set(sample.tolist()))
    gflops = max(gflops, sgemm_gflops())
    whole = searched.seconds * len(people) / searched.people
    floor = 2 * 64 * len(people) * len(catalogue) / gflops / 1e9
    wrong = _mismatches(index, people, searched)
    alone, changes = _one_by_one(index, people), _changes(index)
    part = "" if share == 1 else f", carried over from {searched.people:,} people"
    return report(
        "The nation",
        [
            Figure(
                "nation_core_seconds",
                whole,
                60,
                "s",
                f"best {BEST} of {len(catalogue):,} for {len(people):,}, {searched.wall:.0f} s by the clock, "
                f"{whole / len(people) * 1e6:.1f} µs each, reach {_reach(catalogue.area, people, chosen):.1%}{part}",
            ),
            Figure(
                "nation_below_sgemm",
                floor / whole,
                100,
                "times",
                f"a product of d=64 for every pair takes {floor:,.0f} s at {gflops:.0f} GFLOP/s, "
                f"memory {read_gib():.1f} GiB/s",
                at_least=True,
            ),
            Figure("nation_index", index.bytes / 2**20, 64, "MiB", f"built in {built:.2f} s"),
            Figure("nation_mismatches", wrong, 0, "found", f"of {len(searched.rows):,} people"),
            Figure("nation_one_person_p99", alone, 1, "ms", f"{ASKED} people one by one"),
            Figure("nation_change_p99", changes, 5, "ms", f"{CHANGES} changes one by one"),
        ],
    )


def _chosen(people: People, share: float) -> NDArray[np.int64]:
    """The people of so many municipalities, all of each."""
    homes = people.reaches.groups[people.reach]
    number = max(1, round(share * world.MUNICIPALITIES))
    some = np.random.default_rng(2).permutation(world.MUNICIPALITIES)[:number] + 1
    rows = np.flatnonzero(np.isin(homes, some))
    return rows[np.argsort(homes[rows], kind="stable")]


def _rows(people: People, rows: NDArray[np.int64]) -> People:
    columns: dict[str, Any] = {
        field.name: getattr(people, field.name)[rows]
        for field in fields(people)
        if field.name not in ("vocabulary", "reaches")
    }
    return People(vocabulary=people.vocabulary, reaches=people.reaches, **columns)


def _search(index: Index, people: People, chosen: NDArray[np.int64], sample: set[int]) -> Searched:
    found = Searched(0.0, 0.0, len(chosen), {}, {})
    for first in range(0, len(chosen), _PART):
        rows = chosen[first : first + _PART]
        part = _rows(people, rows)
        began, clock = time.process_time(), time.perf_counter()
        results = index.recommend(part, BEST, by_numba=True, counting=False)
        found.seconds += time.process_time() - began
        found.wall += time.perf_counter() - clock
        _keep(found, rows, results, sample)
    return found


def _keep(found: Searched, rows: NDArray[np.int64], results: Results, sample: set[int]) -> None:
    for place, row in enumerate(rows.tolist()):
        if row in sample:
            found.rows[row] = results.rows[place].copy()
            found.scores[row] = results.scores[place].copy()


def _mismatches(index: Index, people: People, found: Searched) -> int:
    """Against arrays of whole numbers, which are first held against the plain rules themselves."""
    rows = np.array(sorted(found.rows))
    wrong = 0
    for first in range(0, len(rows), 500):
        part = rows[first : first + 500]
        plain = index.recommend(_rows(people, part), BEST, by_numba=False, counting=True)
        for place, row in enumerate(part.tolist()):
            wrong += not (
                (plain.rows[place] == found.rows[row]).all()
                and (plain.scores[place] == found.scores[row]).all()
            )
        if first == 0:
            wrong += _against_the_rules(index, people, part[:5], plain)
    return wrong


def _against_the_rules(
    index: Index, people: People, rows: NDArray[np.int64], plain: Results
) -> int:
    """Some people against a random ten thousand openings, and their best, pair by pair."""
    rng, wrong = np.random.default_rng(5), 0
    catalogue = index.catalogue
    for place, row in enumerate(rows.tolist()):
        seeker = people.seeker(row)
        best = {int(one) for one in plain.rows[place] if one >= 0}
        last = (-int(plain.scores[place][-1]), int(plain.rows[place][-1]))
        for at in {*rng.choice(len(catalogue), 10_000).tolist(), *best}:
            opening: Opening = catalogue.opening(at)
            fits = not why_not(seeker, opening)
            is_best = fits and (
                len(best) < BEST or (-score_of(seeker, opening, POLICY), at) <= last
            )
            wrong += is_best != (at in best)
    return wrong


def _one_by_one(index: Index, people: People) -> float:
    """Milliseconds of CPU for one person, of a hundred the slowest, without the first ones."""
    rows = np.random.default_rng(3).choice(len(people), ASKED, replace=False)
    singles = [_rows(people, np.array([row])) for row in rows]
    times = [
        best_of(1, lambda one=one: index.recommend(one, BEST, by_numba=True, counting=False))
        for one in singles
    ]
    return float(np.percentile(times[20:], 99)) * 1000


def _changes(index: Index) -> float:
    """Milliseconds of CPU to put one opening in, of a hundred the slowest."""
    rng = np.random.default_rng(4)
    times = []
    for turn in range(CHANGES):
        opening = index.opening(int(rng.integers(world.OPENINGS)))
        times.append(best_of(1, lambda one=opening: index.update([one])))
        if turn % 100 == 0 and index.opening(opening.id) != opening:
            raise SystemExit("a change is not found")
    return float(np.percentile(times, 99)) * 1000


def _reach(areas: NDArray[Any], people: People, chosen: NDArray[np.int64]) -> float:
    """Which part of all openings people reach, on average."""
    held = np.bincount(areas, minlength=len(people.vocabulary.areas) + 1)
    used, number = np.unique(people.reach[chosen], return_counts=True)
    sizes = np.array([held[people.reaches.of(int(one))].sum() for one in used])
    return float((sizes * number).sum() / number.sum() / len(areas))


if __name__ == "__main__":
    sys.exit(main())
