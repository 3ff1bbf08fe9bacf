"""The openings of people whose reaches overlap: gathered once, sorted by what bounds their points.

Their words are turned (Warren, Hacker's Delight, 7-3), so that eight words, which are one line of
the cache and one wide register, tell one thing of 512 openings.
"""

from typing import NamedTuple

import numpy as np

from bansou.engines.bits import ones
from bansou.engines.compiling import njit
from bansou.engines.lanes import BITS, LANES, exchange
from bansou.engines.matching.compiled.layout import (
    FAR,
    FEATURE,
    FLAGS,
    FLAGS_MASK,
    FULL,
    INDUSTRY,
    INDUSTRY_MASK,
    LICENCE_KINDS,
    MINUTES,
    MINUTES_MASK,
    NEED,
    OCCUPATION,
    OCCUPATION_MASK,
    ONE,
    PAY_MASK,
    RANK,
    SCORE_AT,
    STEP,
    STEPS,
    ZERO,
)
from bansou.engines.matching.packed import HAS_DEMANDS, HAS_LICENCES, HAS_TYPE


class Columns(NamedTuple):
    """Where in a block the columns of each layer begin, behind those of the conditions.

    Layers share a word of an opening where they have room in it.
    """

    reaches: int
    industries: int
    minutes: int
    offers: int
    #: So many words lie between one block and the next.
    block: int
    number_of_industries: int
    number_of_offers: int


@njit(cache=True, nogil=True)
def gather(lying, reaches, members):
    """The openings of some reaches, sorted by their cells, and their words turned.

    In each row of `local` is one opening with all that points are given for, so that it is in one
    line of the cache; behind it, where there is any, the number of its traits.

    In each block of `turned` are 512: eight words for each condition, for each reach (outside of
    it), each industry, each step of minutes (reached), two for what is known, one of nothing, and
    each accommodation (offered).
    """
    outside = _outside(lying, reaches, members)
    areas = _nearest_first(outside, len(members))
    feature, area_starts, group_of_pay = lying.feature, lying.starts, lying.group_of_pay
    groups, occupations = lying.group_points.shape[1], lying.occupations
    starts = np.zeros(LICENCE_KINDS * groups * occupations + 1, np.int64)
    for area in areas:
        for at in range(area_starts[area], area_starts[area + 1]):
            starts[_cell(group_of_pay, groups, occupations, feature[at]) + 1] += 1
    for cell in range(1, len(starts)):
        starts[cell] += starts[cell - 1]
    spots = starts[:-1].copy()
    need, offers, rank = lying.need, lying.offers, lying.rank
    depth, halves = need.shape[0], offers.shape[0]
    trait = lying.trait
    has_traits = len(trait) > 0
    width = NEED + depth + halves - 1
    local = np.empty((starts[-1], width + has_traits), np.uint64)
    for area in areas:
        for at in range(area_starts[area], area_starts[area + 1]):
            cell = _cell(group_of_pay, groups, occupations, feature[at])
            spot = spots[cell]
            spots[cell] = spot + 1
            local[spot, FAR] = outside[area]
            local[spot, FEATURE] = feature[at]
            local[spot, RANK] = np.uint64(rank[at]) | np.uint64(offers[0, at]) << SCORE_AT
            for word in range(depth):
                local[spot, NEED + word] = need[word, at]
            for half in range(1, halves):
                local[spot, NEED + depth + half - 1] = np.uint64(offers[half, at])
            if has_traits:
                local[spot, width] = np.uint64(trait[at])
    return starts, local, _turned(local, depth, halves, columns_of(lying, len(members)))


@njit(cache=True, nogil=True)
def _outside(lying, reaches, members):
    """For each area a bit for every reach of a group outside of which it lies."""
    outside = np.full(len(lying.starts) - 1, FULL >> np.uint64(64 - len(members)))
    for place in range(len(members)):
        bit = ~(ONE << np.uint64(place))
        outside[0] &= bit
        if members[place] < 0:
            outside &= bit
        else:
            for at in range(reaches.starts[members[place]], reaches.starts[members[place] + 1]):
                if reaches.areas[at] < len(outside):
                    outside[reaches.areas[at]] &= bit
    return outside


