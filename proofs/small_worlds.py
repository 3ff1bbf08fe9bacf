"""Every search of the matching engine gives what the plain rules give: 2,000 worlds made up anew."""

import sys

from hypothesis import given, settings

from bench.report import Figure, report
from tests.engines.matching.test_small_worlds import WORLDS, check

NUMBER = 2_000


def main() -> int:
    """Hold so many worlds against the rules; the first that differs is raised."""
    held: list[int] = []

    @settings(max_examples=NUMBER, deadline=None, database=None)
    @given(WORLDS)
    def hold(world) -> None:  # type: ignore[no-untyped-def]
        check(world)
        held.append(len(world[0]) * len(world[1]))

    hold()
    return report(
        "Small worlds",
        [
            Figure(
                "small_worlds",
                len(held),
                NUMBER,
                "worlds",
                f"{sum(held):,} pairs, no difference",
                at_least=True,
            )
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
