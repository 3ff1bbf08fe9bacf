"""The search compiled by numba (extra `fast`): exact, whatever is pruned.

People whose reaches overlap are searched together. Their openings are gathered once, sorted by what
bounds their points (what is known of them, pay, occupation), and their words turned (Warren,
Hacker's Delight, 7-3), so that one word tells one thing of 64 openings: who is excluded is then an
OR over what somebody cannot meet. Stretches are visited from the highest bound down, until the
worst of the best so far is above it. Nothing here depends on the order of people.
"""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from bansou.engines.matching.packed import (
    ASKS_LICENCE,
    FLAG_KINDS,
    FLAGS_AT,
    HAS_AREA,
    HAS_DEMANDS,
    HAS_LICENCES,
    HAS_TYPE,
    INDUSTRY_AT,
    MINUTES_AT,
    OCCUPATION_AT,
    TOLD_HOLDS,
)

_ONE, _ZERO, _FULL = np.uint64(1), np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
_RANKS = np.uint64(0xFFFFFFFF)
_SCORE_AT = np.uint64(32)
_PAY_MASK, _MINUTES_MASK = np.uint64(0xFFFF), np.uint64(0x3FFF)
_FLAGS_MASK, _INDUSTRY_MASK = np.uint64(FLAG_KINDS - 1), np.uint64(0x3FFF)
_OCCUPATION_MASK = np.uint64(0x7FFF)
_MINUTES_AT, _FLAGS_AT = np.uint64(MINUTES_AT), np.uint64(FLAGS_AT)
_OCCUPATION_AT, _INDUSTRY_AT = np.uint64(OCCUPATION_AT), np.uint64(INDUSTRY_AT)
#: None known, none asked, and asked: flags from `HAS_LICENCES` on.
_LICENCE_KINDS = FLAG_KINDS // HAS_LICENCES
#: What stands where in a row of gathered openings: outside of which reaches it lies, its feature,
#: its rank under the first half of what it offers, then its conditions and more of what it offers.
_FAR, _FEATURE, _RANK, _NEED = 0, 1, 2, 3
#: So many blocks of 64 words are turned at once, one in each lane of a wide register.
_LANES = 8
#: Minutes a week are told apart in steps of three hours, up to 48.
_STEP, _STEPS = 180, 16


@intrinsic
def _trailing_zeros(_context, word):
    def generate(context, builder, signature, arguments):
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), generate


@intrinsic
def _ones(_context, word):
    def generate(context, builder, signature, arguments):
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


@njit(cache=True, nogil=True)
def _offer(best, held, k, key):
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


@njit(cache=True, nogil=True)
def _members(words, row, found):
    """The bits set in a row of words, from the smallest; gives how many."""
    number = 0
    for source in range(words.shape[1]):
        left = words[row, source]
        while left != _ZERO:
            found[number] = source * 64 + _trailing_zeros(left)
            number += 1
            left &= left - _ONE
    return number


@njit(cache=True, nogil=True)
def _points(local, spot, pay, flags_row, met_points, lacking, wanted, sectors, worths):
    """All points but those for the occupation, of one opening that fits.

    Every array is passed by itself, and the rows of one person as they are: counting references to
    what lies in a tuple would take longer than the points.
    """
    licence, licence_open, hours, least, most, industry = worths
    one = local[spot, _FEATURE]
    flags = np.int64((one >> _FLAGS_AT) & _FLAGS_MASK)
    points = flags_row[flags] + pay[np.int64(one & _PAY_MASK)]
    minutes = np.int64((one >> _MINUTES_AT) & _MINUTES_MASK) - 1
    if minutes >= least and minutes <= most and minutes >= 0:
        points += hours
    if flags & ASKS_LICENCE and licence >= 0:
        lacks = _ZERO
        for word in range(len(lacking)):
            lacks |= local[spot, _NEED + word] & lacking[word]
        points += licence if lacks == _ZERO else licence_open
    met = _ones((local[spot, _RANK] >> _SCORE_AT) & np.uint64(wanted[0]))
    for half in range(1, len(wanted)):
        met += _ones(local[spot, _NEED + len(lacking) + half - 1] & np.uint64(wanted[half]))
    place = np.int64((one >> _INDUSTRY_AT) & _INDUSTRY_MASK) - 1
    if place >= 0 and place >> 6 < len(sectors):
        points += industry * np.int64(sectors[place >> 6] >> np.uint64(place & 63) & _ONE)
    return points + met_points[met]


