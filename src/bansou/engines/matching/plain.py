"""The search by numpy arrays alone: the same answers as `compiled`, enough for a prefecture."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.packed import (
    ASKS_LICENCE,
    FLAG_KINDS,
    FLAGS_AT,
    INDUSTRY_AT,
    INDUSTRY_LIMIT,
    MINUTES_AT,
    OCCUPATION_AT,
    OCCUPATION_LIMIT,
    PAY_LIMIT,
    TOLD_HOLDS,
    Asking,
    Lying,
    Worth,
)
from bansou.engines.matching.people import ANYWHERE, Reaches
from bansou.engines.matching.traits import trait_points
from bansou.engines.matching.vocabulary import Words

type Places = NDArray[np.int64]
type Points = NDArray[np.int64]

#: An opening's place in the order of ids, in the lower half of a key; the score is above it.
_RANKS = 0xFFFFFFFF


def search(
    lying: Lying, asking: Asking, worth: Worth, reaches: Reaches, k: int, counting: bool = True
) -> tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int32]]:
    """Ranks and scores of the best `k` of everybody, `(p, k)`, -1 for none; how many fit, `(p,)`, or -1."""
    size = len(asking.reach)
    ranks = np.full((size, k), -1, np.int32)
    scores = np.full((size, k), -1, np.int16)
    counts = np.full(size, 0 if counting else -1, np.int32)
    for row, at in eligible(lying, asking, reaches, range(size)):
        points = points_of(lying, asking, worth, row, at)
        keys = (points << 32) | (_RANKS - lying.rank[at].astype(np.int64))
        if counting:
            counts[row] = len(keys)
        if len(keys) > k:
            keys = np.partition(keys, len(keys) - k)[len(keys) - k :]
        keys = np.sort(keys)[::-1]
        ranks[row, : len(keys)] = _RANKS - (keys & _RANKS)
        scores[row, : len(keys)] = keys >> 32
    return ranks, scores, counts


def eligible(
    lying: Lying, asking: Asking, reaches: Reaches, rows: Iterable[int]
) -> Iterator[tuple[int, Places]]:
    """For each of these people where the openings lie that meet every hard condition."""
    kept: dict[int, tuple[Places, Words]] = {}
    for row in sorted(rows, key=lambda one: int(asking.reach[one])):
        reach = int(asking.reach[row])
        if reach not in kept:
            kept.clear()
            within = places_within(lying, reaches, reach)
            kept[reach] = within, lying.need[:, within]
        within, need = kept[reach]
        excluded = need[0] & asking.forbid[row, 0]
        for word in range(1, len(need)):
            excluded |= need[word] & asking.forbid[row, word]
        yield row, within[np.flatnonzero(excluded == 0)]


def places_within(lying: Lying, reaches: Reaches, reach: int) -> Places:
    """Where the openings lie that are in a reach, and those of which no area is known."""
    if reach == ANYWHERE:
        return np.arange(lying.starts[-1])
    spans = [
        np.arange(lying.starts[area], lying.starts[area + 1])
        for area in (0, *reaches.of(reach).tolist())
        if area < len(lying.starts) - 1
    ]
    return np.concatenate(spans)


def points_of(lying: Lying, asking: Asking, worth: Worth, row: int, at: Places) -> Points:
    """All points of the openings at these places, which somebody may be proposed."""
    feature = lying.feature[at]
    flags = _part(feature, FLAGS_AT, FLAG_KINDS)
    points: Points = worth.flags[asking.told[row]][flags].astype(np.int64)
    points += lying.pay_points[asking.floors[row]][_part(feature, 0, PAY_LIMIT)]
    points += _wished(
        asking.occupations[row],
        _part(feature, OCCUPATION_AT, OCCUPATION_LIMIT),
        worth.occupation,
        lying.occupations,
    )
    points += _wished(
        asking.industries[row],
        _part(feature, INDUSTRY_AT, INDUSTRY_LIMIT),
        worth.industry,
        lying.industries,
    )
    if asking.least[row] >= 0:
        minutes = _part(feature, MINUTES_AT, 1 << (FLAGS_AT - MINUTES_AT)) - 1
        fits = (minutes >= asking.least[row]) & (minutes <= asking.most[row])
        points += np.where(fits, worth.hours, 0)
    if asking.told[row] & TOLD_HOLDS:
        lacks = (lying.need[:, at] & asking.lacking[row][:, None]).any(axis=0)
        asks = (flags & ASKS_LICENCE) != 0
        points += np.where(asks, np.where(lacks, worth.licence_open, worth.licence), 0)
    points += _met(lying, asking, worth, row, at)
    if len(lying.trait):
        kinds, number = np.unique(lying.trait[at], return_inverse=True)
        points += trait_points(
            lying.trait_kinds[kinds], lying.trait_split, asking.traits[row], worth.traits
        )[number]
    return points


def _part(feature: Words, at: int, kinds: int) -> NDArray[np.int64]:
    return ((feature >> np.uint64(at)) & np.uint64(kinds - 1)).astype(np.int64)


def _wished(words: Words, numbers: NDArray[np.int64], points: int, kinds: int) -> Points:
    """Points by the number of a name; 0, which is not known, has none."""
    wished = np.unpackbits(words.view(np.uint8), bitorder="little")
    table = np.zeros(max(kinds, len(wished) + 1), np.int64)
    table[1 : len(wished) + 1] = wished * points
    return table[numbers]


def _met(lying: Lying, asking: Asking, worth: Worth, row: int, at: Places) -> Points:
    number = int(asking.needs_number[row])
    if number <= 0:
        return np.full(len(at), 0 if number else worth.accommodations, np.int64)
    met = np.zeros(len(at), np.int64)
    for half, wanted in zip(lying.offers, asking.wanted[row], strict=True):
        met += np.bitwise_count(half[at] & wanted)
    return worth.accommodations * met // number
