"""A desk's timetable for some days: who sits when, what is closed, taken and free."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST, day_begins_at, local_day, local_moment
from bansou.commons.holidays import holiday_name
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.support.consultation.booking import rules
from bansou.support.consultation.booking.models import Duty, ServiceDesk, TimeOff
from bansou.support.consultation.booking.rules import Span

#: What a timetable says of a turn; a desk has hundreds.
_OF_A_TURN = (
    "weeks",
    "valid_from",
    "valid_until",
    "member_id",
    "hours__weekday",
    "hours__weeks",
    "hours__starts_at",
    "hours__ends_at",
    "hours__valid_from",
    "hours__valid_until",
    "hours__label",
    "hours__place",
    "member__user__name",
)
#: How far ahead free slots are looked for when one was taken.
_LOOK_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which one counsellor could receive somebody; `place` where it is not the desk's."""

    span: Span
    duty: Duty
    place: str

    @property
    def member_id(self) -> UUID:
        return self.duty.member_id


@dataclass(frozen=True, slots=True)
class Timetable:
    """Turns, days off and taken times of a desk within some days."""

    desk: ServiceDesk
    from_on: date
    until_on: date
    duties: Sequence[Duty]
    closed: Sequence[tuple[Span, str]]
    off: Mapping[UUID, Sequence[Span]]
    #: By counsellor and day, so that a slot is held against that day's promises only.
    taken: Mapping[tuple[UUID, date], Sequence[Span]]

    def closed_because(self, day: date) -> str:
        """Why the desk is closed on the whole of a day; empty where it is not."""
        if self.desk.closes_on_holidays and (holiday := holiday_name(day)):
            return holiday
        whole = Span(day_begins_at(day), day_begins_at(day + timedelta(days=1)))
        for span, reason in self.closed:
            if span.covers(whole):
                return reason or _("休業日")
        return ""

    def turns_on(self, day: date) -> list[Duty]:
        """Who has a turn on a day, whether or not they are there."""
        return [
            duty
            for duty in self.duties
            if rules.is_open_on(duty.hours, day) and rules.is_turn(duty, day)
        ]

    def slots_on(self, day: date) -> Iterator[Slot]:
        """The slots of a day in which the desk is open and the counsellor there, taken ones too."""
        if self.closed_because(day):
            return
        closed = [span for span, _reason in self.closed]
        for duty in self.turns_on(day):
            away = [*closed, *self.off.get(duty.member_id, ())]
            whole = rules.span_on(duty.hours, day, JST)
            for span in rules.slots_in(whole, self.desk.slot_minutes):
                if rules.is_free(span, away):
                    yield Slot(span, duty, duty.hours.place)

    def free_on(self, day: date, after: datetime) -> list[Slot]:
        """The slots of a day that nobody has and that begin after a moment, in the order of time."""
        return sorted(self.free_among(self.slots_on(day), after), key=lambda slot: slot.span)

    def free_among(self, slots: Iterable[Slot], after: datetime) -> Iterator[Slot]:
        """Those slots that nobody has and that begin after a moment."""
        for slot in slots:
            if slot.span.starts_at > after and not self.is_taken(slot.member_id, slot.span):
                yield slot

    def is_off(self, member_id: UUID, span: Span) -> bool:
        """Tell whether the counsellor is on leave during some of the time."""
        return not rules.is_free(span, self.off.get(member_id, ()))

    def is_taken(self, member_id: UUID, span: Span) -> bool:
        """Tell whether the counsellor is promised to somebody during some of the time."""
        return not rules.is_free(span, self.taken.get((member_id, span.starts_at.date()), ()))

    def slot_at(self, member_id: UUID, starts_at: datetime) -> Slot | None:
        """The counsellor's slot that begins at a moment."""
        slots = self.slots_on(local_day(starts_at))
        return next(
            (s for s in slots if (s.member_id, s.span.starts_at) == (member_id, starts_at)), None
        )


