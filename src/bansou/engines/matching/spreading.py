"""Who is shown which of their candidates, where an opening costs more the more often it is shown.

A congestion game (Rosenthal, 1973): everybody in turn takes the `k` that are worth most to them at
the prices that the others make. Each turn brings the sum of what is gained nearer to its height, so
that it comes to rest where nobody would rather be shown something else.
"""

import numpy as np
from numpy.typing import NDArray

type Reals = NDArray[np.float64]
type Rows = NDArray[np.int32]

#: Points by which what somebody is shown must be bettered, so that equals do not change places.
_LEAST = 1e-6
_MOST_TURNS = 100


def spread(
    rows: Rows, scores: NDArray[np.int16], capacity: Reals, temperature: float, k: int
) -> NDArray[np.bool_]:
    """Which `k` of each row are shown, `(p, candidates)`, beginning with the first; O(candidates) a turn.

    An opening shown `n` times already costs `2 × temperature × ln(1 + n / capacity)` points.
    """
    taken = rows >= 0
    taken[:, k:] = False
    often = np.bincount(rows[taken], minlength=len(capacity)).astype(np.float64)
    choosing = np.flatnonzero((rows >= 0).sum(axis=1) > k).tolist()
    for _turn in range(_MOST_TURNS):
        is_settled = True
        for who in choosing:
            had = taken[who].copy()
            often[rows[who, had]] -= 1
            price = 2 * temperature * np.log1p(often[rows[who]] / capacity[rows[who]])
            worth = np.where(rows[who] >= 0, scores[who] - price + had * _LEAST, -np.inf)
            best = np.argsort(-worth, kind="stable")[:k]
            taken[who] = False
            taken[who, best] = True
            often[rows[who, best]] += 1
            is_settled = is_settled and bool(had[best].all())
        if is_settled:
            break
    return taken
