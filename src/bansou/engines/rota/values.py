"""A plan of duties: shifts, counsellors, what each can and wishes, and a rota made from it.

Times are those of the wall, without a zone. Points are integers, the more the better.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bansou.engines.rota.mistakes import (
    DuplicateId,
    EmptyRota,
    OutOfRange,
    TwoTimes,
    UnknownName,
    WrongTime,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A desk's hours on one day, or a visit.

    :ivar place: the desk, or where the visit is; walks between places take time
    :ivar needs: so many people
    :ivar skills: what everybody there must be able to do: a qualification, a language
    :ivar kinds: what is shared out evenly: evenings, Sundays
    """

    id: str
    place: str
    starts_at: datetime
    ends_at: datetime
    needs: int = 1
    skills: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """Somebody who goes on duty.

    :ivar away: leave, from–until
    :ivar week_minutes: at most so long from Monday to Sunday; None for no limit
    :ivar month_minutes: at most so long in a month
    :ivar wishes: shift → points, below 0 for what they would rather not
    """

    id: str
    skills: frozenset[str] = frozenset()
    away: Sequence[tuple[datetime, datetime]] = ()
    week_minutes: int | None = None
    month_minutes: int | None = None
    wishes: Mapping[str, int] = field(default_factory=dict)

    def is_able(self, shift: Shift) -> bool:
        """Tell whether they can do it and are not on leave."""
        is_away = any(s < shift.ends_at and shift.starts_at < e for s, e in self.away)
        return shift.skills <= self.skills and not is_away


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a rota is made from.

    :ivar rest_minutes: at least so long between duties of two days
    :ivar travel: two places → minutes from one to the other; both ways, 0 where not named
    :ivar missing: points lost for each person too few
    :ivar uneven: points lost for the square of how often somebody has a kind of shift
    """

    shifts: Sequence[Shift]
    counsellors: Sequence[Counsellor]
    rest_minutes: int = 11 * 60
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    missing: int = 1_000
    uneven: int = 5

    def clash(self, one: Shift, other: Shift) -> bool:
        """Tell whether nobody can do both: no time to travel on a day, or no rest between two."""
        first, then = sorted((one, other), key=lambda shift: (shift.starts_at, shift.ends_at))
        is_one_day = first.starts_at.date() == then.starts_at.date()
        way = (first.place, then.place)
        walk = self.travel.get(way, self.travel.get((way[1], way[0]), 0))
        gap = walk if is_one_day else max(walk, self.rest_minutes)
        return then.starts_at < first.ends_at + timedelta(minutes=gap)


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """One counsellor on one shift."""

    shift: str
    counsellor: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some shifts of which a counsellor can do only a few, and what one of these few costs."""

    counsellor: str
    shifts: tuple[str, ...]
    price: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What duties cost in thousandths of a point: the proof that no rota is much better.

    :ivar shifts: shift → a price for each person there
    :ivar groups: of which one counsellor can do only a few: they clash, or are too long together
    :ivar turns: counsellor and kind → a price for each shift of this kind, against the uneven
    """

    shifts: Mapping[str, int]
    groups: Sequence[Group]
    turns: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is on duty when, and how good that is.

    :ivar duties: in order of shift and counsellor
    :ivar value: points of wishes less what is missing and uneven
    :ivar bound: no rota is worth more; after `repair` none that is as complete with as few changes
    :ivar missing: shift → how many people are too few
    :ivar proven: a bound that anyone can compute again from `prices`; it may be above the solver's
    :ivar prices: of the plan; after `repair` of what was left to plan (`mending.mending_of`)
    """

    duties: tuple[Duty, ...]
    value: int
    bound: int
    missing: Mapping[str, int]
    proven: int | None = None
    prices: Prices | None = None

    @property
    def is_best(self) -> bool:
        """Whether it is proven that there is none better."""
        return self.value >= self.bound


def check_plan(plan: Plan) -> None:
    """Look through all that was handed in.

    :raises RotaMistake: something cannot be right; the subclass says what, `whose` says where
    """
    if not plan.shifts or not plan.counsellors:
        raise EmptyRota("a rota needs shifts and counsellors")
    if min(plan.rest_minutes, plan.missing, plan.uneven) < 0:
        raise OutOfRange("rest and what is lost are numbers from 0")
    shifts = _ids(plan.shifts)
    _ids(plan.counsellors)
    for shift in plan.shifts:
        if shift.ends_at <= shift.starts_at:
            raise WrongTime("it ends before it begins", shift.id)
        if shift.needs < 1:
            raise OutOfRange("it needs nobody", shift.id)
    _check_travel(plan)
    for counsellor in plan.counsellors:
        _check_counsellor(counsellor, shifts)


def _check_travel(plan: Plan) -> None:
    places = {shift.place for shift in plan.shifts}
    for (one, other), minutes in plan.travel.items():
        if minutes < 0:
            raise OutOfRange("a number is negative", f"{one}–{other}")
        if not {one, other} <= places:
            raise UnknownName("no shift is there", f"{one}–{other}")
        if plan.travel.get((other, one), minutes) != minutes:
            raise TwoTimes("there and back take different times", f"{one}–{other}")


def _check_counsellor(counsellor: Counsellor, shifts: set[str]) -> None:
    if any(until <= since for since, until in counsellor.away):
        raise WrongTime("leave ends before it begins", counsellor.id)
    if min(counsellor.week_minutes or 0, counsellor.month_minutes or 0) < 0:
        raise OutOfRange("a number is negative", counsellor.id)
    for name in counsellor.wishes:
        if name not in shifts:
            raise UnknownName(f"{name} is not there", counsellor.id)


def _ids(ones: Iterable[Shift | Counsellor]) -> set[str]:
    seen: set[str] = set()
    for one in ones:
        if one.id in seen:
            raise DuplicateId("is there twice", one.id)
        seen.add(one.id)
    return seen
