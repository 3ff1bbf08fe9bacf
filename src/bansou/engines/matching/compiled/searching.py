"""The search of everybody, group after group of people whose reaches overlap."""

import numpy as np

from bansou.engines.compiling import njit
from bansou.engines.matching.compiled.alone import search_alone
from bansou.engines.matching.compiled.together import search_together


@njit(cache=True, nogil=True)
def search(
    lying,
    asking,
    worth,
    reaches,
    order,
    group_starts,
    members,
    member_starts,
    places,
    k,
    counting,
    few,
):
    """The best `k` of everybody in `order`, group after group.

    `places` tells which member of their group somebody's reach is; groups of `few` people or less
    are not worth gathering for. Gives ranks and scores
    `(len(order), k)`, -1 where there are no more, and how many openings fit each.
    """
    ranks = np.full((len(order), k), -1, np.int32)
    scores = np.full((len(order), k), -1, np.int16)
    counts = np.full(len(order), -1, np.int32)
    plan, found = (order, places), (ranks, scores, counts)
    for group in range(len(group_starts) - 1):
        inside = members[member_starts[group] : member_starts[group + 1]]
        span = group_starts[group], group_starts[group + 1]
        if span[1] - span[0] <= few:
            search_alone(lying, asking, worth, reaches, inside, plan, span, counting, found)
        else:
            search_together(lying, asking, worth, reaches, inside, plan, span, counting, found)
    return found
