"""Decisions about proposals from plain values."""

from collections.abc import Iterable
from datetime import date

from bansou.engines.matching import POLICIES, WageRange

#: The points by which proposals are made: those whose every reason has a place in wishes and openings.
POLICY = POLICIES["matching-1"]


def pay_of(kind: str, wanted: str, lowest: int | None, highest: int | None) -> WageRange | None:
    """Pay by the hour or by the month; None where an opening names it by another measure or not at all.

    Nothing is converted: how many hours a month has differs, and a floor is kept to exactly.
    """
    if kind != wanted or (lowest is None and highest is None):
        return None
    least = lowest if lowest is not None else 0
    return WageRange(least, highest if highest is not None else least)


def hours_of(least: int | None, most: int | None) -> tuple[int, int] | None:
    """The hours that somebody wishes for; None where they did not say."""
    return None if least is None or most is None else (least, most)


def told(keys: Iterable[str] | None) -> frozenset[str] | None:
    """A list as the engine takes it: None is not known."""
    return None if keys is None else frozenset(keys)


def is_between(day: date, after: date, today: date) -> bool:
    """Tell whether a day lies in what has been, from `after` on."""
    return after <= day <= today