@njit(cache=True, nogil=True)
def _nearest_first(outside, members):
    """The areas in some reach of a group, those in most of them first."""
    shared = np.zeros(len(outside), np.int64)
    for area in range(len(outside)):
        shared[area] = members - ones(outside[area])
    order = np.argsort(-shared)
    return order[: np.count_nonzero(shared)]


@njit(cache=True, nogil=True)
def _cell(group_of_pay, groups, occupations, feature):
    """The number of what an opening shares with its neighbours: if it asks licences, pay, occupation."""
    licences = np.int64((feature >> FLAGS) & FLAGS_MASK) // HAS_LICENCES
    group = group_of_pay[np.int64(feature & PAY_MASK)]
    occupation = np.int64((feature >> OCCUPATION) & OCCUPATION_MASK)
    return (licences * groups + group) * occupations + occupation


@njit(cache=True, nogil=True)
def columns_of(lying, members):
    """Where the columns of so many reaches, and of the other layers, begin."""
    widths = (members, min(lying.industries, 64), STEPS + 3, min(lying.accommodations, 64))
    at = lying.need.shape[0] * 64
    firsts = np.empty(len(widths), np.int64)
    for layer in range(len(widths)):
        if (at & 63) + widths[layer] > 64:
            at = (at + 63) & ~63
        firsts[layer] = at
        at += widths[layer]
    block = ((at + 63) & ~63) * LANES
    return Columns(firsts[0], firsts[1], firsts[2], firsts[3], block, widths[1], widths[3])


@njit(cache=True, nogil=True)
def _turned(local, depth, halves, columns):
    """The words that `gather` tells of, from 512 openings at a time, turned where they lie."""
    size = len(local)
    turned = np.zeros((size + BITS - 1) // BITS * columns.block, np.uint64)
    for block in range(len(turned) // columns.block):
        base = block * columns.block
        for spot in range(block * BITS, block * BITS + BITS):
            at = base + (spot & 63) * LANES + ((spot >> 6) & (LANES - 1))
            if spot >= size:
                turned[at + (columns.reaches >> 6) * 64 * LANES] = FULL
                continue
            for word in range(depth):
                turned[at + word * 64 * LANES] = local[spot, NEED + word]
            offered = local[spot, RANK] >> SCORE_AT
            if halves > 1:
                offered |= local[spot, NEED + depth] << SCORE_AT
            for layer in range(4):
                word = _trait(layer, local[spot, FEATURE], offered, local[spot, FAR])
                first = columns[layer]
                turned[at + (first >> 6) * 64 * LANES] |= word << np.uint64(first & 63)
        for start in range(base, base + columns.block, 64 * LANES):
            _turn(turned, start)
    return turned


@njit(cache=True, nogil=True)
def _trait(layer, feature, offers, far):
    """One word of an opening to be turned: where it is far, industry, minutes and flags, offers."""
    if layer == 0:
        return far
    if layer == 1:
        industry = np.int64((feature >> INDUSTRY) & INDUSTRY_MASK)
        return ONE << np.uint64(industry & 63) if industry else ZERO
    if layer == 2:
        minutes = np.int64((feature >> MINUTES) & MINUTES_MASK) - 1
        reached = min(minutes // STEP, STEPS - 1) + 1 if minutes >= 0 else 0
        known = (feature >> FLAGS) & np.uint64(HAS_TYPE | HAS_DEMANDS)
        return ((ONE << np.uint64(reached)) - ONE) | known << np.uint64(STEPS - 1)
    return offers


@njit(cache=True, nogil=True)
def _turn(words, start):
    """Turn 64 words of 64 bits: bit j of word i becomes bit i of word j; eight at a time."""
    width = 32
    mask = np.uint64(0x00000000FFFFFFFF)
    while width:
        at = 0
        while at < 64:
            exchange(
                words, start + at * LANES, start + (at + width) * LANES, np.uint64(width), mask
            )
            at = (at + width + 1) & ~width
        width >>= 1
        mask ^= mask << np.uint64(width) if width else ZERO
