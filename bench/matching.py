"""The best openings for everybody of a prefecture, exactly: time, memory, and no mistake in a sample."""

import random
import resource
import sys
import time

from bansou.engines.matching import (
    POLICY,
    Index,
    Opening,
    Results,
    Seeker,
    WageRange,
    score_of,
    why_not,
)
from bench.report import Figure, report

PEOPLE, OPENINGS, BEST = 10_000, 20_000, 50
RUNS, SAMPLE, CITY = 5, 100, (300, 500)
_AREAS = 40
_LICENCES = tuple(f"licence{n}" for n in range(20))
_DEMANDS = tuple(f"demand{n}" for n in range(14))
_ACCOMMODATIONS = tuple(f"accommodation{n}" for n in range(11))
_TYPES = ("regular", "contract", "part_time")


def main() -> int:
    """Measure and report."""
    rng = random.Random(20261129)
    openings = [_opening(rng, n) for n in range(OPENINGS)]
    seekers = [_seeker(rng, n) for n in range(PEOPLE)]
    build, times, results = _measure(openings, seekers)
    fitting = sum(results.fitting)
    wrong = _mismatches(rng, openings, seekers, results)
    if wrong:
        raise SystemExit(f"the index differs from the plain rules for {wrong} people")
    city = sorted(_measure(openings[: CITY[1]], seekers[: CITY[0]])[1])
    return report(
        "Matching",
        [
            Figure(
                "matching_prefecture",
                min(times),
                3,
                "s",
                f"best {BEST} of {OPENINGS:,} for {PEOPLE:,} people, median {sorted(times)[RUNS // 2]:.2f} s, "
                f"{PEOPLE * OPENINGS / min(times) / 1e6:.0f} M pairs/s, {fitting / PEOPLE:.0f} fit each, "
                f"{SAMPLE} people as by the plain rules",
            ),
            Figure("matching_index_build", build, 1, "s"),
            Figure("matching_city", city[RUNS // 2] * 1000, 100, "ms", "300 people, 500 openings"),
            Figure(
                "matching_memory",
                _peak_mib(),
                400,
                "MiB",
                "of the whole process, made-up market included",
            ),
        ],
    )


def _measure(openings: list[Opening], seekers: list[Seeker]) -> tuple[float, list[float], Results]:
    """CPU seconds of making the index, and of each run with an index of its own."""
    builds, times = [], []
    for _ in range(RUNS):
        began = time.process_time()
        index = Index.build(openings, POLICY)
        built = time.process_time()
        results = index.recommend(seekers, BEST)
        builds.append(built - began)
        times.append(time.process_time() - began)
    return min(builds), times, results


def _mismatches(
    rng: random.Random, openings: list[Opening], seekers: list[Seeker], results: Results
) -> int:
    wrong = 0
    for place in rng.sample(range(len(seekers)), SAMPLE):
        seeker = seekers[place]
        fitting = [one for one in openings if not why_not(seeker, one)]
        ranked = sorted((-score_of(seeker, one, POLICY), one.id) for one in fitting)
        wrong += results.best[place] != tuple((key, -score) for score, key in ranked[:BEST])
    return wrong


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _area(rng: random.Random) -> int:
    """Many live and work in few places."""
    return min(int(rng.paretovariate(0.6)) - 1, _AREAS - 1)


def _seeker(rng: random.Random, n: int) -> Seeker:
    home = _area(rng)
    reach = range(home - rng.randint(0, 3), home + rng.randint(0, 3) + 1)
    areas = frozenset(f"area{one:02}" for one in reach if 0 <= one < _AREAS)
    return Seeker(
        id=f"s{n:06}",
        areas=areas if rng.random() < 0.95 else None,
        occupations=frozenset(f"{rng.randint(1, 15):02}" for _ in range(2)),
        industries=frozenset(rng.choice("DEHIMPR") for _ in range(2)),
        employment_types=frozenset(rng.sample(_TYPES, rng.randint(1, 3))),
        hourly_floor=rng.choice((None, *POLICY.hourly_marks[:4])),
        monthly_floor=rng.choice((None, *POLICY.monthly_marks[:4])),
        minutes_a_week=rng.choice((None, (0, 1200), (1200, 1800), (1800, 2400))),
        holds=frozenset(rng.sample(_LICENCES, rng.randint(0, 4))) if rng.random() < 0.9 else None,
        refuses=frozenset(rng.sample(_DEMANDS, rng.randint(0, 4))),
        needs=frozenset(rng.sample(_ACCOMMODATIONS, rng.randint(0, 3))),
    )


def _opening(rng: random.Random, n: int) -> Opening:
    is_monthly, pay = rng.random() < 0.6, rng.randrange(0, 60)
    offers = frozenset(rng.sample(_ACCOMMODATIONS, rng.randint(0, 4)))
    return Opening(
        id=f"o{n:06}",
        area=f"area{_area(rng):02}" if rng.random() < 0.95 else None,
        occupation=f"{rng.randint(1, 15):02}",
        industry=rng.choice("DEHIMPR"),
        employment_type=rng.choice(_TYPES),
        hourly=None if is_monthly else WageRange(1_075 + 10 * pay, 1_200 + 10 * pay),
        monthly=WageRange(165_000 + 2_000 * pay, 190_000 + 2_000 * pay) if is_monthly else None,
        minutes_a_week=rng.choice((None, 1_200, 1_800, 2_325, 2_400)),
        licences=frozenset(rng.sample(_LICENCES, rng.choice((0, 0, 1, 2)))),
        demands=frozenset(rng.sample(_DEMANDS, rng.randint(0, 4))) if rng.random() < 0.9 else None,
        offers=offers,
        lacks=frozenset(rng.sample(_ACCOMMODATIONS, rng.randint(0, 2))) - offers,
    )


if __name__ == "__main__":
    sys.exit(main())
