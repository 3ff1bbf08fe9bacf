"""A proof in two processes, each in a database of its own and with half of what is to be asked."""

import multiprocessing
from collections.abc import Callable

#: As many as the machines have cores on which the times in docs/proofs.md were taken.
PARTS = 2


def side_by_side[Found](part_of: Callable[[int, int], Found], number: int) -> list[Found]:
    """What each part found; `part_of` is told which part it is, and how much there is in all."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(PARTS) as pool:
        return pool.starmap(part_of, [(part, number) for part in range(PARTS)])
