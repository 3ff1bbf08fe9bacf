"""Both sides as the search takes them: openings packed by area, people with their words and points.

Of an opening that is 24 bytes while its conditions fit into one word and its accommodations into
32 bits, so that the nation's 2.3 million lie in some 53 MiB.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.checking import UNKNOWN, Numbers
from bansou.engines.matching.conditions import Conditions
from bansou.engines.matching.mistakes import TooManyKinds
from bansou.engines.matching.people import People
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.traits import asked_of, traits_of
from bansou.engines.matching.vocabulary import Words, wide

type Halves = NDArray[np.uint32]

#: Where each part of a feature begins: kind of pay, minutes + 1, flags, occupation, industry.
MINUTES_AT, FLAGS_AT, OCCUPATION_AT, INDUSTRY_AT = 16, 30, 35, 50
PAY_LIMIT, OCCUPATION_LIMIT, INDUSTRY_LIMIT = 1 << 16, 1 << 15, 1 << 14
#: What is known of an opening.
HAS_AREA, HAS_TYPE, HAS_DEMANDS, HAS_LICENCES, ASKS_LICENCE = 1, 2, 4, 8, 16
FLAG_KINDS = 32
#: What somebody has told.
TOLD_AREAS, TOLD_TYPES, TOLD_REFUSES, REFUSES_ANY, TOLD_HOLDS = 1, 2, 4, 8, 16


class Lying(NamedTuple):
    """The openings, by area and in it by rank; `n` of them.

    `need` (words, n) and `offers` (halves, n) are sets, `feature` (n,) is what points are given
    for, `rank` (n,) the place in the order of ids, `starts` (areas + 2,) where each area begins,
    area 0 being not known. `pay_points` is (pairs of floors, kinds of pay). `trait` (n,) and what
    follows it is as in `traits.Traits`.
    """

    need: Words
    feature: Words
    offers: Halves
    rank: Halves
    starts: NDArray[np.int64]
    pay_points: NDArray[np.int32]
    group_of_pay: NDArray[np.int32]
    group_points: NDArray[np.int32]
    occupations: int
    industries: int
    trait: NDArray[np.uint32]
    trait_kinds: Words
    trait_split: int
    trait_known: NDArray[np.int64]
    accommodations: int


class Asking(NamedTuple):
    """People, `p` of them, with the points that things are worth to each.

    `forbid` and `lacking` are (p, words); `flag_points` (p,) is the row of `points_of_flags`;
    `floors` (p,) the row of `pay_points`; `needs_number` is -1 where they were not asked.
    """

    forbid: Words
    lacking: Words
    occupations: Words
    industries: Words
    floors: Numbers
    least: Numbers
    most: Numbers
    told: Numbers
    wanted: Halves
    needs_number: Numbers
    reach: Numbers
    traits: Words


class Worth(NamedTuple):
    """The policy's points as the search takes them.

    `flags` is (kinds of told, kinds of flags), `most` a bound of all points, `traits` those for
    pace, workplace, skills and hopes.
    """

    occupation: int
    industry: int
    licence: int
    licence_open: int
    hours: int
    accommodations: int
    flags: NDArray[np.int32]
    most: int
    traits: tuple[int, int, int, int]


def pack(catalogue: Catalogue, conditions: Conditions) -> Lying:
    """Lie the openings by area; O(n log n).

    :raises TooManyKinds: more occupations, industries or kinds of pay than a feature can number
    """
    rank = np.empty(len(catalogue), np.uint32)
    rank[np.argsort(catalogue.ids, kind="stable")] = np.arange(len(catalogue), dtype=np.uint32)
    names = catalogue.vocabulary
    pay, pay_points, group_of_pay = _pay(catalogue, conditions.policy)
    traits = traits_of(catalogue)
    order = np.lexsort((rank, pay, catalogue.occupation, catalogue.area))
    return Lying(
        need=np.ascontiguousarray(conditions.need(catalogue)[:, order]),
        feature=_feature(catalogue, pay)[order],
        offers=np.ascontiguousarray(_halves(catalogue.offers, len(names.accommodations))[:, order]),
        rank=rank[order],
        starts=np.searchsorted(catalogue.area[order], np.arange(len(names.areas) + 2)).astype(
            np.int64
        ),
        pay_points=pay_points,
        group_of_pay=group_of_pay,
        group_points=_most_of_groups(pay_points, group_of_pay),
        occupations=_limited("occupations", len(names.occupations) + 1, OCCUPATION_LIMIT),
        industries=_limited("industries", len(names.industries) + 1, INDUSTRY_LIMIT),
        trait=traits.number[order] if len(traits.number) else traits.number,
        trait_kinds=traits.kinds,
        trait_split=traits.split,
        trait_known=traits.known,
        accommodations=len(names.accommodations),
    )


def ask(people: People, conditions: Conditions, lying: Lying) -> Asking:
    """Make people ready for openings that lie by these conditions; O(p).

    :raises UnmarkedFloor: somebody's least pay is none of the policy's marks
    """
    hourly, monthly = conditions.floors(people)
    told = (
        (people.reach >= 0) * TOLD_AREAS
        + people.types_told * TOLD_TYPES
        + people.refuses_told * TOLD_REFUSES
        + people.refuses_any * REFUSES_ANY
        + people.holds_told * TOLD_HOLDS
    )
    return Asking(
        forbid=_rows(conditions.forbid(people)),
        lacking=_rows(conditions.lacking(people)),
        occupations=people.occupations,
        industries=people.industries,
        floors=((hourly + 1) * (conditions.marks[1].size + 1) + monthly + 1).astype(np.int32),
        least=people.least_minutes,
        most=people.most_minutes,
        told=told.astype(np.int32),
        wanted=_rows(_halves(people.needs, conditions.lacks.size)),
        needs_number=people.needs_number,
        reach=people.reach,
        traits=asked_of(people, lying.trait_kinds, lying.trait_split),
    )


def worth(policy: Policy) -> Worth:
    """The policy's points, with those that follow from what is known of both sides."""
    told = np.arange(FLAG_KINDS)[:, None]
    flags = np.arange(FLAG_KINDS)[None, :]
    knows_demands = ((told & REFUSES_ANY) == 0) | ((flags & HAS_DEMANDS) != 0)
    open_to_all = ((flags & HAS_LICENCES) != 0) & ((flags & ASKS_LICENCE) == 0)
    points = (
        ((told & TOLD_AREAS) != 0) * ((flags & HAS_AREA) != 0) * policy.area
        + ((told & TOLD_TYPES) != 0) * ((flags & HAS_TYPE) != 0) * policy.employment_type
        + ((told & TOLD_REFUSES) != 0) * knows_demands * policy.demands
        + open_to_all * policy.licence_open
    )
    return Worth(
        policy.occupation,
        policy.industry,
        policy.licence,
        policy.licence_open,
        policy.hours,
        policy.accommodations,
        points.astype(np.int32),
        policy.most + max(policy.licence_open, policy.wage_reaches),
        policy.traits,
    )


