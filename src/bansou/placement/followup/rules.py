"""On which days after a hire somebody asks how it goes."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from bansou.engines.indicators.days import months_after
from bansou.schemes.shape import FollowUpDay


def day_of(hired_on: date, follow_up: FollowUpDay) -> date:
    """The day of a follow-up; where a month has no such day, its last (as with retention)."""
    if follow_up.weeks is not None:
        return hired_on + timedelta(weeks=follow_up.weeks)
    return months_after(hired_on, follow_up.months or 0)


def days_to_come(
    hired_on: date, follow_ups: Iterable[FollowUpDay], since: date
) -> Iterator[tuple[FollowUpDay, date]]:
    """The follow-ups from a day on, each with its own day.

    Nobody is promised to ask on days gone by, where a hire is put on record late (`days_gone_by`).
    """
    for follow_up in follow_ups:
        due_on = day_of(hired_on, follow_up)
        if due_on >= since:
            yield follow_up, due_on


def days_gone_by(
    hired_on: date,
    follow_ups: Iterable[FollowUpDay],
    recorded_on: date,
    *,
    planned: Collection[str],
) -> Iterator[tuple[FollowUpDay, date]]:
    """The follow-ups that were over when a hire was put on record (経過済み), each with its own day.

    A day that the scheme took up later is none of them.

    :param planned: keys of those that were planned or answered
    """
    for follow_up in follow_ups:
        due_on = day_of(hired_on, follow_up)
        if due_on < recorded_on and follow_up.key not in planned:
            yield follow_up, due_on
