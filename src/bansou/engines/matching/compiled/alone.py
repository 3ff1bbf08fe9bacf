"""The search of few people of one home: their openings are looked at where they lie."""

import numpy as np

from bansou.engines.bits import ones, trailing_zeros
from bansou.engines.compiling import inlined, njit
from bansou.engines.matching.compiled.heap import offer, write
from bansou.engines.matching.compiled.layout import (
    FEATURE,
    NEED,
    OCCUPATION,
    OCCUPATION_MASK,
    ONE,
    RANK,
    RANKS,
    SCORE_AT,
    ZERO,
    members_of,
)
from bansou.engines.matching.compiled.points import (
    most_beside,
    most_of_all,
    most_told_by,
    points_of,
)
from bansou.engines.matching.compiled.somebody import rows_of, worths_of
from bansou.engines.matching.compiled.told import most_of_traits, trait_points


@njit(cache=True, nogil=True)
def search_alone(lying, asking, worth, reaches, inside, plan, span, counting, found):
    """The best of those from one place of the order to another; `found` is filled in."""
    order, places = plan
    ranks, scores, counts = found
    best = np.zeros(ranks.shape[1], np.uint64)
    met = np.zeros(lying.offers.shape[0] * 32 + 1, np.int64)
    occupations = np.empty(asking.occupations.shape[1] * 64, np.int64)
    for at in range(span[0], span[1]):
        row = order[at]
        reach = inside[places[at]]
        if counting:
            counts[at] = _number_fitting(lying, reaches, reach, asking.forbid[row])
        held = _directly(
            lying,
            reaches,
            reach,
            asking.forbid[row],
            rows_of(lying, asking, worth, row, met),
            worths_of(asking, worth, row),
            (asking.traits[row], worth.traits),
            worth.occupation,
            occupations[: members_of(asking.occupations, row, occupations)],
            best,
        )
        write(best, held, ranks[at], scores[at])


@njit(cache=True, nogil=True)
def _directly(lying, reaches, reach, forbid, rows, worths, told, occupation, wished, best):
    """Fill the heap without gathering, for one of few; gives how many are held.

    Openings of a wished occupation come first, and the others only while one of them can be among
    the best.
    """
    starts = lying.starts
    local = np.zeros((1, NEED + lying.need.shape[0] + lying.offers.shape[0] - 1), np.uint64)
    rest = most_beside(rows[2], rows[5], worths)
    rest += most_of_traits(told[0], lying.trait_known, told[1])
    at_most = rest + most_of_all(rows[0], rows[1], worths)
    held = 0
    for is_other in range(2):
        given = 0 if is_other else occupation
        for turn in range(_number_of_areas(lying, reaches, reach)):
            area = _area(reaches, reach, turn)
            if area >= len(starts) - 1:
                continue
            if held == len(best) and given + at_most < np.int64(best[0] >> SCORE_AT):
                break
            begin, stop = starts[area], starts[area + 1]
            for place in range(len(wished) + is_other):
                # The openings of one wished occupation, or the gap before it and behind the last.
                upper = lower = stop
                if place < len(wished):
                    lower = _first_of(lying.feature, begin, stop, wished[place] + 1)
                    upper = _first_of(lying.feature, lower, stop, wished[place] + 2)
                one, end = (begin, lower) if is_other else (lower, upper)
                held = _stretch(
                    lying, one, end, forbid, rows, worths, told, given, rest, local, held, best
                )
                begin = upper
    return held


@inlined
def _number_fitting(lying, reaches, reach, forbid):
    """How many openings in a reach meet all conditions of somebody; eight are tested at once."""
    starts, count = lying.starts, 0
    for turn in range(_number_of_areas(lying, reaches, reach)):
        area = _area(reaches, reach, turn)
        if area < len(starts) - 1:
            for at in range(starts[area], starts[area + 1], 64):
                count += ones(_fitting(lying.need, at, min(at + 64, starts[area + 1]), forbid))
    return count


@inlined
def _fitting(need, begin, end, forbid):
    """A bit for each of at most 64 openings that meets all conditions; without a branch for any."""
    fitting, first = ZERO, forbid[0]
    if len(need) == 1:
        for at in range(begin, end):
            fitting |= np.uint64((need[0, at] & first) == ZERO) << np.uint64(at - begin)
        return fitting
    for at in range(begin, end):
        excluded = need[0, at] & first
        for place in range(1, len(need)):
            excluded |= need[place, at] & forbid[place]
        fitting |= np.uint64(excluded == ZERO) << np.uint64(at - begin)
    return fitting


@inlined
def _number_of_areas(lying, reaches, reach):
    """How many areas there are in a reach, with that of openings of which no area is known."""
    if reach < 0:
        return len(lying.starts) - 1
    return reaches.starts[reach + 1] - reaches.starts[reach] + 1


@inlined
def _area(reaches, reach, turn):
    """One area of a reach; the first is that of openings of which no area is known."""
    if reach < 0 or turn == 0:
        return turn
    return np.int64(reaches.areas[reaches.starts[reach] + turn - 1])


@inlined
def _first_of(feature, begin, end, occupation):
    """Where the openings of an occupation, or of one behind it, begin in an area."""
    while begin < end:
        middle = (begin + end) >> 1
        if np.int64((feature[middle] >> OCCUPATION) & OCCUPATION_MASK) < occupation:
            begin = middle + 1
        else:
            end = middle
    return begin


@inlined
def _stretch(lying, begin, end, forbid, rows, worths, told, given, rest, local, held, best):
    """Offer the openings from a place to another to the heap; gives how many are held."""
    need, feature, offers, rank = lying.need, lying.feature, lying.offers, lying.rank
    pay, flags_row, met_points, lacking, wanted_words, sector_words = rows
    trait, kinds, split = lying.trait, lying.trait_kinds, lying.trait_split
    asked, traits_worth = told
    depth, halves, k = need.shape[0], offers.shape[0], len(best)
    for block in range(begin, end, 64):
        left = _fitting(need, block, min(block + 64, end), forbid)
        while left != ZERO:
            at = block + trailing_zeros(left)
            left &= left - ONE
            most = given + most_told_by(feature[at], pay, flags_row, worths) + rest
            if held == k and most < np.int64(best[0] >> SCORE_AT):
                continue
            local[0, FEATURE] = feature[at]
            local[0, RANK] = np.uint64(rank[at]) | np.uint64(offers[0, at]) << SCORE_AT
            for word in range(depth):
                local[0, NEED + word] = need[word, at]
            for half in range(1, halves):
                local[0, NEED + depth + half - 1] = np.uint64(offers[half, at])
            points = given + points_of(
                local, 0, pay, flags_row, met_points, lacking, wanted_words, sector_words, worths
            )
            if len(trait):
                points += trait_points(kinds, np.int64(trait[at]), asked, split, traits_worth)
            key = (np.uint64(points) << SCORE_AT) | (RANKS - np.uint64(rank[at]))
            if held < k or key > best[0]:
                held = offer(best, held, k, key)
    return held
