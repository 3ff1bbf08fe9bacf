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
def _points(asking, worth, lying, row, flags_row, met_points, at):
    """All points but those for occupation and industry, of one opening that fits."""
    feature = lying.feature[at]
    flags = np.int64((feature >> _FLAGS_AT) & _FLAGS_MASK)
    points = flags_row[flags] + lying.pay_points[asking.floors[row], np.int64(feature & _PAY_MASK)]
    minutes = np.int64((feature >> _MINUTES_AT) & _MINUTES_MASK) - 1
    if minutes >= asking.least[row] and minutes <= asking.most[row] and minutes >= 0:
        points += worth.hours
    if flags & ASKS_LICENCE and asking.told[row] & TOLD_HOLDS:
        lacks = _ZERO
        for word in range(lying.need.shape[0]):
            lacks |= lying.need[word, at] & asking.lacking[row, word]
        points += worth.licence if lacks == _ZERO else worth.licence_open
    met = 0
    for half in range(lying.offers.shape[0]):
        met += _ones(np.uint64(lying.offers[half, at] & asking.wanted[row, half]))
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
def _cell(lying, feature):
    """The number of what an opening has in common with its neighbours: flags, pay, occupation."""
    flags = np.int64((feature >> _FLAGS_AT) & _FLAGS_MASK)
    group = lying.group_of_pay[np.int64(feature & _PAY_MASK)]
    occupation = np.int64((feature >> _OCCUPATION_AT) & _OCCUPATION_MASK)
    return (flags * lying.group_points.shape[1] + group) * lying.occupations + occupation


