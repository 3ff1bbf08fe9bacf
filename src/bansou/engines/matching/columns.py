"""Openings as typed arrays, one column for each thing that points are given for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.conditions import Conditions
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.values import Opening, WageRange

type Ints = NDArray[np.int64]
type Words = NDArray[np.uint64]
type Flags = NDArray[np.bool_]

#: Stands for what is not known where all other numbers are positive.
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of all openings in the order of the index.

    Occupations and industries are numbered from 1 in the order of `occupations` and `industries`;
    0 is not known.
    """

    need: Words
    occupation: Ints
    industry: Ints
    has_area: Flags
    has_type: Flags
    has_demands: Flags
    hourly: tuple[Ints, Ints]
    monthly: tuple[Ints, Ints]
    minutes: Ints
    licences: Words
    has_licences: Flags
    offers: Words
    occupations: tuple[str, ...]
    industries: tuple[str, ...]
    licence_bits: dict[str, int]
    offer_bits: dict[str, int]


def columns_of(openings: Sequence[Opening], conditions: Conditions) -> Columns:
    """Set the openings into columns."""
    occupations = _numbered(o.occupation for o in openings)
    industries = _numbered(o.industry for o in openings)
    licences = _bits(one for o in openings for one in o.licences or ())
    offers = _bits(one for o in openings for one in o.offers)
    return Columns(
        need=_words(conditions.need(o) for o in openings),
        occupation=_ints(occupations.get(o.occupation or "", 0) for o in openings),
        industry=_ints(industries.get(o.industry or "", 0) for o in openings),
        has_area=_flags(o.area is not None for o in openings),
        has_type=_flags(o.employment_type is not None for o in openings),
        has_demands=_flags(o.demands is not None for o in openings),
        hourly=_pay([o.hourly for o in openings]),
        monthly=_pay([o.monthly for o in openings]),
        minutes=_ints(_UNKNOWN if o.minutes_a_week is None else o.minutes_a_week for o in openings),
        licences=_words(sum(licences[one] for one in o.licences or ()) for o in openings),
        has_licences=_flags(o.licences is not None for o in openings),
        offers=_words(sum(offers[one] for one in o.offers) for o in openings),
        occupations=tuple(occupations),
        industries=tuple(industries),
        licence_bits=licences,
        offer_bits=offers,
    )


def wage_points(
    columns: Columns, policy: Policy, hourly_floor: int | None, monthly_floor: int | None
) -> Ints:
    """Points for the pay of every opening, for whoever has these floors."""
    size = len(columns.need)
    is_named, is_enough = np.zeros(size, bool), np.ones(size, bool)
    reaches = np.ones(size, bool)
    for (lowest, highest), floor in (
        (columns.hourly, hourly_floor),
        (columns.monthly, monthly_floor),
    ):
        if floor is None:
            continue
        known = lowest != _UNKNOWN
        is_named |= known
        is_enough &= ~known | (lowest >= floor)
        reaches &= ~known | (highest >= floor)
    points = np.where(is_enough, policy.wage, np.where(reaches, policy.wage_reaches, 0))
    return np.where(is_named, points, 0).astype(np.int64)


def hours_points(columns: Columns, policy: Policy, wished: tuple[int, int] | None) -> Ints:
    """Points for the hours of every opening, for whoever wishes for these."""
    if wished is None:
        return np.zeros(len(columns.need), np.int64)
    least, most = wished
    fits = (columns.minutes >= max(least, 0)) & (columns.minutes <= most)
    return np.where(fits, policy.hours, 0).astype(np.int64)


def _numbered(names: Any) -> dict[str, int]:
    known = sorted({name for name in names if name is not None})
    return {name: place for place, name in enumerate(known, start=1)}


def _bits(names: Any) -> dict[str, int]:
    """A bit for each name.

    :raises OverflowError: there are more than 64 (numpy, when the words are made)
    """
    return {name: 1 << place for place, name in enumerate(sorted(set(names)))}


def _pay(ranges: Sequence[WageRange | None]) -> tuple[Ints, Ints]:
    return (
        _ints(_UNKNOWN if pay is None else pay.lowest for pay in ranges),
        _ints(_UNKNOWN if pay is None else pay.highest for pay in ranges),
    )


def _ints(values: Any) -> Ints:
    return np.fromiter(values, np.int64)


def _words(values: Any) -> Words:
    return np.fromiter(values, np.uint64)


def _flags(values: Any) -> Flags:
    return np.fromiter(values, np.bool_)
