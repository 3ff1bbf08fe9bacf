"""The best so far of one person: keys in a heap with the worst on top."""

import numpy as np

from bansou.engines.compiling import inlined
from bansou.engines.matching.compiled.layout import RANKS, SCORE_AT


@inlined
def offer(best, held, k, key):
    """Put a key among the best, a heap with the worst on top; gives how many are held."""
    if held < k:
        at = held
        while at > 0 and best[(at - 1) >> 1] > key:
            best[at] = best[(at - 1) >> 1]
            at = (at - 1) >> 1
        best[at] = key
        return held + 1
    at = 0
    while True:
        below = 2 * at + 1
        if below >= k:
            break
        if below + 1 < k and best[below + 1] < best[below]:
            below += 1
        if best[below] >= key:
            break
        best[at] = best[below]
        at = below
    best[at] = key
    return held


@inlined
def write(best, held, ranks, scores):
    """Take the heap apart, the worst first, from the end."""
    while held:
        key = best[0]
        held -= 1
        ranks[held] = np.int32(RANKS - (key & RANKS))
        scores[held] = np.int16(key >> SCORE_AT)
        moved = best[held]
        at = 0
        while True:
            below = 2 * at + 1
            if below >= held:
                break
            if below + 1 < held and best[below + 1] < best[below]:
                below += 1
            if best[below] >= moved:
                break
            best[at] = best[below]
            at = below
        best[at] = moved