@njit(cache=True, nogil=True)
def _met_points(asking, worth, row, table):
    """What so many of the accommodations that somebody needs are worth."""
    number = asking.needs_number[row]
    for met in range(len(table)):
        if number > 0:
            table[met] = worth.accommodations * min(met, number) // number
        else:
            table[met] = worth.accommodations if number == 0 else 0


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
        mask ^= mask << np.uint64(width) if width else _ZERO


@njit(cache=True, nogil=True)
def _outside(lying, reaches, members):
    """For each area a bit for every reach of a group outside of which it lies."""
    outside = np.full(len(lying.starts) - 1, _FULL)
    for place in range(len(members)):
        bit = ~(_ONE << np.uint64(place))
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
        shared[area] = 64 - _ones(outside[area])
    order = np.argsort(-shared)
    return order[: np.count_nonzero(shared)]


@njit(cache=True, nogil=True)
def _cell(group_of_pay, groups, occupations, feature):
    """The number of what an opening shares with its neighbours: if it asks licences, pay, occupation."""
    licences = np.int64((feature >> _FLAGS_AT) & _FLAGS_MASK) // HAS_LICENCES
    group = group_of_pay[np.int64(feature & _PAY_MASK)]
    occupation = np.int64((feature >> _OCCUPATION_AT) & _OCCUPATION_MASK)
    return (licences * groups + group) * occupations + occupation


