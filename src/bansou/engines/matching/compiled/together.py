"""The search of many people whose reaches overlap, over what was gathered for all of them."""

import numpy as np

from bansou.engines.bits import trailing_zeros
from bansou.engines.compiling import inlined, njit
from bansou.engines.lanes import BITS, LANES, is_any, lane, load, onward, without
from bansou.engines.matching.compiled.bounding import (
    most_known,
    number_fitting,
    order_by_bound,
    spans_of,
    steps_of,
    still_may,
    wishes,
)
from bansou.engines.matching.compiled.gathering import columns_of, gather
from bansou.engines.matching.compiled.heap import offer, write
from bansou.engines.matching.compiled.layout import (
    LICENCE_KINDS,
    ONE,
    RANK,
    RANKS,
    SCORE_AT,
    ZERO,
    members_of,
)
from bansou.engines.matching.compiled.points import points_of
from bansou.engines.matching.compiled.somebody import rows_of, worths_of
from bansou.engines.matching.compiled.told import most_of_traits, trait_points


@njit(cache=True, nogil=True)
def search_together(lying, asking, worth, reaches, inside, plan, span, counting, found):
    """The best of those from one place of the order to another; `found` is filled in."""
    order, places = plan
    ranks, scores, counts = found
    near = gather(lying, reaches, inside)
    layers = columns_of(lying, len(inside))
    best = np.zeros(ranks.shape[1], np.uint64)
    met = np.zeros(lying.offers.shape[0] * 32 + 1, np.int64)
    kept = _room(lying, asking, worth)
    for at in range(span[0], span[1]):
        row = order[at]
        rows = rows_of(lying, asking, worth, row, met)
        wish, most = _wish(asking, worth, row, layers, places[at], rows, kept)
        if counting:
            counts[at] = number_fitting(near[2], layers.block, wish[0], wish[1])
        order_by_bound(
            lying.group_points[asking.floors[row]],
            kept[3],
            near[0],
            lying.occupations,
            most + most_of_traits(asking.traits[row], lying.trait_known, worth.traits),
            worth.occupation,
            kept[4][0],
            kept[4][1],
        )
        worths = worths_of(asking, worth, row)
        told = lying.trait_kinds, asking.traits[row], lying.trait_split, worth.traits
        has_traits = len(lying.trait) > 0
        held = _best_of(
            lying.occupations,
            near,
            layers.block,
            rows,
            wish,
            worths,
            (has_traits, told),
            kept[4],
            worth.occupation,
            best,
        )
        write(best, held, ranks[at], scores[at])


@njit(cache=True, nogil=True)
def _room(lying, asking, worth):
    """What is written anew for each person: columns, occupations, conditions, points for licences, lists."""
    occupations = asking.occupations.shape[1] * 64
    lists = (
        np.empty(worth.most + 1, np.int64),
        np.empty(2 * LICENCE_KINDS * lying.group_points.shape[1], np.int64),
        np.empty((occupations + 1, 2), np.int64),
    )
    return (
        np.empty(asking.industries.shape[1] * 64 + 64, np.int64),
        np.empty(occupations, np.int64),
        np.empty(asking.forbid.shape[1] * 64, np.int64),
        np.zeros(LICENCE_KINDS, np.int64),
        lists,
    )


@njit(cache=True, nogil=True)
def _wish(asking, worth, row, layers, place, rows, kept):
    """Which columns tell what somebody wishes for and cannot meet, what is lost without; and a bound."""
    columns, occupations, forbidden, licence_points, _lists = kept
    flags_row, met = rows[1], rows[2]
    bits = forbidden[: members_of(asking.forbid, row, forbidden)]
    bits *= LANES
    number = asking.needs_number[row]
    sectors, wanted = wishes(asking.industries, asking.wanted, row, layers, columns)
    known_columns, hours = steps_of(asking.least[row], asking.most[row], layers.minutes, worth)
    flags_most, type_gap, demands_gap = most_known(
        flags_row, asking.told[row], worth, licence_points
    )
    full = met[-1]
    some = full if 0 < number == wanted else 0
    gaps = (
        worth.industry if sectors else 0,
        hours,
        full - met[number - 1] if some else 0,
        some,
        type_gap,
        demands_gap,
    )
    wished = occupations[: members_of(asking.occupations, row, occupations)]
    reach_column = (layers.reaches + place) * LANES
    wish = (bits, reach_column, columns, sectors, wanted, known_columns, gaps, wished)
    return wish, flags_most + gaps[0] + hours + full


@inlined
def _best_of(occupations, near, width, rows, wish, worths, traits, lists, occupation, best):
    """Fill the heap with the best openings of one person; gives how many there are."""
    heads, following, spans = lists
    held = 0
    for bound in range(len(heads) - 1, -1, -1):
        if held == len(best) and bound < np.int64(best[0] >> SCORE_AT):
            break
        entry = heads[bound]
        while entry >= 0:
            is_other, base = entry & 1, (entry >> 1) * occupations
            given = 0 if is_other else occupation
            number = spans_of(near[0], base, occupations, wish[7], is_other, spans)
            entry = following[entry]
            for span in range(number):
                begin, end = spans[span, 0], spans[span, 1]
                for block in range(begin >> 9, (end + BITS - 1) >> 9):
                    first = block * BITS
                    left = without(onward(begin - first), onward(end - first))
                    slack = bound - np.int64(best[0] >> SCORE_AT) if held == len(best) else bound
                    left = _meeting(near[2], block * width, left, slack, wish)
                    held = _offer_all(left, first, given, near[1], rows, worths, traits, held, best)
    return held


@inlined
def _meeting(turned, at, left, slack, wish):
    """Of 512 openings those that meet all conditions of somebody, and may still be among the best."""
    bits, reach_column, columns, sectors, wanted, known, gaps, _wished = wish
    left = without(left, load(turned, at + reach_column))
    left = still_may(turned, at, left, gaps, slack, columns, sectors, wanted, known)
    if is_any(left):
        for column in bits:
            left = without(left, load(turned, at + column))
    return left


@inlined
def _offer_all(left, first, given, local, rows, worths, traits, held, best):
    """Offer what is left of 512 openings to the heap; gives how many are held."""
    if not is_any(left):
        return held
    pay, flags_row, met, lacking, needs, industries = rows
    has_traits, (kinds, asked, split, traits_worth) = traits
    trait_at = local.shape[1] - 1
    for part in range(LANES):
        word = lane(left, part)
        while word != ZERO:
            spot = first + part * 64 + trailing_zeros(word)
            word &= word - ONE
            points = given + points_of(
                local, spot, pay, flags_row, met, lacking, needs, industries, worths
            )
            if has_traits:
                trait = np.int64(local[spot, trait_at])
                points += trait_points(kinds, trait, asked, split, traits_worth)
            key = (np.uint64(points) << SCORE_AT) | (RANKS - (local[spot, RANK] & RANKS))
            if held < len(best) or key > best[0]:
                held = offer(best, held, len(best), key)
    return held
