"""Decisions about subsidies from plain values. None of them decides about an application."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Validity(StrEnum):
    """Where a subsidy stands on a day."""

    RUNNING = "running"
    COMING = "coming"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A subsidy as the guide tells it. What is None nobody has checked.

    `version` is 0 where the office has not touched it.
    """

    key: str
    name: str
    summary: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    employment_type: str = ""
    small_company_yen: int | None = None
    large_company_yen: int | None = None
    source: str = ""
    checked_on: date | None = None
    version: int = 0

    def validity_on(self, day: date) -> Validity:
        """Whether it can be asked for on a day, both ends included."""
        if self.valid_to and self.valid_to < day:
            return Validity.ENDED
        if self.valid_from and self.valid_from > day:
            return Validity.COMING
        if self.valid_from is None and self.valid_to is None:
            return Validity.UNKNOWN
        return Validity.RUNNING


@dataclass(frozen=True, slots=True)
class Plan:
    """A hire that somebody thinks of: when, how old the person is, in which employment."""

    hired_on: date
    age: int | None = None
    employment_type: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One requirement held against a plan: whether it fits; None where it cannot be said."""

    about: str
    fits: bool | None


def points_of(subsidy: Subsidy, plan: Plan) -> list[Point]:
    """What speaks for and against a subsidy; a requirement that is not written is not known."""
    return list(_points(subsidy, plan))


def _points(subsidy: Subsidy, plan: Plan) -> Iterator[Point]:
    validity = subsidy.validity_on(plan.hired_on)
    known = validity is not Validity.UNKNOWN
    yield Point("period", validity is Validity.RUNNING if known else None)
    least, most = subsidy.minimum_age, subsidy.maximum_age
    if (least is None and most is None) or plan.age is None:
        yield Point("age", None)
    else:
        yield Point("age", (least or 0) <= plan.age <= (most if most is not None else plan.age))
    if subsidy.employment_type:
        is_said = bool(plan.employment_type)
        yield Point(
            "employment_type", plan.employment_type == subsidy.employment_type if is_said else None
        )


def is_ruled_out(points: list[Point]) -> bool:
    """Tell whether some requirement does not fit; all the others may still be open."""
    return any(point.fits is False for point in points)
