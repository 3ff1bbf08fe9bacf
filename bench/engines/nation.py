"""The best 50 of 2.31 million openings for 1.92 million people, exactly and in full.

`SHARE=0.02` searches for that share of the municipalities' people alone, for a quick look; the
figures are then carried over to all, and said to be. One core: CPU seconds of the one process.
The whole nation is searched once, since that takes minutes; one person is asked about as a desk does,
with how many openings fit, and beside it without that count.
"""

import os
import sys
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching import POLICY, Index, Opening, People, Results, score_of, why_not
from bench.engines import world
from bench.engines.machine import Times, read_gib, sgemm_gflops
from bench.report import Figure, report

BEST, SAMPLE, ASKED, CHANGES = 50, 10_000, 2_000, 500
#: So many people are asked about before one person is measured: what is compiled is read from the disk.
_WARM_UP = 20
#: People are searched for in parts of so many, so that the answers need not all be held.
_PART = 100_000


@dataclass(slots=True)
class Searched:
    """What the whole search took, and the answers of a sample."""

    times: Times
    rows: dict[int, NDArray[np.int32]]
    scores: dict[int, NDArray[np.int16]]


def main() -> int:
    """Measure and report."""
    share = float(os.environ.get("SHARE", "1"))
    rng = np.random.default_rng(20261130)
    where = world.place(rng)
    catalogue, people = world.openings(rng, where), world.people(rng, where)
    building = Times()
    index = building.run(lambda: Index.build(catalogue, POLICY))
    return report(
        "The nation",
        [
            *_all_of(index, people, _chosen(people, share)),
            Figure(
                "nation_index", index.bytes / 2**20, 64, "MiB", f"built once, {building.told()}"
            ),
            *_one_by_one(index, people),
            _changes(index),
        ],
    )


def _all_of(index: Index, people: People, chosen: NDArray[np.int64]) -> list[Figure]:
    """Search for everybody who was chosen, and hold a sample against the other search."""
    sample = np.random.default_rng(1).choice(chosen, min(SAMPLE, len(chosen)), replace=False)
    index.recommend(_rows(people, chosen[:20]), BEST, by_numba=True)
    gflops = sgemm_gflops()
    found = _search(index, people, chosen, set(sample.tolist()))
    gflops = max(gflops, sgemm_gflops())
    wrong = _mismatches(index, people, found)
    return [
        *_seconds(index, people, chosen, found.times, gflops),
        Figure("nation_mismatches", wrong, 0, "found", f"of {len(found.rows):,} people"),
    ]


def _seconds(
    index: Index, people: People, chosen: NDArray[np.int64], times: Times, gflops: float
) -> list[Figure]:
    """How long it took, or would take for all, and how far that is below a product of matrices."""
    openings, everybody = len(index.catalogue), len(people)
    whole = sum(times.cpu) * everybody / len(chosen)
    floor = 2 * 64 * everybody * openings / gflops / 1e9
    part = "" if len(chosen) == everybody else f", carried over from {len(chosen):,} people"
    reach = _reach(index.catalogue.area, people, chosen)
    return [
        Figure(
            "nation_core_seconds",
            whole,
            60,
            "s",
            f"best {BEST} of {openings:,} for {everybody:,}, {sum(times.wall):.0f} s by the clock, run once, "
            f"{whole / everybody * 1e6:.1f} µs each, reach {reach:.1%}{part}",
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
    ]


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
    found = Searched(Times(), {}, {})
    for first in range(0, len(chosen), _PART):
        rows = chosen[first : first + _PART]
        part = _rows(people, rows)
        results = found.times.run(
            lambda part=part: index.recommend(part, BEST, by_numba=True, counting=False)
        )
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


def _one_by_one(index: Index, people: People) -> list[Figure]:
    """One person after the other, as a desk asks and without the count, in turn; after a warm-up."""
    rows = np.random.default_rng(3).choice(len(people), _WARM_UP + ASKED, replace=False)
    seekers = [people.seeker(int(row)) for row in rows]
    counted, uncounted = Times(), Times()
    for number, seeker in enumerate(seekers):
        if number == _WARM_UP:
            counted, uncounted = Times(), Times()
        counted.run(lambda one=seeker: index.recommend([one], BEST))
        uncounted.run(lambda one=seeker: index.recommend([one], BEST, counting=False))
    asked = f"recommend([seeker], {BEST}) as a desk asks, with how many fit"
    return [
        _slowest("nation_one_person_p99", counted, asked),
        _slowest("nation_one_person_uncounted_p99", uncounted, "without how many fit"),
    ]


def _slowest(name: str, times: Times, asked: str) -> Figure:
    told = f"{asked}; {times.told('ms', 1000)} people, after {_WARM_UP} others to warm up"
    return Figure(name, _p99(times), 1, "ms", told)


def _p99(times: Times) -> float:
    """Milliseconds of CPU, of a hundred the slowest."""
    return float(np.percentile(times.cpu, 99)) * 1000


def _changes(index: Index) -> Figure:
    """Put one opening in after the other."""
    rng, times = np.random.default_rng(4), Times()
    for turn in range(CHANGES):
        opening = index.opening(int(rng.integers(world.OPENINGS)))
        times.run(lambda one=opening: index.update([one]))
        if turn % 100 == 0 and index.opening(opening.id) != opening:
            raise SystemExit("a change is not found")
    return Figure("nation_change_p99", _p99(times), 5, "ms", times.told("ms", 1000))


def _reach(areas: NDArray[Any], people: People, chosen: NDArray[np.int64]) -> float:
    """Which part of all openings people reach, on average."""
    held = np.bincount(areas, minlength=len(people.vocabulary.areas) + 1)
    used, number = np.unique(people.reach[chosen], return_counts=True)
    sizes = np.array([held[people.reaches.of(int(one))].sum() for one in used])
    return float((sizes * number).sum() / number.sum() / len(areas))


if __name__ == "__main__":
    sys.exit(main())
