"""The search of many people whose reaches overlap, over what was gathered for all of them."""

import numpy as np

from bansou.engines.bits import trailing_zeros
from bansou.engines.compiling import njit
from bansou.engines.matching.compiled.bounding import (
    most_known,
    number_fitting,
    order_by_bound,
    spans_of,
    steps_of,
    still_may,
    wishes,
    within_span,
)
from bansou.engines.matching.compiled.gathering import gather, widths_of
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
    widths = widths_of(lying, len(inside))
    best = np.zeros(ranks.shape[1], np.uint64)
    met = np.zeros(lying.offers.shape[0] * 32 + 1, np.int64)
    kept = _room(lying, asking, worth)
    for at in range(span[0], span[1]):
        row = order[at]
        rows = rows_of(lying, asking, worth, row, met)
        wish, most = _wish(asking, worth, row, widths, places[at], rows, kept)
        if counting:
            counts[at] = number_fitting(near[2], wish[0], wish[1])
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
def _wish(asking, worth, row, widths, place, rows, kept):
    """Which columns tell what somebody wishes for and cannot meet, what is lost without; and a bound."""
    columns, occupations, forbidden, licence_points, _lists = kept
    flags_row, met = rows[1], rows[2]
    bits = forbidden[: members_of(asking.forbid, row, forbidden)]
    number = asking.needs_number[row]
    sectors, wanted = wishes(asking.industries, asking.wanted, row, widths, columns)
    first_step = widths[0] + widths[1] + widths[2]
    known_columns, hours = steps_of(asking.least[row], asking.most[row], first_step, worth)
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
    reach_column = widths[0] + place
    wish = (bits, reach_column, columns, sectors, wanted, known_columns, gaps, wished)
    return wish, flags_most + gaps[0] + hours + full


@njit(cache=True, nogil=True)
def _best_of(  # noqa: C901 - one loop, since calls with tuples would take longer than what they do
    occupations, near, rows, wish, worths, traits, lists, occupation, best
):
    """Fill the heap with the best openings of one person; gives how many there are.

    Everything is taken out of its tuple once, since the loops below are all of the time.
    """
    starts, local, turned = near
    pay, flags_row, met_points, lacking, wanted_words, sector_words = rows
    bits, reach_column, columns, sectors, wanted, known_columns, gaps, wished = wish
    heads, following, spans = lists
    has_traits, (kinds, asked, split, traits_worth) = traits
    trait_at = local.shape[1] - 1
    k, held = len(best), 0
    for bound in range(len(heads) - 1, -1, -1):
        if held == k and bound < np.int64(best[0] >> SCORE_AT):
            break
        entry = heads[bound]
        while entry >= 0:
            given = 0 if entry & 1 else occupation
            number = spans_of(
                starts, (entry >> 1) * occupations, occupations, wished, entry & 1, spans
            )
            entry = following[entry]
            for span in range(number):
                begin, end = spans[span, 0], spans[span, 1]
                for word in range(begin >> 6, (end + 63) >> 6):
                    left = within_span(~turned[word, reach_column], word, begin, end)
                    if held == k and left != ZERO:
                        slack = bound - np.int64(best[0] >> SCORE_AT)
                        left = still_may(
                            turned,
                            word,
                            left,
                            gaps,
                            slack,
                            columns,
                            sectors,
                            wanted,
                            known_columns,
                        )
                    if left == ZERO:
                        continue
                    excluded = ZERO
                    for place in range(len(bits)):
                        excluded |= turned[word, bits[place]]
                    left &= ~excluded
                    while left != ZERO:
                        spot = word * 64 + trailing_zeros(left)
                        left &= left - ONE
                        points = given + points_of(
                            local,
                            spot,
                            pay,
                            flags_row,
                            met_points,
                            lacking,
                            wanted_words,
                            sector_words,
                            worths,
                        )
                        if has_traits:
                            points += trait_points(
                                kinds, np.int64(local[spot, trait_at]), asked, split, traits_worth
                            )
                        key = (np.uint64(points) << SCORE_AT) | (
                            RANKS - (local[spot, RANK] & RANKS)
                        )
                        if held < k or key > best[0]:
                            held = offer(best, held, k, key)
    return held
