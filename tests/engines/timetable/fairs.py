"""Small made-up fairs with everything in them, and their best timetable by trying every one."""

import random
from collections.abc import Iterator
from itertools import combinations

from bansou.engines.timetable import Booth, Fair, Meeting, Visitor, broken_rules, worth


def small_fair(seed: int, *, visitors: int, booths: int, slots: int) -> Fair:
    """Two halls that are far apart, one quiet room, one companion, breaks, offers."""
    rng = random.Random(seed)  # noqa: S311
    names = [f"b{number}" for number in range(booths)]
    people = [f"v{number}" for number in range(visitors)]
    return Fair(
        slots=slots,
        booths=[
            Booth(
                id=name,
                seats=[rng.choice((0, 1, 1, 2)) for _ in range(slots)],
                area=rng.choice(("A", "B")),
                offers={who: rng.randint(1, 4) for who in people if rng.random() < 0.3},
            )
            for name in names
        ]
        + [
            Booth(id="相談", seats=[1] * slots, area="A"),
            Booth(id="遠", seats=[0] * slots, area="B"),
        ],
        visitors=[
            Visitor(
                id=who,
                wishes={one: rng.randint(1, 9) for one in rng.sample(names, min(2, booths))},
                arrives=rng.choice((0, 0, 1)),
                leaves=rng.choice((None, slots)),
                away=frozenset({1}) if rng.random() < 0.2 else frozenset(),
                least=rng.choice((0, 1, 2)),
                most=rng.choice((2, 3)),
                needs=frozenset({"個室"}) if rng.random() < 0.4 else frozenset(),
                companion="支援員" if rng.random() < 0.4 else None,
                takes_offers=rng.random() < 0.5,
            )
            for who in people
        ],
        pools={"個室": [1] * slots},
        walking={("A", "B"): 10},
        missing=20,
    )


def best_of_all(fair: Fair) -> int:
    """The worth of the best timetable there is, by trying every set of interviews."""
    return max(worth(fair, few) for few in every_timetable(fair))


def every_timetable(fair: Fair) -> Iterator[tuple[Meeting, ...]]:
    """Every set of interviews that can be held."""
    every = [
        Meeting(visitor.id, booth.id, slot)
        for visitor in fair.visitors
        for booth in fair.booths
        for slot in range(fair.slots)
        if not broken_rules(fair, [Meeting(visitor.id, booth.id, slot)])
    ]
    for size in range(len(every) + 1):
        possible = [few for few in combinations(every, size) if not broken_rules(fair, few)]
        if not possible:
            break
        yield from possible
