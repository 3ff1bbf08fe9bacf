"""Bookings as lists: of a week, and of a day to be printed and laid on the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import day_in_sentence, local_day
from bansou.desks.counsellor.bookings.finding import (
    chip_of,
    crumbs,
    day_in,
    desks_at,
    name_of,
    note_names,
    phone_of,
    times_of,
    week_in,
    week_url,
)
from bansou.desks.counsellor.bookings.week import DAYS, without_desks
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.queries import bookings_between


@dataclass(frozen=True, slots=True)
class Line:
    """One booking as a list shows it."""

    on: date
    times: str
    name: str
    url: str
    counsellor: str
    channel: str
    #: Where it is held, if not at the desk.
    place: str
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
        booking.place,
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
    return _list(request, monday, monday + timedelta(days=DAYS - 1), is_sheet=False)


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
        return without_desks(request)
    found = bookings_between(
        request.actor, first, last, keeper_id=desks.chosen.organisation_id, today=request.today
    ).filter(desk=desks.chosen)
    if is_sheet:
        found = found.exclude(state=Booking.State.CANCELLED)
    bookings = list(found)
    note_names(request, bookings)
    title = day_in_sentence(first, request.today)
    name = "counsellor:bookings_day" if is_sheet else "counsellor:bookings_list"
    step = timedelta(days=1 if is_sheet else DAYS)
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