def _feature(catalogue: Catalogue, pay: NDArray[np.int64]) -> Words:
    asks = catalogue.has_licences & (catalogue.licences != 0).any(axis=1)
    flags = (
        (catalogue.area > 0) * HAS_AREA
        + (catalogue.employment_type > 0) * HAS_TYPE
        + catalogue.has_demands * HAS_DEMANDS
        + catalogue.has_licences * HAS_LICENCES
        + asks * ASKS_LICENCE
    )
    parts = (
        (pay, 0),
        (catalogue.minutes_a_week + 1, MINUTES_AT),
        (flags, FLAGS_AT),
        (catalogue.occupation, OCCUPATION_AT),
        (catalogue.industry, INDUSTRY_AT),
    )
    feature = np.zeros(len(catalogue), np.uint64)
    for values, place in parts:
        feature |= values.astype(np.uint64) << np.uint64(place)
    return feature


def _pay(
    catalogue: Catalogue, policy: Policy
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Every opening's kind of pay, what each kind is worth to each pair of floors, and its group.

    Floors are marks, so that only between which marks pay lies makes a difference.
    """
    marks = (policy.hourly_marks, policy.monthly_marks)
    levels = [
        _level(lowest, each) * (len(each) + 2) + _level(highest, each)
        for each, lowest, highest in (
            (marks[0], catalogue.hourly_lowest, catalogue.hourly_highest),
            (marks[1], catalogue.monthly_lowest, catalogue.monthly_highest),
        )
    ]
    width = (len(marks[1]) + 2) ** 2
    kinds, pay = np.unique(levels[0] * width + levels[1], return_inverse=True)
    _limited("kinds of pay", len(kinds), PAY_LIMIT)
    named = [
        np.divmod(level, len(each) + 2)
        for level, each in zip(np.divmod(kinds, width), marks, strict=True)
    ]
    points = _points(policy, named)
    lowest = named[0][0] * width + named[1][0]
    groups = np.unique(lowest, return_inverse=True)[1]
    return pay.astype(np.int64), points, groups.astype(np.int32)


def _most_of_groups(points: NDArray[np.int32], groups: NDArray[np.int32]) -> NDArray[np.int32]:
    most = np.zeros((len(points), int(groups.max()) + 1), np.int32)
    for kind, group in enumerate(groups.tolist()):
        most[:, group] = np.maximum(most[:, group], points[:, kind])
    return most


def _level(pay: Numbers, marks: tuple[int, ...]) -> NDArray[np.int64]:
    """How many marks it reaches, plus 1; 0 where no pay is named. Marks may stand in any order."""
    reached = (pay[:, None] >= np.sort(np.array(marks, np.int64))[None, :]).sum(axis=1)
    return np.where(pay == UNKNOWN, 0, reached + 1).astype(np.int64)


def _points(
    policy: Policy, named: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
) -> NDArray[np.int32]:
    """What each kind of pay is worth to each pair of floors, `(pairs, kinds)`; first without a floor."""
    (hourly, monthly) = (
        _against(*pay, marks)
        for pay, marks in zip(named, (policy.hourly_marks, policy.monthly_marks), strict=True)
    )
    is_named = hourly[0][:, None] | monthly[0]
    is_enough, reaches = (hourly[at][:, None] & monthly[at] for at in (1, 2))
    points = np.where(is_enough, policy.wage, np.where(reaches, policy.wage_reaches, 0))
    return np.where(is_named, points, 0).astype(np.int32).reshape(-1, len(named[0][0]))


def _against(
    lowest: NDArray[np.int64], highest: NDArray[np.int64], marks: tuple[int, ...]
) -> tuple[NDArray[np.bool_], ...]:
    """For no floor, then each mark as one: which pay is named by it, is enough, and reaches it."""
    wanted = np.array([0, *(sorted(marks).index(mark) + 2 for mark in marks)])[:, None]
    known = lowest > 0
    return known & (wanted > 0), ~known | (lowest >= wanted), ~known | (highest >= wanted)


def _halves(held: Words, names: int) -> Halves:
    """Sets as halves of words, `(halves, n)`; as many as the names need."""
    number = max(1, -(-names // 32))
    held = wide(held, names)
    return np.stack(
        [
            (held[:, half // 2] >> np.uint64(half % 2 * 32)).astype(np.uint32)
            for half in range(number)
        ]
    )


def _rows(words: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    return np.ascontiguousarray(words.T)


def _limited(what: str, number: int, limit: int) -> int:
    if number > limit:
        raise TooManyKinds(f"{number} {what}, where there is room for {limit}")
    return number
