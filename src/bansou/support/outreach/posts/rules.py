"""When nobody is posted, from plain days."""

from collections.abc import Iterable
from datetime import date, timedelta

_DAY = timedelta(days=1)


def gaps(
    first_on: date, last_on: date, posted: Iterable[tuple[date, date | None]]
) -> tuple[tuple[date, date], ...]:
    """The stretches within `first_on` to `last_on` on which nobody is posted, all ends included."""
    found: list[tuple[date, date]] = []
    free_from = first_on
    for from_on, until_on in sorted(posted, key=lambda span: span[0]):
        if from_on > last_on:
            break
        if from_on > free_from:
            found.append((free_from, from_on - _DAY))
        if until_on is None or until_on >= last_on:
            return tuple(found)
        free_from = max(free_from, until_on + _DAY)
    if free_from <= last_on:
        found.append((free_from, last_on))
    return tuple(found)


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Tell whether two stretches share a day; None goes on without an end."""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)
