"""The best openings for many people at once: exactly what the rules of one pair give, by arrays.

Openings lie in blocks by area, so that only blocks within somebody's reach are looked at; one
64-bit test leaves those that meet every hard condition; points are added up for these alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from bansou.engines.matching.columns import (
    Columns,
    Ints,
    Words,
    columns_of,
    hours_points,
    wage_points,
)
from bansou.engines.matching.conditions import Conditions
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.values import Opening, Seeker

#: So many ready-made columns of points and of reaches are kept; people's wishes resemble.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Results:
    """For each person the best openings with their scores, and how many there are in all."""

    ids: tuple[str, ...]
    best: tuple[tuple[tuple[str, int], ...], ...]
    fitting: tuple[int, ...]

    def of(self, seeker_id: str) -> tuple[tuple[str, int], ...]:
        """Openings and scores of one person, the best first.

        :raises ValueError: nobody of this id was asked about
        """
        return self.best[self.ids.index(seeker_id)]


class Index:
    """Openings made ready for a policy. Another opening, or another policy, is another index."""

    def __init__(self, openings: Sequence[Opening], policy: Policy) -> None:
        """Lie the openings in blocks by area. Two of one id cannot be told apart.

        :raises TooManyConditions: their conditions do not fit into one word
        """
        self.policy = policy
        ordered = sorted(openings, key=_lying)
        self.openings = tuple(ordered)
        self._conditions = Conditions(ordered, policy)
        self._columns = columns_of(ordered, self._conditions)
        self._blocks = _blocks([one.area for one in ordered])
        by_id = sorted(range(len(ordered)), key=lambda place: ordered[place].id)
        #: Of openings with one score the smaller id goes first.
        self._behind = np.empty(len(ordered), np.int64)
        self._behind[by_id] = np.arange(len(ordered))[::-1]
        self._reaches: dict[frozenset[str] | None, tuple[Ints, Words]] = {}
        self._wages: dict[tuple[int | None, int | None], Ints] = {}
        self._hours: dict[tuple[int, int] | None, Ints] = {}

    @classmethod
    def build(cls, openings: Iterable[Opening], policy: Policy) -> Self:
        """An index of these openings."""
        return cls(tuple(openings), policy)

    def recommend(self, seekers: Iterable[Seeker], k: int) -> Results:
        """The `k` best openings of every person; of one score the smaller id first.

        :raises UnmarkedFloor: somebody's least pay is none of the policy's marks
        """
        ids, best, fitting = [], [], []
        for seeker in seekers:
            eligible = self._eligible(seeker)
            ids.append(seeker.id)
            fitting.append(len(eligible))
            best.append(self._best(eligible, self._scores(seeker, eligible), k))
        return Results(tuple(ids), tuple(best), tuple(fitting))

    def fitting(self, seeker: Seeker) -> tuple[str, ...]:
        """The openings that meet every hard condition, in no order that means anything.

        :raises UnmarkedFloor: their least pay is none of the policy's marks
        """
        return tuple(self.openings[place].id for place in self._eligible(seeker).tolist())

    def _eligible(self, seeker: Seeker) -> Ints:
        """Where the openings lie that meet every hard condition."""
        reach, need = self._reach(seeker.areas)
        forbid = np.uint64(self._conditions.forbid(seeker))
        return reach[np.flatnonzero((need & forbid) == 0)]

    def _reach(self, areas: frozenset[str] | None) -> tuple[Ints, Words]:
        """Openings in these areas and those of which no area is known, with their words."""
        if areas not in self._reaches:
            _make_room(self._reaches)
            spans = [
                np.arange(start, stop)
                for area, (start, stop) in self._blocks.items()
                if areas is None or area is None or area in areas
            ]
            reach = np.concatenate(spans) if spans else np.empty(0, np.int64)
            self._reaches[areas] = (reach, self._columns.need[reach])
        return self._reaches[areas]

    def _scores(self, seeker: Seeker, at: Ints) -> Ints:
        """Points of all reasons, for eligible openings only."""
        columns, policy = self._columns, self.policy
        scores = _wished(columns.occupations, seeker.occupations, policy.occupation)[
            columns.occupation[at]
        ]
        scores += _wished(columns.industries, seeker.industries, policy.industry)[
            columns.industry[at]
        ]
        scores += self._wage_points(seeker)[at]
        scores += self._hours_points(seeker)[at]
        if seeker.areas is not None:
            scores += columns.has_area[at] * policy.area
        if seeker.employment_types is not None:
            scores += columns.has_type[at] * policy.employment_type
        if seeker.refuses is not None:
            known = columns.has_demands[at] if seeker.refuses else True
            scores += known * policy.demands
        scores += _licence_points(columns, policy, seeker, at)
        return scores + _accommodation_points(columns, policy, seeker, at)

    def _wage_points(self, seeker: Seeker) -> Ints:
        floors = (seeker.hourly_floor, seeker.monthly_floor)
        if floors not in self._wages:
            _make_room(self._wages)
            self._wages[floors] = wage_points(self._columns, self.policy, *floors)
        return self._wages[floors]

    def _hours_points(self, seeker: Seeker) -> Ints:
        wished = seeker.minutes_a_week
        if wished not in self._hours:
            _make_room(self._hours)
            self._hours[wished] = hours_points(self._columns, self.policy, wished)
        return self._hours[wished]

    def _best(self, at: Ints, scores: Ints, k: int) -> tuple[tuple[str, int], ...]:
        """The best of them in order; every opening has a key of its own, so nothing is left to chance."""
        keys = scores * len(self.openings) + self._behind[at]
        if len(keys) > k:
            first = np.argpartition(keys, len(keys) - k - 1)[len(keys) - k :]
            at, scores, keys = at[first], scores[first], keys[first]
        order = np.argsort(keys)[::-1]
        return tuple(
            (self.openings[place].id, score)
            for place, score in zip(at[order].tolist(), scores[order].tolist(), strict=True)
        )


def _lying(opening: Opening) -> tuple[bool, str, str]:
    return opening.area is not None, opening.area or "", opening.id


def _blocks(areas: Sequence[str | None]) -> dict[str | None, tuple[int, int]]:
    """Where the openings of each area begin and end; those without an area lie first."""
    blocks: dict[str | None, tuple[int, int]] = {}
    for place, area in enumerate(areas):
        start, _stop = blocks.get(area, (place, place))
        blocks[area] = (start, place + 1)
    return blocks


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


def _wished(names: tuple[str, ...], wished: frozenset[str] | None, points: int) -> Ints:
    """Points by the number of a name; 0, which is not known, has none."""
    table = np.zeros(len(names) + 1, np.int64)
    for place, name in enumerate(names, start=1):
        if wished and name in wished:
            table[place] = points
    return table


def _licence_points(columns: Columns, policy: Policy, seeker: Seeker, at: Ints) -> Ints:
    asked = columns.licences[at]
    open_to_all = columns.has_licences[at] & (asked == 0)
    if seeker.holds is None:
        return np.where(open_to_all, policy.licence_open, 0).astype(np.int64)
    held = sum(columns.licence_bits.get(one, 0) for one in seeker.holds)
    # Who is eligible holds each of them or is about to.
    lacks = (asked & ~np.uint64(held)) != 0
    points = np.where(open_to_all | lacks, policy.licence_open, policy.licence)
    return np.where(columns.has_licences[at], points, 0).astype(np.int64)


def _accommodation_points(columns: Columns, policy: Policy, seeker: Seeker, at: Ints) -> Ints:
    if seeker.needs is None:
        return np.zeros(len(at), np.int64)
    if not seeker.needs:
        return np.full(len(at), policy.accommodations, np.int64)
    wanted = np.uint64(sum(columns.offer_bits.get(one, 0) for one in seeker.needs))
    met = np.bitwise_count(columns.offers[at] & wanted).astype(np.int64)
    return policy.accommodations * met // len(seeker.needs)
