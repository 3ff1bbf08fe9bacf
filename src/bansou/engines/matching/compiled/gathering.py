"""The openings of people whose reaches overlap: gathered once, sorted by what bounds their points.

Their words are turned (Warren, Hacker's Delight, 7-3), so that one word tells one thing of 64
openings.
"""

import numpy as np

from bansou.engines.bits import ones
from bansou.engines.compiling import njit
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

#: So many blocks of 64 words are turned at once, one in each lane of a wide register.
_LANES = 8


@njit(cache=True, nogil=True)
def gather(lying, reaches, members):
    """The openings of some reaches, sorted by their cells, and their words turned.

    In each row of `local` is one opening with all that points are given for, so that it is in one
    line of the cache; behind it, where there is any, the number of its traits.

    In each row of `turned` are 64: a word for each condition, for each reach (outside of
    it), each industry, each step of minutes (reached), two for what is known, one of nothing, and each
    accommodation (offered).
    """
    outside = _outside(lying, reaches, members)
    areas = _nearest_first(outside, members)
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
    return starts, local, _turned(local, depth, halves, widths_of(lying, len(members)))


@njit(cache=True, nogil=True)
def _outside(lying, reaches, members):
    """For each area a bit for every reach of a group outside of which it lies."""
    outside = np.full(len(lying.starts) - 1, FULL)
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
        shared[area] = 64 - ones(outside[area])
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
def widths_of(lying, members):
    """How many words of a row each layer has: conditions, reaches, industries, minutes, offers."""
    return (
        lying.need.shape[0] * 64,
        members,
        min(lying.industries, 64),
        STEPS + 3,
        min(lying.offers.shape[0] * 32, 64),
    )


@njit(cache=True, nogil=True)
def _turned(local, depth, halves, widths):
    """The rows that `gather` tells of, from 512 openings at a time."""
    size = len(local)
    turned = np.zeros(((size + 63) // 64, sum(widths)), np.uint64)
    blocks = np.empty((depth + 4, 64, _LANES), np.uint64)
    for first in range(0, size, 64 * _LANES):
        blocks[:] = ZERO
        blocks[depth] = FULL
        for spot in range(first, min(first + 64 * _LANES, size)):
            place, lane = spot & 63, (spot - first) >> 6
            for layer in range(depth):
                blocks[layer, place, lane] = local[spot, NEED + layer]
            offered = local[spot, RANK] >> SCORE_AT
            if halves > 1:
                offered |= local[spot, NEED + depth] << SCORE_AT
            for layer in range(4):
                word = _trait(layer, local[spot, FEATURE], offered, local[spot, FAR])
                blocks[depth + layer, place, lane] = word
        offset = 0
        for layer in range(depth + 4):
            _turn(blocks[layer])
            width = 64 if layer < depth else widths[layer - depth + 1]
            for lane in range(min(_LANES, (size - first + 63) // 64)):
                for bit in range(width):
                    turned[(first >> 6) + lane, offset + bit] = blocks[layer, bit, lane]
            offset += width
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
def _turn(blocks):
    """Turn 64 words of 64 bits: bit j of word i becomes bit i of word j; eight at a time."""
    width = 32
    mask = np.uint64(0x00000000FFFFFFFF)
    while width:
        shift = np.uint64(width)
        at = 0
        while at < 64:
            for lane in range(_LANES):
                swapped = ((blocks[at, lane] >> shift) ^ blocks[at + width, lane]) & mask
                blocks[at, lane] ^= swapped << shift
                blocks[at + width, lane] ^= swapped
            at = (at + width + 1) & ~width
        width >>= 1
        mask ^= mask << np.uint64(width) if width else ZERO