@njit(cache=True, nogil=True)
def _trait(layer, feature, offers, far):
    """One word of an opening to be turned: where it is far, industry, minutes and flags, offers."""
    if layer == 0:
        return far
    if layer == 1:
        industry = np.int64((feature >> _INDUSTRY_AT) & _INDUSTRY_MASK)
        return _ONE << np.uint64(industry & 63) if industry else _ZERO
    if layer == 2:
        minutes = np.int64((feature >> _MINUTES_AT) & _MINUTES_MASK) - 1
        reached = min(minutes // _STEP, _STEPS - 1) + 1 if minutes >= 0 else 0
        known = (feature >> _FLAGS_AT) & np.uint64(HAS_TYPE | HAS_DEMANDS)
        return ((_ONE << np.uint64(reached)) - _ONE) | known << np.uint64(_STEPS - 1)
    return offers


@njit(cache=True, nogil=True)
def _gather(lying, reaches, members):
    """The openings of some reaches, sorted by their cells, and their words turned.

    In each row of `local` is one opening with all that points are given for, so that it is in one
    line of the cache. In each row of `turned` are 64: a word for each condition, for each reach (outside of
    it), each industry, each step of minutes (reached), two for what is known, one of nothing, and each
    accommodation (offered).
    """
    outside = _outside(lying, reaches, members)
    areas = _nearest_first(outside, members)
    feature, area_starts, group_of_pay = lying.feature, lying.starts, lying.group_of_pay
    groups, occupations = lying.group_points.shape[1], lying.occupations
    starts = np.zeros(_LICENCE_KINDS * groups * occupations + 1, np.int64)
    for area in areas:
        for at in range(area_starts[area], area_starts[area + 1]):
            starts[_cell(group_of_pay, groups, occupations, feature[at]) + 1] += 1
    for cell in range(1, len(starts)):
        starts[cell] += starts[cell - 1]
    spots = starts[:-1].copy()
    need, offers, rank = lying.need, lying.offers, lying.rank
    depth, halves = need.shape[0], offers.shape[0]
    local = np.empty((starts[-1], _NEED + depth + halves - 1), np.uint64)
    for area in areas:
        for at in range(area_starts[area], area_starts[area + 1]):
            cell = _cell(group_of_pay, groups, occupations, feature[at])
            spot = spots[cell]
            spots[cell] = spot + 1
            local[spot, _FAR] = outside[area]
            local[spot, _FEATURE] = feature[at]
            local[spot, _RANK] = np.uint64(rank[at]) | np.uint64(offers[0, at]) << _SCORE_AT
            for word in range(depth):
                local[spot, _NEED + word] = need[word, at]
            for half in range(1, halves):
                local[spot, _NEED + depth + half - 1] = np.uint64(offers[half, at])
    return starts, local, _turned(local, depth, halves, _widths(lying, len(members)))


@njit(cache=True, nogil=True)
def _widths(lying, members):
    """How many words of a row each layer has: conditions, reaches, industries, minutes, offers."""
    return (
        lying.need.shape[0] * 64,
        members,
        min(lying.industries, 64),
        _STEPS + 3,
        min(lying.offers.shape[0] * 32, 64),
    )


@njit(cache=True, nogil=True)
def _turned(local, depth, halves, widths):
    """The rows that `_gather` tells of, from 512 openings at a time."""
    size = len(local)
    turned = np.zeros(((size + 63) // 64, sum(widths)), np.uint64)
    blocks = np.empty((depth + 4, 64, _LANES), np.uint64)
    for first in range(0, size, 64 * _LANES):
        blocks[:] = _ZERO
        blocks[depth] = _FULL
        for spot in range(first, min(first + 64 * _LANES, size)):
            place, lane = spot & 63, (spot - first) >> 6
            for layer in range(depth):
                blocks[layer, place, lane] = local[spot, _NEED + layer]
            offered = local[spot, _RANK] >> _SCORE_AT
            if halves > 1:
                offered |= local[spot, _NEED + depth] << _SCORE_AT
            for layer in range(4):
                word = _trait(layer, local[spot, _FEATURE], offered, local[spot, _FAR])
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
def _count(turned, bits, reach_column):
    """How many openings meet all conditions of somebody."""
    count = 0
    for word in range(len(turned)):
        left = turned[word, reach_column]
        if left == _FULL:
            continue
        for column in bits:
            left |= turned[word, column]
        count += 64 - _ones(left)
    return count


@njit(cache=True, nogil=True)
def _wishes(industries, wanted_words, row, widths, columns):
    """Columns of industries wished, then of accommodations needed; and how many each.

    Those beyond 64 share a column or have none, so that nothing is passed over for their sake.
    """
    start = widths[0] + widths[1]
    sectors = 0
    for place in range(_members(industries, row, columns)):
        column = (columns[place] + 1) & 63
        if column < widths[2]:
            columns[sectors] = start + column
            sectors += 1
    start += widths[2] + widths[3]
    wanted = 0
    for half in range(min(2, wanted_words.shape[1])):
        left = wanted_words[row, half]
        for bit in range(32):
            if left >> np.uint32(bit) & np.uint32(1):
                columns[sectors + wanted] = start + half * 32 + bit
                wanted += 1
    return sectors, wanted


@njit(cache=True, nogil=True)
def _may(turned, word, left, gaps, slack, columns, sectors, wanted, known_columns):
    """Of 64 openings those that may still make up for what is lacking to the worst of the best.

    `gaps` is what is lost at least by another industry, other hours, one accommodation that is
    not offered, none that is, a type and demands that are not known.
    """
    if slack < gaps[0]:
        one = _ZERO
        for place in range(sectors):
            one |= turned[word, columns[place]]
        left &= one
    if slack < gaps[1]:
        left &= turned[word, known_columns[0]] & ~turned[word, known_columns[1]]
    if slack < gaps[2]:
        for place in range(wanted):
            left &= turned[word, columns[sectors + place]]
    elif slack < gaps[3]:
        one = _ZERO
        for place in range(wanted):
            one |= turned[word, columns[sectors + place]]
        left &= one
    if slack < gaps[4]:
        left &= turned[word, known_columns[2]]
    if slack < gaps[5]:
        left &= turned[word, known_columns[3]]
    return left


@njit(cache=True, nogil=True)
def _within(left, word, begin, end):
    """Of 64 openings those from a spot to another."""
    if word * 64 < begin:
        left &= _FULL << np.uint64(begin & 63)
    if word * 64 + 64 > end:
        left &= _FULL >> np.uint64(64 - (end & 63))
    return left


@njit(cache=True, nogil=True)
def _bounds(group_points, licence_points, starts, occupations, rest, occupation, heads, following):
    """Put every combination of licences and pay into the list of the most points it can give.

    Even entries are for occupations that somebody wishes for, odd ones for all others.
    """
    heads[:] = -1
    groups = len(group_points)
    for combination in range(_LICENCE_KINDS * groups):
        base = combination * occupations
        if starts[base] == starts[base + occupations]:
            continue
        licences = combination // groups
        points = rest + licence_points[licences] + group_points[combination - licences * groups]
        for other in range(2):
            bound = points if other else points + occupation
            following[2 * combination + other] = heads[bound]
            heads[bound] = 2 * combination + other


@njit(cache=True, nogil=True)
def _spans(starts, base, occupations, wished, is_other, spans):
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


@njit(cache=True, nogil=True)
def _best(  # noqa: C901 - one loop, since calls with tuples would take longer than what they do
    occupations, near, rows, wish, worths, lists, occupation, best
):
    """Fill the heap with the best openings of one person; gives how many there are.

    Everything is taken out of its tuple once, since the loops below are all of the time.
    """
    starts, local, turned = near
    pay, flags_row, met_points, lacking, wanted_words, sector_words = rows
    bits, reach_column, columns, sectors, wanted, known_columns, gaps, wished = wish
    heads, following, spans = lists
    k, held = len(best), 0
    for bound in range(len(heads) - 1, -1, -1):
        if held == k and bound < np.int64(best[0] >> _SCORE_AT):
            break
        entry = heads[bound]
        while entry >= 0:
            given = 0 if entry & 1 else occupation
            number = _spans(
                starts, (entry >> 1) * occupations, occupations, wished, entry & 1, spans
            )
            entry = following[entry]
            for span in range(number):
                begin, end = spans[span, 0], spans[span, 1]
                for word in range(begin >> 6, (end + 63) >> 6):
                    left = _within(~turned[word, reach_column], word, begin, end)
                    if held == k and left != _ZERO:
                        slack = bound - np.int64(best[0] >> _SCORE_AT)
                        left = _may(
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
                    if left == _ZERO:
                        continue
                    excluded = _ZERO
                    for place in range(len(bits)):
                        excluded |= turned[word, bits[place]]
                    left &= ~excluded
                    while left != _ZERO:
                        spot = word * 64 + _trailing_zeros(left)
                        left &= left - _ONE
                        points = given + _points(
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
                        key = (np.uint64(points) << _SCORE_AT) | (
                            _RANKS - (local[spot, _RANK] & _RANKS)
                        )
                        if held < k or key > best[0]:
                            held = _offer(best, held, k, key)
    return held


@njit(cache=True, nogil=True)
def _directly(lying, reaches, reach, forbid, rows, worths, occupation, occupations, best):
    """Fill the heap without gathering, for one of few; gives how many are held, and how many fit."""
    need, feature, offers, rank = lying.need, lying.feature, lying.offers, lying.rank
    area_starts, areas, reach_starts = lying.starts, reaches.areas, reaches.starts
    pay, flags_row, met_points, lacking, wanted_words, sector_words = rows
    depth, halves, k = need.shape[0], offers.shape[0], len(best)
    local = np.zeros((1, _NEED + depth + halves - 1), np.uint64)
    first, last = (
        (0, len(area_starts) - 2)
        if reach < 0
        else (
            reach_starts[reach] - 1,
            reach_starts[reach + 1] - 1,
        )
    )
    held = count = 0
    for turn in range(first, last + 1):
        # Openings of which no area is known come before those of the reach.
        area = turn if reach < 0 else (0 if turn == first else areas[turn])
        if area >= len(area_starts) - 1:
            continue
        for at in range(area_starts[area], area_starts[area + 1]):
            excluded = need[0, at] & forbid[0]
            for word in range(1, depth):
                excluded |= need[word, at] & forbid[word]
            if excluded != _ZERO:
                continue
            count += 1
            local[0, _FEATURE] = feature[at]
            local[0, _RANK] = np.uint64(rank[at]) | np.uint64(offers[0, at]) << _SCORE_AT
            for word in range(depth):
                local[0, _NEED + word] = need[word, at]
            for half in range(1, halves):
                local[0, _NEED + depth + half - 1] = np.uint64(offers[half, at])
            points = _points(
                local, 0, pay, flags_row, met_points, lacking, wanted_words, sector_words, worths
            )
            place = np.int64((feature[at] >> _OCCUPATION_AT) & _OCCUPATION_MASK) - 1
            if place >= 0 and place >> 6 < len(occupations):
                wished = occupations[place >> 6] >> np.uint64(place & 63) & _ONE
                points += occupation * np.int64(wished)
            key = (np.uint64(points) << _SCORE_AT) | (_RANKS - np.uint64(rank[at]))
            if held < k or key > best[0]:
                held = _offer(best, held, k, key)
    return held, count


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
    best = np.zeros(k, np.uint64)
    met_points = np.zeros(lying.offers.shape[0] * 32 + 1, np.int64)
    columns = np.empty(asking.industries.shape[1] * 64 + 64, np.int64)
    occupations = np.empty(asking.occupations.shape[1] * 64, np.int64)
    forbidden = np.empty(asking.forbid.shape[1] * 64, np.int64)
    licence_points = np.zeros(_LICENCE_KINDS, np.int64)
    groups = lying.group_points.shape[1]
    lists = (
        np.empty(worth.most + 1, np.int64),
        np.empty(2 * _LICENCE_KINDS * groups, np.int64),
        np.empty((len(occupations) + 1, 2), np.int64),
    )
    for group in range(len(group_starts) - 1):
        inside = members[member_starts[group] : member_starts[group + 1]]
        is_few = group_starts[group + 1] - group_starts[group] <= few
        # Nobody's gathering is nothing, and of one type for the compiler.
        near = _gather(lying, reaches, inside[:0] if is_few else inside)
        widths = _widths(lying, len(inside))
        first_step = widths[0] + widths[1] + widths[2]
        for at in range(group_starts[group], group_starts[group + 1]):
            row = order[at]
            bits = forbidden[: _members(asking.forbid, row, forbidden)]
            reach_column = widths[0] + places[at]
            if counting and not is_few:
                counts[at] = _count(near[2], bits, reach_column)
            told, floors = asking.told[row], asking.floors[row]
            flags_row = worth.flags[told]
            _met_points(asking, worth, row, met_points)
            number = asking.needs_number[row]
            sectors, wanted = _wishes(asking.industries, asking.wanted, row, widths, columns)
            known_columns, hours = _steps(asking.least[row], asking.most[row], first_step, worth)
            flags_most, type_gap, demands_gap = _known(flags_row, told, worth, licence_points)
            full = met_points[-1]
            some = full if 0 < number == wanted else 0
            gaps = (
                worth.industry if sectors else 0,
                hours,
                full - met_points[number - 1] if some else 0,
                some,
                type_gap,
                demands_gap,
            )
            rows = (
                lying.pay_points[floors],
                flags_row,
                met_points,
                asking.lacking[row],
                asking.wanted[row],
                asking.industries[row],
            )
            wished = occupations[: _members(asking.occupations, row, occupations)]
            wish = (bits, reach_column, columns, sectors, wanted, known_columns, gaps, wished)
            licence = worth.licence if told & TOLD_HOLDS else -1
            worths = (
                licence,
                worth.licence_open,
                worth.hours,
                np.int64(asking.least[row]),
                np.int64(asking.most[row]),
                worth.industry,
            )
            if is_few:
                held, count = _directly(
                    lying,
                    reaches,
                    inside[places[at]],
                    asking.forbid[row],
                    rows,
                    worths,
                    worth.occupation,
                    asking.occupations[row],
                    best,
                )
                counts[at] = count if counting else -1
                _write(best, held, ranks[at], scores[at])
                continue
            _bounds(
                lying.group_points[floors],
                licence_points,
                near[0],
                lying.occupations,
                flags_most + gaps[0] + hours + full,
                worth.occupation,
                lists[0],
                lists[1],
            )
            held = _best(lying.occupations, near, rows, wish, worths, lists, worth.occupation, best)
            _write(best, held, ranks[at], scores[at])
    return ranks, scores, counts


@njit(cache=True, nogil=True)
def _known(flags_row, told, worth, licence_points):
    """The most points for what is known beside licences, and what type and demands add to it.

    Fills in the most for each kind of licences asked.
    """
    everything = HAS_AREA | HAS_TYPE | HAS_DEMANDS
    most = flags_row[everything]
    for licences in range(_LICENCE_KINDS):
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
def _steps(least, most, first, worth):
    """The columns between which wished minutes lie, those of what is known, and the hours' worth.

    The column behind those of the steps is never set, and stands for no end.
    """
    known, never = first + _STEPS, first + _STEPS + 2
    if least < 0:
        return (first, never, known, known + 1), 0
    begin = first + min(least // _STEP, _STEPS - 1)
    above = most // _STEP + 1
    end = first + above if 0 <= above < _STEPS else never
    return (begin, end, known, known + 1), worth.hours


@njit(cache=True, nogil=True)
def _write(best, held, ranks, scores):
    """Take the heap apart, the worst first, from the end."""
    while held:
        key = best[0]
        held -= 1
        ranks[held] = np.int32(_RANKS - (key & _RANKS))
        scores[held] = np.int16(key >> _SCORE_AT)
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
