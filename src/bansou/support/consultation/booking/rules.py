"""Decisions about opening hours, turns and slots from plain values."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol


class Recurring(Protocol):
    """What holds in some weeks of the month, from a day until another."""

    @property
    def weeks(self) -> Collection[int]: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


class Hours(Recurring, Protocol):
    """Opening hours on one day of the week."""

    @property
    def weekday(self) -> int: ...
    @property
    def starts_at(self) -> time: ...
    @property
    def ends_at(self) -> time: ...


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, its end not included."""

    starts_at: datetime
    ends_at: datetime

    def touches(self, other: "Span") -> bool:
        """Tell whether both share some time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def covers(self, other: "Span") -> bool:
        """Tell whether the other lies wholly within this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def week_of_month(day: date) -> int:
    """The how-manieth such weekday of its month a day is: 8 December is the second of its kind."""
    return (day.day - 1) // 7 + 1


def is_turn(it: Recurring, day: date) -> bool:
    """Tell whether it holds in the week of the month, and on the dates, in which a day lies."""
    in_dates = it.valid_from <= day and (it.valid_until is None or day <= it.valid_until)
    return in_dates and (not it.weeks or week_of_month(day) in it.weeks)


def is_open_on(hours: Hours, day: date) -> bool:
    """Tell whether these hours are held on a day, closed days left aside."""
    return day.weekday() == hours.weekday and is_turn(hours, day)


def span_on(hours: Hours, day: date, zone: object) -> Span:
    """The hours as moments of one day."""
    at = {"tzinfo": zone}
    return Span(
        datetime.combine(day, hours.starts_at, **at),  # type: ignore[arg-type]
        datetime.combine(day, hours.ends_at, **at),  # type: ignore[arg-type]
    )


def slots_in(span: Span, minutes: int) -> Iterator[Span]:
    """The slots of a stretch of time, one after the other; what is left over gives none."""
    length = timedelta(minutes=minutes)
    at = span.starts_at
    while at + length <= span.ends_at:
        yield Span(at, at + length)
        at += length


def days_held(
    hours: Hours,
    from_on: date,
    until_on: date,
    *,
    is_left_out: Callable[[date], bool] = lambda _day: False,
) -> list[date]:
    """The days between two days, both included, on which the hours are held."""
    every = (from_on + timedelta(days=ahead) for ahead in range((until_on - from_on).days + 1))
    return [day for day in every if is_open_on(hours, day) and not is_left_out(day)]


def is_free(slot: Span, taken: Iterable[Span]) -> bool:
    """Tell whether nothing takes any of the slot's time."""
    return not any(slot.touches(other) for other in taken)
