"""Decisions about visits and trials from plain values: days, hours, nights, outcomes."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, time, timedelta

_A_DAY = 24 * 60


def days_between(
    first_on: date,
    last_on: date,
    *,
    weekdays: Collection[int],
    is_left_out: Callable[[date], bool] = lambda _day: False,
) -> tuple[date, ...]:
    """The days of a time, both ends included, that lie on the weekdays and are not left out.

    :param weekdays: 0 is Monday
    """
    length = (last_on - first_on).days + 1
    days = (first_on + timedelta(days=ahead) for ahead in range(max(length, 0)))
    return tuple(day for day in days if day.weekday() in weekdays and not is_left_out(day))


def minutes_between(starts_at: time, ends_at: time) -> int:
    """How long it is from one time of day to the next other one, over midnight if need be."""
    return (_minute(ends_at) - _minute(starts_at)) % _A_DAY or _A_DAY


def is_at_night(starts_at: time, ends_at: time, night_from: time, night_until: time) -> bool:
    """Tell whether some of the time from `starts_at` to `ends_at` lies in the night."""
    begins = _minute(starts_at)
    ends = begins + minutes_between(starts_at, ends_at)
    night = minutes_between(night_from, night_until)
    nights = (_minute(night_from) + shift for shift in (-_A_DAY, 0, _A_DAY))
    return any(begins < dusk + night and dusk < ends for dusk in nights)


def uncovered(days: Iterable[date], covers: Collection[tuple[date, date]]) -> tuple[date, ...]:
    """The days that lie in none of the times of cover, both ends of each included."""
    return tuple(
        day for day in sorted(days) if not any(first <= day <= last for first, last in covers)
    )


def most_at_once(first_on: date, last_on: date, others: Collection[tuple[date, date]]) -> int:
    """The most of these times that share one day within `first_on` to `last_on`."""
    begins = [first_on, *(max(first, first_on) for first, last in others if last >= first_on)]
    return max(
        sum(first <= day <= last for first, last in others) for day in begins if day <= last_on
    )


def fitting_outcomes(attended_days: int, missed_minutes: int) -> tuple[str, ...]:
    """The outcomes that the days allow: who never came did not complete it, and the other way."""
    if not attended_days:
        return ("no_show", "left")
    whole = "partly" if missed_minutes else "completed"
    return (whole, "left", "offered")


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
