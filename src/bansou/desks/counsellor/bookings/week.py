"""The week of a desk: one row a counsellor, one column a day; and the same as a list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import day_in_sentence, local_day, local_moment, weekday_of
from bansou.desks.counsellor.bookings.finding import (
    Desks,
    booking_at,
    case_in,
    chip_of,
    crumbs,
    day_in,
    desks_at,
    key_in,
    name_of,
    phone_of,
    times_of,
    week_in,
    week_url,
    when,
)
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip, Link
from bansou.support.consultation.booking.models import Booking, WaitingPerson
from bansou.support.consultation.booking.planning import Timetable, timetable_of
from bansou.support.consultation.booking.queries import bookings_between

_DAYS = 7


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


@require_safe
@door("booking.read")
@refusing
def week(request: Any) -> HttpResponse:
    """Who is booked with whom, and what is free; the place from which a time is chosen."""
    desks = desks_at(request)
    if desks.chosen is None:
        return _without_desks(request)
    monday = week_in(request)
    errand = _errand(request)
    table = timetable_of(desks.chosen, monday, monday + timedelta(days=_DAYS - 1))
    bookings = _bookings(request, table)
    note_names(request, bookings)
    values = {
        "crumbs": [],
        "desk": desks.chosen,
        "columns": columns_of(table, request.today),
        "rows": _rows(request, table, bookings, errand),
        "errand": errand,
        **_ways(desks, monday, errand, request.today),
        "may_edit": may(request.actor, "desk.edit", None, request.today),
    }
    return render(request, "counsellor/bookings/week.html", values)


def _without_desks(request: Any) -> HttpResponse:
    may_edit = may(request.actor, "desk.edit", None, request.today)
    return render(request, "counsellor/bookings/week.html", {"desk": None, "may_edit": may_edit})


@dataclass(frozen=True, slots=True)
class Errand:
    """Why somebody looks at the week: to book for a case, or to move a booking."""

    sentence: str
    query: Mapping[str, str]
    back_url: str
    move_url: str = ""


def _errand(request: Any) -> Errand | None:
    if "move" in request.GET:
        key = key_in(request, "move")
        booking = booking_at(request, key, "booking.make") if key else None
        if booking:
            return Errand(
                _("%(name)sの%(when)sの予約を移します。空いているところを選んでください。")
                % {"name": name_of(booking), "when": when(booking, request.today)},
                {"move": str(booking.pk)},
                reverse("counsellor:booking", args=[booking.pk]),
                reverse("counsellor:booking_move", args=[booking.pk]),
            )
    case = case_in(request)
    if case is None:
        return None
    return Errand(
        _("%(name)sの予約を入れます。空いているところを選んでください。")
        % {"name": addressed(case)},
        {"case": str(case.pk)},
        reverse("counsellor:case", args=[case.pk]),
    )


#: What a cell says of a booking; a full week has hundreds, and each column of each costs.
_IN_A_CELL = (
    "organisation_id",
    "desk_id",
    "member_id",
    "starts_at",
    "state",
    "nickname",
    "case__alias",
    "case__client",
    "case__person__name",
)


def _bookings(request: Any, table: Timetable) -> list[Any]:
    """Those of the desk, and those that its counsellors have elsewhere."""
    found = bookings_between(
        request.actor,
        table.from_on,
        table.until_on,
        keeper_id=table.desk.organisation_id,
        today=request.today,
    )
    members = {duty.member_id for duty in table.duties}
    lean = (
        found.exclude(state=Booking.State.CANCELLED)
        .select_related(None)
        .select_related("case__person")
        .annotate(counsellor=F("member__user__name"))
        .only(*_IN_A_CELL)
    )
    return [
        booking
        for booking in lean
        if booking.desk_id == table.desk.pk or booking.member_id in members
    ]


def note_names(request: Any, bookings: Iterable[Booking | WaitingPerson]) -> None:
    """Write into the log whose bookings a page named; each case counts once.

    A case that the reader may not know of is not loaded with its booking, and was not named.
    """
    named = dict.fromkeys((b.organisation_id, b.case_id) for b in bookings if b.case_id and b.case)
    note_list(
        by=request.actor,
        subject="bookings",
        at=request.now,
        shown=named,
        detail={"hits": len(named)},
    )


def columns_of(table: Timetable, today: date) -> list[Column]:
    """The days of a timetable."""
    days = (table.until_on - table.from_on).days + 1
    every = [table.from_on + timedelta(days=ahead) for ahead in range(days)]
    return [Column(day, table.closed_because(day), day == today, day < today) for day in every]


def _rows(
    request: Any, table: Timetable, bookings: Sequence[Any], errand: Errand | None
) -> list[Row]:
    names = {duty.member_id: duty.member.user.name for duty in table.duties}
    names |= {b.member_id: b.counsellor for b in bookings if b.desk_id == table.desk.pk}
    by_cell: dict[Any, list[Booking]] = {}
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


def _entry(booking: Booking, table: Timetable, base: str) -> Entry:
    is_usual = booking.state == Booking.State.BOOKED
    return Entry(
        f"{local_moment(booking.starts_at):%H:%M}",
        name_of(booking) if booking.case else booking.nickname,
        f"{base}{booking.pk}/",
        booking.state,
        None if is_usual else chip_of(booking),
        booking.desk_id != table.desk.pk,
    )


def _ways(desks: Desks, monday: date, errand: Errand | None, today: date) -> dict[str, Any]:
    """To the weeks around, to the other desks, to the list and the day's sheet."""
    more = dict(errand.query) if errand else {}
    desk, last = desks.chosen, monday + timedelta(days=_DAYS - 1)
    url = reverse("counsellor:bookings")
    listed = {"desk": desk.pk, "week": monday.isoformat()}
    return {
        "title": _("%(first)sから%(last)sまで")
        % {"first": day_in_sentence(monday, today), "last": day_in_sentence(last, today)},
        "desk_links": desks.links(url, week=monday.isoformat(), **more),
        "before_url": week_url(desk, monday - timedelta(days=_DAYS), **more),
        "after_url": week_url(desk, monday + timedelta(days=_DAYS), **more),
        "this_week_url": week_url(desk, today, **more),
        "list_url": f"{reverse('counsellor:bookings_list')}?{urlencode(listed)}",
        "day_url": f"{reverse('counsellor:bookings_day')}?{urlencode({'desk': desk.pk})}",
        "waiting_url": f"{reverse('counsellor:waiting')}?{urlencode({'desk': desk.pk})}",
        "waiting": desk.waiting,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One booking as a list shows it."""

    on: date
    times: str
    name: str
    url: str
    counsellor: str
    channel: str
    reach: str
    purpose: str
    avoid: Sequence[str]
    chip: Chip


def line_of(booking: Booking) -> Line:
    """A booking as a line."""
    return Line(
        local_day(booking.starts_at),
        times_of(booking),
        name_of(booking),
        reverse("counsellor:booking", args=[booking.pk]),
        booking.member.user.name,
        booking.get_channel_display(),
        phone_of(booking),
        booking.purpose,
        booking.case.avoid if booking.case else (),
        chip_of(booking),
    )


@require_safe
@door("booking.read")
@refusing
def listed(request: Any) -> HttpResponse:
    """The week of a desk as a list, what was called off included."""
    monday = week_in(request)
    return _list(request, monday, monday + timedelta(days=_DAYS - 1), is_sheet=False)


@require_safe
@door("booking.read")
@refusing
def day_sheet(request: Any) -> HttpResponse:
    """The bookings of one day, to be printed and laid on the table."""
    day = day_in(request)
    return _list(request, day, day, is_sheet=True)


def _list(request: Any, first: date, last: date, *, is_sheet: bool) -> HttpResponse:
    desks = desks_at(request)
    if desks.chosen is None:
        return _without_desks(request)
    found = bookings_between(
        request.actor, first, last, keeper_id=desks.chosen.organisation_id, today=request.today
    ).filter(desk=desks.chosen)
    if is_sheet:
        found = found.exclude(state=Booking.State.CANCELLED)
    bookings = list(found)
    note_names(request, bookings)
    title = day_in_sentence(first, request.today)
    name = "counsellor:bookings_day" if is_sheet else "counsellor:bookings_list"
    step = timedelta(days=1 if is_sheet else _DAYS)
    word = "on" if is_sheet else "week"

    def url(day: date) -> str:
        query = {"desk": desks.chosen.pk, word: day.isoformat()}
        return f"{reverse(name)}?{urlencode(query)}"

    values = {
        "crumbs": crumbs(_("日の表") if is_sheet else _("一覧")),
        "desk": desks.chosen,
        "title": title if is_sheet else _("%(first)sからの1週間") % {"first": title},
        "lines": [line_of(booking) for booking in bookings],
        "is_sheet": is_sheet,
        "desk_links": desks.links(reverse(name), **{word: first.isoformat()}),
        "before_url": url(first - step),
        "after_url": url(first + step),
        "week_url": week_url(desks.chosen, first),
    }
    return render(request, "counsellor/bookings/list.html", values)


def links_to_free(slots: Iterable[Any], desk: Any, today: date, **more: str) -> list[Link]:
    """Free slots as links to where they are booked."""
    return [
        Link(
            _("%(when)s %(name)s")
            % {
                "when": f"{day_in_sentence(local_day(slot.span.starts_at), today)}"
                f"{local_moment(slot.span.starts_at):%H:%M}",
                "name": slot.duty.member.user.name,
            },
            f"{reverse('counsellor:book')}?"
            + urlencode(
                {
                    "desk": desk.pk,
                    "member": slot.member_id,
                    "on": local_day(slot.span.starts_at).isoformat(),
                    "at": f"{local_moment(slot.span.starts_at):%H:%M}",
                    **more,
                }
            ),
        )
        for slot in slots
    ]
