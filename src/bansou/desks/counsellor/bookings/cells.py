"""The table of a week: one row a counsellor, one column a day, what is booked and what is free."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import local_day, local_moment, weekday_of
from bansou.desks.counsellor.bookings.errand import Errand
from bansou.desks.counsellor.bookings.finding import chip_for
from bansou.desks.shared.names import shown_name
from bansou.desks.shared.parts import Chip
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.planning import Timetable


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week: 12/8（火）; why the desk is closed on it."""

    on: date
    closed: str
    is_today: bool
    is_past: bool

    @property
    def text(self) -> str:
        return f"{self.on.month}/{self.on.day}（{weekday_of(self.on)}）"

    @property
    def is_off(self) -> bool:
        return bool(self.closed) or self.on.weekday() == 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking as a cell shows it."""

    time: str
    name: str
    url: str
    state: str
    chip: Chip | None
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a counsellor has on a day: bookings, and how many slots are free (with the way there)."""

    day: Column
    entries: Sequence[Entry]
    free: str
    free_url: str
    note: str

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.free or self.note)


@dataclass(frozen=True, slots=True)
class Row:
    """One counsellor's week."""

    name: str
    cells: Sequence[Cell]


def columns_of(table: Timetable, today: date) -> list[Column]:
    """The days of a timetable."""
    days = (table.until_on - table.from_on).days + 1
    every = [table.from_on + timedelta(days=ahead) for ahead in range(days)]
    return [Column(day, table.closed_because(day), day == today, day < today) for day in every]


def rows_of(
    request: Any, table: Timetable, bookings: Sequence[Any], errand: Errand | None
) -> list[Row]:
    """What each counsellor has in a week, by name; those of other desks in their time, too."""
    names = {duty.member_id: duty.member.user.name for duty in table.duties}
    names |= {b.member_id: b.counsellor for b in bookings if b.desk_id == table.desk.pk}
    by_cell: dict[Any, list[Any]] = {}
    for booking in bookings:
        by_cell.setdefault((booking.member_id, local_day(booking.starts_at)), []).append(booking)
    days = [_Day.of(column, table, request.now) for column in columns_of(table, request.today)]
    choosing = _Choosing(table, errand, reverse("counsellor:book"))
    base = reverse("counsellor:bookings")  # each booking's address begins with it
    return [
        Row(
            name,
            [
                day.cell(
                    key,
                    [_entry(b, table, base) for b in by_cell.get((key, day.column.on), ())],
                    choosing.url(key, day.column.on),
                )
                for day in days
            ],
        )
        for key, name in sorted(names.items(), key=lambda item: (item[1], item[0]))
    ]


@dataclass(frozen=True, slots=True)
class _Day:
    """A day with its slots, worked out once for all rows."""

    column: Column
    turns: Mapping[Any, list[str]]
    there: frozenset[Any]
    free: Counter[Any]

    @classmethod
    def of(cls, column: Column, table: Timetable, now: datetime) -> "_Day":
        turns: dict[Any, list[str]] = {}
        for duty in [] if column.closed else table.turns_on(column.on):
            turns.setdefault(duty.member_id, []).append(duty.hours.label)
        slots = list(table.slots_on(column.on))
        return cls(
            column,
            turns,
            frozenset(slot.member_id for slot in slots),
            Counter(slot.member_id for slot in table.free_among(slots, now)),
        )

    def cell(self, key: Any, entries: Sequence[Entry], url: str) -> Cell:
        number = self.free[key]
        free = _("空き %(number)s") % {"number": number} if number else ""
        return Cell(self.column, entries, free, url if free else "", self._note(key))

    def _note(self, key: Any) -> str:
        """休み, or what the hours are called: 夜間, 巡回相談."""
        if key not in self.turns:
            return ""
        if key not in self.there:
            return _("休み")
        return "、".join(dict.fromkeys(filter(None, self.turns[key])))


@dataclass(frozen=True, slots=True)
class _Choosing:
    """Where a free time leads: to a new booking, or to the one that is moved."""

    table: Timetable
    errand: Errand | None
    book_url: str

    def url(self, member_id: Any, day: date) -> str:
        query = {"desk": self.table.desk.pk, "member": member_id, "on": day.isoformat()}
        if self.errand and self.errand.move_url:
            return f"{self.errand.move_url}?{urlencode(query)}"
        more = self.errand.query if self.errand else {}
        return f"{self.book_url}?{urlencode({**query, **more})}"


def _entry(booking: Any, table: Timetable, base: str) -> Entry:
    is_usual = booking.state == Booking.State.BOOKED
    return Entry(
        f"{local_moment(booking.starts_at):%H:%M}",
        shown_name(booking.person, booking.alias, booking.client)
        if booking.client
        else booking.nickname,
        f"{base}{booking.pk}/",
        booking.state,
        None if is_usual else chip_for(Booking.State(booking.state)),
        booking.desk_id != table.desk.pk,
    )
