"""Decisions about days at a place to be, from plain values."""

from collections.abc import Collection
from datetime import date, timedelta

_DAY = timedelta(days=1)


def opening_days(
    first_on: date, last_on: date, weekdays: Collection[int], closed: Collection[date] = ()
) -> list[date]:
    """The days of a stretch that fall on the weekdays (Monday is 0), without those closed."""
    every = (first_on + _DAY * n for n in range((last_on - first_on).days + 1))
    return [day for day in every if day.weekday() in weekdays and day not in closed]
