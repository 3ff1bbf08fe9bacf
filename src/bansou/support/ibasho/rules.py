"""Decisions about days and numbers at a place to be, from plain values."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

_DAY = timedelta(days=1)


def opening_days(
    first_on: date, last_on: date, weekdays: Collection[int], closed: Collection[date] = ()
) -> list[date]:
    """The days of a stretch that fall on the weekdays (Monday is 0), without those closed."""
    every = (first_on + _DAY * n for n in range((last_on - first_on).days + 1))
    return [day for day in every if day.weekday() in weekdays and day not in closed]


def told[K](numbers: Mapping[K, int], least: int) -> dict[K, int | None]:
    """Numbers of people as they may be told: None for those that would show single people.

    Where one number alone is hidden, the smallest of the others is hidden with it, because
    the sum would give it back. Zero shows nobody and is told.
    """
    hidden = {key for key, number in numbers.items() if 0 < number < least}
    others = sorted((n, i) for i, (key, n) in enumerate(numbers.items()) if n and key not in hidden)
    if len(hidden) == 1 and others:
        hidden.add(list(numbers)[others[0][1]])
    return {key: None if key in hidden else number for key, number in numbers.items()}
