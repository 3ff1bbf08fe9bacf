"""The week of a desk: who is booked with whom, and what is free."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may
from bansou.commons.clock import day_in_sentence
from bansou.desks.counsellor.bookings.cells import columns_of, rows_of
from bansou.desks.counsellor.bookings.errand import Errand, errand_in
from bansou.desks.counsellor.bookings.finding import (
    Desks,
    desks_at,
    note_cases,
    week_in,
    week_url,
)
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.planning import Timetable, timetable_of
from bansou.support.consultation.booking.queries import bookings_between

DAYS = 7


@require_safe
@door("booking.read")
@refusing
def week(request: Any) -> HttpResponse:
    """Who is booked with whom, and what is free; the place from which a time is chosen."""
    desks = desks_at(request)
    if desks.chosen is None:
        return without_desks(request)
    monday = week_in(request)
    errand = errand_in(request)
    table = timetable_of(desks.chosen, monday, monday + timedelta(days=DAYS - 1))
    bookings = _bookings(request, table)
    # A case that the reader may not know of says nothing of its client, and was not named.
    note_cases(request, [(b.organisation_id, b.case_id) for b in bookings if b.client])
    values = {
        "crumbs": [],
        "desk": desks.chosen,
        "columns": columns_of(table, request.today),
        "rows": rows_of(request, table, bookings, errand),
        "errand": errand,
        **_ways(desks, monday, errand, request.today),
        "may_edit": may(request.actor, "desk.edit", None, request.today),
    }
    return render(request, "counsellor/bookings/week.html", values)


def without_desks(request: Any) -> HttpResponse:
    """Say that there is no desk yet."""
    may_edit = may(request.actor, "desk.edit", None, request.today)
    return render(request, "counsellor/bookings/week.html", {"desk": None, "may_edit": may_edit})


#: What a cell says of a booking; a full week has hundreds, and each object made for one costs.
_IN_A_CELL = {
    "counsellor": F("member__user__name"),
    "alias": F("case__alias"),
    "client": F("case__client"),
    "person": F("case__person__name"),
}
_OF_A_BOOKING = (
    "pk",
    "organisation_id",
    "case_id",
    "desk_id",
    "member_id",
    "starts_at",
    "state",
    "nickname",
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
    rows = (
        found.exclude(state=Booking.State.CANCELLED)
        .annotate(**_IN_A_CELL)
        .values_list(*_OF_A_BOOKING, *_IN_A_CELL, named=True)
    )
    return [row for row in rows if row.desk_id == table.desk.pk or row.member_id in members]


def _ways(desks: Desks, monday: date, errand: Errand | None, today: date) -> dict[str, Any]:
    """To the weeks around, to the other desks, to the list and the day's sheet."""
    more = dict(errand.query) if errand else {}
    desk, last = desks.chosen, monday + timedelta(days=DAYS - 1)
    url = reverse("counsellor:bookings")
    listed = {"desk": desk.pk, "week": monday.isoformat()}
    return {
        "title": _("%(first)sから%(last)sまで")
        % {"first": day_in_sentence(monday, today), "last": day_in_sentence(last, today)},
        "desk_links": desks.links(url, week=monday.isoformat(), **more),
        "before_url": week_url(desk, monday - timedelta(days=DAYS), **more),
        "after_url": week_url(desk, monday + timedelta(days=DAYS), **more),
        "this_week_url": week_url(desk, today, **more),
        "list_url": f"{reverse('counsellor:bookings_list')}?{urlencode(listed)}",
        "day_url": f"{reverse('counsellor:bookings_day')}?{urlencode({'desk': desk.pk})}",
        "waiting_url": f"{reverse('counsellor:waiting')}?{urlencode({'desk': desk.pk})}",
        "waiting": desk.waiting,
    }