@njit(cache=True, nogil=True)
def _trait(layer, feature, offers, far):
    """One word of an opening to be turned: industry, minutes, accommodations, or where it is far."""
    if layer == 0:
        return far
    if layer == 1:
        industry = np.int64((feature >> _INDUSTRY_AT) & _INDUSTRY_MASK)
        return _ONE << np.uint64(industry & 63) if industry else _ZERO
    if layer == 2:
        minutes = np.int64((feature >> _MINUTES_AT) & _MINUTES_MASK) - 1
        if minutes < 0:
            return _ZERO
        return (_ONE << np.uint64(min(minutes // _STEP, _STEPS - 1) + 1)) - _ONE
    return offers


@njit(cache=True, nogil=True)
def _gather(lying, reaches, members):
    """The openings of some reaches, sorted by their cells, and their words turned.

    In each row of `turned` are 64 openings: a word for each condition, for each reach (outside of
    it), each industry, each step of minutes (reached), and each accommodation (offered).
    """
    outside = _outside(lying, reaches, members)
    areas = _nearest_first(outside, members)
    groups = lying.group_points.shape[1]
    starts = np.zeros(FLAG_KINDS * groups * lying.occupations + 1, np.int64)
    for area in areas:
        for at in range(lying.starts[area], lying.starts[area + 1]):
            starts[_cell(lying, lying.feature[at]) + 1] += 1
    for cell in range(1, len(starts)):
        starts[cell] += starts[cell - 1]
    spots = starts[:-1].copy()
    size = starts[-1]
    lies_at = np.empty(size, np.int32)
    far = np.full(size, _FULL)
    for area in areas:
        for at in range(lying.starts[area], lying.starts[area + 1]):
            cell = _cell(lying, lying.feature[at])
            spot = spots[cell]
            spots[cell] = spot + 1
            lies_at[spot] = at
            far[spot] = outside[area]
    return starts, lies_at, _turned(lying, lies_at, far, len(members))


@njit(cache=True, nogil=True)
def _widths(lying, members):
    """How many words of a row each layer has: conditions, reaches, industries, steps, offers."""
    return (
        lying.need.shape[0] * 64,
        members,
        min(lying.industries, 64),
        _STEPS,
        min(lying.offers.shape[0] * 32, 64),
    )


@njit(cache=True, nogil=True)
def _turned(lying, lies_at, far, members):
    size = len(lies_at)
    depth = lying.need.shape[0]
    widths = _widths(lying, members)
    turned = np.zeros(((size + 63) // 64, sum(widths)), np.uint64)
    blocks = np.empty((64, _LANES), np.uint64)
    for first in range(0, size, 64 * _LANES):
        lanes = min(_LANES, (size - first + 63) // 64)
        offset = 0
        for layer in range(depth + 4):
            blocks[:] = _FULL if layer == depth else _ZERO
            for spot in range(first, min(first + 64 * _LANES, size)):
                at = lies_at[spot]
                if layer < depth:
                    word = lying.need[layer, at]
                else:
                    offered = np.uint64(lying.offers[0, at])
                    if lying.offers.shape[0] > 1:
                        offered |= np.uint64(lying.offers[1, at]) << _SCORE_AT
                    word = _trait(layer - depth, lying.feature[at], offered, far[spot])
                blocks[spot & 63, (spot - first) >> 6] = word
            _turn(blocks)
            width = 64 if layer < depth else widths[layer - depth + 1]
            for lane in range(lanes):
                for bit in range(width):
                    turned[(first >> 6) + lane, offset + bit] = blocks[bit, lane]
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
def _wishes(lying, asking, row, members, columns):
    """Columns of what is worth most: industries wished, accommodations needed; and how many each.

    Those beyond 64 share a column or have none, so that nothing is passed over for their sake.
    """
    conditions, reaches, industries, steps, _offers = _widths(lying, members)
    start = conditions + reaches
    sectors = _members(asking.industries, row, columns)
    for place in range(sectors):
        columns[place] = start + ((columns[place] + 1) & 63)
    start += industries + steps
    wanted = 0
    for half in range(min(2, asking.wanted.shape[1])):
        left = asking.wanted[row, half]
        for bit in range(32):
            if left >> np.uint32(bit) & np.uint32(1):
                columns[sectors + wanted] = start + half * 32 + bit
                wanted += 1
    return sectors, wanted


@njit(cache=True, nogil=True)
def _may(turned, word, left, gaps, slack, columns, sectors, wanted, step_columns):
    """Of 64 openings those that may still make up for what is lacking to the worst of the best.

    `gaps` is what is lost at least by another industry, other hours, one accommodation that is
    not offered, and none that is.
    """
    if slack < gaps[0]:
        one = _ZERO
        for place in range(sectors):
            one |= turned[word, columns[place]]
        left &= one
    if slack < gaps[1]:
        left &= turned[word, step_columns[0]]
        if step_columns[1] >= 0:
            left &= ~turned[word, step_columns[1]]
    if slack < gaps[2]:
        for place in range(wanted):
            left &= turned[word, columns[sectors + place]]
    elif slack < gaps[3]:
        one = _ZERO
        for place in range(wanted):
            one |= turned[word, columns[sectors + place]]
        left &= one
    return left


@njit(cache=True, nogil=True)
def _is_wished(industries, row, feature):
    """1 where the industry is known and wished for, 0 elsewhere."""
    place = np.int64((feature >> _INDUSTRY_AT) & _INDUSTRY_MASK) - 1
    if place < 0 or place >> 6 >= industries.shape[1]:
        return 0
    return np.int64(industries[row, place >> 6] >> np.uint64(place & 63) & _ONE)


@njit(cache=True, nogil=True)
def _within(left, word, begin, end):
    """Of 64 openings those from a spot to another."""
    if word * 64 < begin:
        left &= _FULL << np.uint64(begin & 63)
    if word * 64 + 64 > end:
        left &= _FULL >> np.uint64(64 - (end & 63))
    return left


@njit(cache=True, nogil=True)
def _visit(lying, asking, worth, near, row, begin, end, given, most, wish, best, held):
    """Put the best openings between two spots of one cell, or of several, among the best."""
    lies_at, turned = near
    bits, reach_column, columns, sectors, wanted, step_columns, gaps, flags_row, met_points = wish
    k = len(best)
    for word in range(begin >> 6, (end + 63) >> 6):
        left = _within(~turned[word, reach_column], word, begin, end)
        if left == _ZERO:
            continue
        if held == k:
            slack = most - np.int64(best[0] >> _SCORE_AT)
            left = _may(turned, word, left, gaps, slack, columns, sectors, wanted, step_columns)
            if left == _ZERO:
                continue
        excluded = _ZERO
        for column in bits:
            excluded |= turned[word, column]
        left &= ~excluded
        while left != _ZERO:
            at = lies_at[word * 64 + _trailing_zeros(left)]
            left &= left - _ONE
            points = given + _points(asking, worth, lying, row, flags_row, met_points, at)
            points += worth.industry * _is_wished(asking.industries, row, lying.feature[at])
            key = (np.uint64(points) << _SCORE_AT) | (_RANKS - np.uint64(lying.rank[at]))
            if held < k or key > best[0]:
                held = _offer(best, held, k, key)
    return held


@njit(cache=True, nogil=True)
def _bounds(lying, asking, worth, row, starts, flags_row, rest, heads, following):
    """Put every combination of flags and pay into the list of the most points it can give.

    Even entries are for occupations that somebody wishes for, odd ones for all others.
    """
    heads[:] = -1
    groups = lying.group_points.shape[1]
    for combination in range(FLAG_KINDS * groups):
        base = combination * lying.occupations
        if starts[base] == starts[base + lying.occupations]:
            continue
        flags = combination // groups
        points = rest + flags_row[flags]
        points += lying.group_points[asking.floors[row], combination - flags * groups]
        if flags & ASKS_LICENCE and asking.told[row] & TOLD_HOLDS:
            points += max(worth.licence, worth.licence_open)
        for other in range(2):
            bound = points if other else points + worth.occupation
            following[2 * combination + other] = heads[bound]
            heads[bound] = 2 * combination + other


@njit(cache=True, nogil=True)
def _best(lying, asking, worth, near, starts, row, wish, wished, lists, best):
    """Fill the heap with the best openings of one person; gives how many there are."""
    heads, following = lists
    occupations = lying.occupations
    held = 0
    for bound in range(len(heads) - 1, -1, -1):
        if held == len(best) and bound < np.int64(best[0] >> _SCORE_AT):
            break
        entry = heads[bound]
        while entry >= 0:
            base = (entry >> 1) * occupations
            given = 0 if entry & 1 else worth.occupation
            gap = base
            for place in range(len(wished) + 1):
                one = base + wished[place] + 1 if place < len(wished) else base + occupations
                if entry & 1:
                    begin, end = starts[gap], starts[min(one, base + occupations)]
                    gap = one + 1
                elif place < len(wished) and one < base + occupations:
                    begin, end = starts[one], starts[one + 1]
                else:
                    continue
                if begin < end:
                    held = _visit(
                        lying, asking, worth, near, row, begin, end, given, bound, wish, best, held
                    )
                if gap > base + occupations:
                    break
            entry = following[entry]
    return held


@njit(cache=True, nogil=True)
def search(
    lying, asking, worth, reaches, order, group_starts, members, member_starts, places, k, counting
):
    """The best `k` of everybody in `order`, group after group.

    `places` tells which member of their group somebody's reach is. Gives ranks and scores
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
    lists = (
        np.empty(worth.most + 1, np.int64),
        np.empty(2 * FLAG_KINDS * lying.group_points.shape[1], np.int64),
    )
    for group in range(len(group_starts) - 1):
        inside = members[member_starts[group] : member_starts[group + 1]]
        starts, lies_at, turned = _gather(lying, reaches, inside)
        near = (lies_at, turned)
        first_step = sum(_widths(lying, len(inside))[:3])
        for at in range(group_starts[group], group_starts[group + 1]):
            row = order[at]
            bits = forbidden[: _members(asking.forbid, row, forbidden)]
            reach_column = lying.need.shape[0] * 64 + places[at]
            if counting:
                counts[at] = _count(turned, bits, reach_column)
            flags_row = worth.flags[asking.told[row]]
            _met_points(asking, worth, row, met_points)
            sectors, wanted = _wishes(lying, asking, row, len(inside), columns)
            step_columns, hours = _steps(asking, worth, row, first_step)
            number = asking.needs_number[row]
            full = met_points[-1]
            gaps = (
                worth.industry if sectors else 0,
                hours,
                full - met_points[number - 1] if 0 < number == wanted else 0,
                full if 0 < number == wanted else 0,
            )
            rest = gaps[0] + hours + full
            wish = (
                bits,
                reach_column,
                columns,
                sectors,
                wanted,
                step_columns,
                gaps,
                flags_row,
                met_points,
            )
            _bounds(lying, asking, worth, row, starts, flags_row, rest, *lists)
            wished = occupations[: _members(asking.occupations, row, occupations)]
            held = _best(lying, asking, worth, near, starts, row, wish, wished, lists, best)
            _write(best, held, ranks[at], scores[at])
    return ranks, scores, counts


@njit(cache=True, nogil=True)
def _steps(asking, worth, row, first):
    """The columns between which minutes lie that may be wished for, -1 for no end; their worth."""
    least, most = asking.least[row], asking.most[row]
    if least < 0:
        return (first, -1), 0
    begin = first + min(least // _STEP, _STEPS - 1)
    above = most // _STEP + 1
    return (begin, first + above if 0 <= above < _STEPS else -1), worth.hours


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