@contextmanager
def timetables_open_to(by: Actor) -> Iterator[None]:
    """For the length of a question, timetables are read as the office reads them.

    A person with an account of their own reaches neither turns nor leave: a service looks them up.
    """
    if not by.is_visitor:
        yield
        return
    body = Organisation.objects.get(pk=by.require_keeper())
    with acting(service_actor("bookings", body), why="timetable looked up"):
        yield


def timetable_of(desk: ServiceDesk, from_on: date, until_on: date) -> Timetable:
    """The timetable of a desk between two days, both included."""
    whole = Span(day_begins_at(from_on), day_begins_at(until_on + timedelta(days=1)))
    duties = list(
        Duty.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=from_on),
            Q(hours__valid_until=None) | Q(hours__valid_until__gte=from_on),
            organisation_id=desk.organisation_id,
            hours__desk=desk,
            valid_from__lte=until_on,
            hours__valid_from__lte=until_on,
        )
        .select_related("hours", "member__user")
        .only(*_OF_A_TURN)
        .order_by("hours__starts_at", "member__user__name", "id")
    )
    members = {duty.member_id for duty in duties}
    closed, off = _times_off(desk, members, whole)
    return Timetable(desk, from_on, until_on, duties, closed, off, _taken(members, whole))


def _times_off(
    desk: ServiceDesk, members: Collection[UUID], whole: Span
) -> tuple[list[tuple[Span, str]], Mapping[UUID, Sequence[Span]]]:
    closed: list[tuple[Span, str]] = []
    off: defaultdict[UUID, list[Span]] = defaultdict(list)
    rows = TimeOff.objects.filter(
        Q(desk=desk) | Q(member_id__in=members),
        organisation_id=desk.organisation_id,
        starts_at__lt=whole.ends_at,
        ends_at__gt=whole.starts_at,
    ).order_by("starts_at", "id")
    for row in rows:
        span = Span(local_moment(row.starts_at), local_moment(row.ends_at))
        if row.member_id:
            off[row.member_id].append(span)
        else:
            closed.append((span, row.reason))
    return closed, off


def _taken(members: Collection[UUID], whole: Span) -> Mapping[tuple[UUID, date], Sequence[Span]]:
    """When counsellors are promised, at whichever desk and to whomever; nothing else is told.

    No promise goes on beyond midnight. All moments here are Japan's, which compares them fast.
    """
    taken: defaultdict[tuple[UUID, date], list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_id, starts_at, ends_at FROM public.bansou_taken_times(%s, %s, %s)",
            [list(members), whole.starts_at, whole.ends_at],
        )
        for member_id, starts_at, ends_at in cursor.fetchall():
            span = Span(local_moment(starts_at), local_moment(ends_at))
            taken[member_id, span.starts_at.date()].append(span)
    return taken


def next_free(
    desk: ServiceDesk, after: datetime, *, member_id: UUID | None = None, most: int = 5
) -> list[Slot]:
    """The next free slots of a desk, or of one counsellor there; at most so many."""
    first = local_day(after)
    table = timetable_of(desk, first, first + _LOOK_AHEAD)
    found: list[Slot] = []
    for ahead in range(_LOOK_AHEAD.days + 1):
        free = table.free_on(first + timedelta(days=ahead), after)
        found += [slot for slot in free if member_id in (None, slot.member_id)]
        if len(found) >= most:
            break
    return found[:most]


def days_of_round(hours: object, desk: ServiceDesk, from_on: date, until_on: date) -> list[date]:
    """The days between two days on which the desk's hours are held: none of them a day it is closed."""
    table = timetable_of(desk, from_on, until_on)
    return rules.days_held(
        hours,  # type: ignore[arg-type]
        from_on,
        until_on,
        is_left_out=lambda day: bool(table.closed_because(day)),
    )


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def ends_of(starts_at: datetime, desk: ServiceDesk) -> datetime:
    """When a slot of the desk that begins at a moment is over."""
    return local_moment(starts_at) + timedelta(minutes=desk.slot_minutes)
