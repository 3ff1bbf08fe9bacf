"""A place's people in a heap with whoever stands last on top, so that one more costs its logarithm."""

from bansou.engines.assignment.rows import Ints
from bansou.engines.compiling import inlined


@inlined
def rise(standing: Ints, who: Ints, begin: int, at: int, stand: int, person: int) -> None:
    """Put somebody into a heap that has room."""
    while at > 0 and standing[begin + (at - 1) // 2] < stand:
        above = (at - 1) // 2
        standing[begin + at], who[begin + at] = standing[begin + above], who[begin + above]
        at = above
    standing[begin + at], who[begin + at] = stand, person


@inlined
def sink(standing: Ints, who: Ints, begin: int, size: int, stand: int, person: int) -> None:
    """Put somebody in the place of whoever stands last."""
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and standing[begin + below + 1] > standing[begin + below]:
            below += 1
        if standing[begin + below] <= stand:
            break
        standing[begin + at], who[begin + at] = standing[begin + below], who[begin + below]
        at = below
    standing[begin + at], who[begin + at] = stand, person
