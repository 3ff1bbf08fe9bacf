"""Kinds of opportunities, and what an opportunity of each kind cannot say.

A course pays no wage and a visit has no type of employment: what a kind cannot say is no condition,
gives no points and is no question that is still open.
"""

from collections.abc import Mapping
from enum import StrEnum

from bansou.engines.matching.mistakes import UnknownCode


class Kind(StrEnum):
    """What somebody can be put forward for."""

    JOB = "job"  # an opening for work that lasts
    TASK = "task"  # microwork of some hours
    COURSE = "course"  # training
    VISIT = "visit"  # a host place to look at
    TRIAL = "trial"  # a host place to try the work


KIND_NAMES: Mapping[str, str] = {
    Kind.JOB: "求人",
    Kind.TASK: "マイクロワーク",
    Kind.COURSE: "講座",
    Kind.VISIT: "職場見学",
    Kind.TRIAL: "職場体験",
}
_NO_WAGE = frozenset({"employment_type", "hourly", "monthly", "hopes"})
#: Which fields of `Opening` a kind has not.
UNSAID: Mapping[str, frozenset[str]] = {
    Kind.JOB: frozenset(),
    Kind.TASK: frozenset({"employment_type", "monthly"}),
    Kind.COURSE: _NO_WAGE | {"workplace", "limits"},
    Kind.VISIT: _NO_WAGE | {"limits"},
    Kind.TRIAL: _NO_WAGE | {"limits"},
}
#: Which fields stand behind a reason that is not called like one.
_FIELDS = {"wage": frozenset({"hourly", "monthly"}), "limit": frozenset({"limits"})}


def is_asked(code: str, kind: str | None) -> bool:
    """Whether a reason has anything to do with opportunities of a kind.

    :raises UnknownCode: there is no such kind
    """
    if kind is not None and kind not in UNSAID:
        raise UnknownCode(f"{kind!r} is no kind of opportunity", column="kind")
    return kind is None or not _FIELDS.get(code, frozenset({code})) <= UNSAID[kind]
