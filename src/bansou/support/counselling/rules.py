"""Times of a roster, the validity of licences, and what was short, from plain values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

#: Within this time of asking, somebody should find a free slot.
LONGEST_WAIT = timedelta(days=14)


def days_weekly(first: date, weeks: int) -> list[date]:
    """A day, and the same weekday of the weeks that follow, so many in all."""
    return [first + timedelta(weeks=number) for number in range(weeks)]


def spans_between(
    starts_at: datetime, ends_at: datetime, minutes: int, pause: int
) -> Iterator[tuple[datetime, datetime]]:
    """As many stretches of so many minutes as there is room for, with a pause between them."""
    begins = starts_at
    while begins + timedelta(minutes=minutes) <= ends_at:
        yield begins, begins + timedelta(minutes=minutes)
        begins += timedelta(minutes=minutes + pause)


def first_uncovered(
    days: Iterable[date], periods: Iterable[tuple[date, date | None]]
) -> date | None:
    """The first of the days on which no period runs, both ends included; None if all are covered."""
    known = list(periods)
    return next(
        (
            day
            for day in sorted(days)
            if not any(since <= day <= (until or date.max) for since, until in known)
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """From when until when a slot was promised to a case; None: it is still, or was until its time."""

    case: UUID
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A slot that was offered, with everybody to whom it was ever promised."""

    offered_at: datetime
    starts_at: datetime
    withdrawn_at: datetime | None
    held: tuple[Held, ...] = ()

    def is_unused_at(self, at: datetime) -> bool:
        """Tell whether its time has come by, was offered to the end, and nobody held it."""
        came = self.starts_at <= at and self.withdrawn_at is None
        return came and all(one.until is not None for one in self.held)

    def was_free_for(self, case: UUID, since: datetime, until: datetime) -> bool:
        """Tell whether somebody could have had it who asked at `since`, until they had waited long."""
        if not since < self.starts_at <= until:
            return False
        begins = max(since, self.offered_at)
        for one in sorted(self.held, key=lambda held: held.since):
            if one.case == case or begins < one.since:
                break
            begins = max(begins, one.until or self.starts_at)
        return begins < min(self.starts_at, self.withdrawn_at or self.starts_at)


@dataclass(frozen=True, slots=True)
class Waited:
    """From when until when somebody waited; None: they still do."""

    case: UUID
    since: datetime
    until: datetime | None


def waited_in_vain(waits: Iterable[Waited], slots: Sequence[Offered], at: datetime) -> list[Waited]:
    """Who waited for so long that a slot should have been free for them, and none was."""
    return [
        wait
        for wait in waits
        if wait.since + LONGEST_WAIT <= at
        and not any(
            slot.was_free_for(wait.case, wait.since, wait.since + LONGEST_WAIT) for slot in slots
        )
    ]


class Cause(StrEnum):
    """Why fewer were counselled than was aimed at."""

    MET = "met"
    DEMAND = "demand"
    SUPPLY = "supply"
    BOTH = "both"
    UNDETERMINED = "undetermined"


def cause_of(shortfall: Decimal, unused: int, waited: int) -> Cause:
    """What was short: demand if unused slots cover the shortfall, supply if somebody waited in vain."""
    if shortfall <= 0:
        return Cause.MET
    too_few_asked, too_few_slots = unused >= shortfall, waited > 0
    if too_few_asked and too_few_slots:
        return Cause.BOTH
    if too_few_asked:
        return Cause.DEMAND
    return Cause.SUPPLY if too_few_slots else Cause.UNDETERMINED
