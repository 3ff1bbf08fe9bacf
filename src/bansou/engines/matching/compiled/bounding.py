"""What the openings of a stretch are worth at most, and which of 512 can still be among the best.

Bounds are never too low: what is passed over could not have been one of the best.
"""

import numpy as np

from bansou.engines.compiling import inlined, njit
from bansou.engines.lanes import LANES, is_any, joined, load, number, onward, shared, without
from bansou.engines.matching.compiled.layout import (
    LICENCE_KINDS,
    STEP,
    STEPS,
    members_of,
)
from bansou.engines.matching.packed import (
    ASKS_LICENCE,
    HAS_AREA,
    HAS_DEMANDS,
    HAS_LICENCES,
    HAS_TYPE,
    TOLD_HOLDS,
)


@inlined
def order_by_bound(
    group_points, licence_points, starts, occupations, rest, occupation, heads, following
):
    """Put every combination of licences and pay into the list of the most points it can give.

    Even entries are for occupations that somebody wishes for, odd ones for all others.
    """
    heads[:] = -1
    groups = len(group_points)
    for combination in range(LICENCE_KINDS * groups):
        base = combination * occupations
        if starts[base] == starts[base + occupations]:
            continue
        licences = combination // groups
        points = rest + licence_points[licences] + group_points[combination - licences * groups]
        for other in range(2):
            bound = points if other else points + occupation
            following[2 * combination + other] = heads[bound]
            heads[bound] = 2 * combination + other


@inlined
def spans_of(starts, base, occupations, wished, is_other, spans):
    """Where the wished occupations of a combination lie, or all others; gives how many spans."""
    number, gap = 0, base
    for place in range(len(wished) + 1):
        one = base + occupations
        if place < len(wished):
            one = min(one, base + wished[place] + 1)
        if is_other:
            begin, end = starts[gap], starts[one]
            gap = min(one + 1, base + occupations)
        elif one < base + occupations:
            begin, end = starts[one], starts[one + 1]
        else:
            continue
        if begin < end:
            spans[number, 0], spans[number, 1] = begin, end
            number += 1
    return number


@inlined
def still_may(turned, base, left, gaps, slack, columns, sectors, wanted, known_columns):
    """Of 512 openings those that may still make up for what is lacking to the worst of the best.

    `gaps` is what is lost at least by another industry, other hours, one accommodation that is
    not offered, none that is, a type and demands that are not known.
    """
    if slack < gaps[0]:
        left = shared(left, _one_of(turned, base, columns, 0, sectors))
    if slack < gaps[1]:
        left = shared(left, load(turned, base + known_columns[0]))
        left = without(left, load(turned, base + known_columns[1]))
    if slack < gaps[2]:
        for place in range(sectors, sectors + wanted):
            left = shared(left, load(turned, base + columns[place]))
    elif slack < gaps[3]:
        left = shared(left, _one_of(turned, base, columns, sectors, sectors + wanted))
    if slack < gaps[4]:
        left = shared(left, load(turned, base + known_columns[2]))
    if slack < gaps[5]:
        left = shared(left, load(turned, base + known_columns[3]))
    return left


@inlined
def _one_of(turned, base, columns, begin, end):
    """Of 512 openings those that have one of some columns; there is at least one column."""
    found = load(turned, base + columns[begin])
    for place in range(begin + 1, end):
        found = joined(found, load(turned, base + columns[place]))
    return found


@njit(cache=True, nogil=True)
def wishes(industries, wanted_words, row, layers, columns):
    """Columns of industries wished, then of accommodations needed; and how many each.

    Those beyond 64 share a column or have none, so that nothing is passed over for their sake.
    """
    sectors = 0
    for place in range(members_of(industries, row, columns)):
        column = (columns[place] + 1) & 63
        if column < layers.number_of_industries:
            columns[sectors] = (layers.industries + column) * LANES
            sectors += 1
    wanted = 0
    for half in range(min(2, wanted_words.shape[1])):
        left = wanted_words[row, half]
        for bit in range(32):
            if left >> np.uint32(bit) & np.uint32(1) and half * 32 + bit < layers.number_of_offers:
                columns[sectors + wanted] = (layers.offers + half * 32 + bit) * LANES
                wanted += 1
    return sectors, wanted


@njit(cache=True, nogil=True)
def most_known(flags_row, told, worth, licence_points):
    """The most points for what is known beside licences, and what type and demands add to it.

    Fills in the most for each kind of licences asked.
    """
    everything = HAS_AREA | HAS_TYPE | HAS_DEMANDS
    most = flags_row[everything]
    for licences in range(LICENCE_KINDS):
        points = flags_row[licences * HAS_LICENCES] - flags_row[0]
        if licences * HAS_LICENCES & ASKS_LICENCE and told & TOLD_HOLDS:
            points += max(worth.licence, worth.licence_open)
        licence_points[licences] = points
    return (
        most,
        most - flags_row[everything - HAS_TYPE],
        most - flags_row[everything - HAS_DEMANDS],
    )


@njit(cache=True, nogil=True)
def steps_of(least, most, first, worth):
    """The columns between which wished minutes lie, those of what is known, and the hours' worth.

    The column behind those of the steps is never set, and stands for no end.
    """
    known, never = first + STEPS, first + STEPS + 2
    if least < 0:
        return (first * LANES, never * LANES, known * LANES, (known + 1) * LANES), 0
    begin = first + min(least // STEP, STEPS - 1)
    above = most // STEP + 1
    end = first + above if 0 <= above < STEPS else never
    return (begin * LANES, end * LANES, known * LANES, (known + 1) * LANES), worth.hours


@inlined
def number_fitting(turned, block, bits, reach_column):
    """How many openings meet all conditions of somebody."""
    count = 0
    for base in range(0, len(turned), block):
        left = without(onward(0), load(turned, base + reach_column))
        if is_any(left):
            for column in bits:
                left = without(left, load(turned, base + column))
            count += number(left)
    return count
