"""A counsellor's own bookings for their calendar: the page about it, and the file itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.desks.counsellor.bookings.finding import crumbs, name_of
from bansou.desks.counsellor.bookings.forms import FeedForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.support.consultation.booking.calendar import Event, written
from bansou.support.consultation.booking.feeds import (
    bookings_in_feed,
    end_feed,
    member_with,
    note_names_in_feed,
    renew_feed,
)
from bansou.support.consultation.booking.models import Booking, Channel
from bansou.support.consultation.booking.queries import feed_of

#: The address is shown once, on the page that comes after making it.
_SHOWN_ONCE = "calendar_address"


@require_http_methods(["GET", "POST"])
@door("feed.own")
@refusing
def own(request: Any) -> HttpResponse:
    """Whether one's calendar can be followed; make a new address, or switch it off."""
    form = FeedForm(request.POST or None)
    if request.method == "POST" and "end" in request.POST:
        end_feed(by=request.actor, at=request.now)
        messages.success(request, _("配信を止めました。前のアドレスでは、もう見られません。"))
        return redirect("counsellor:feed")
    if form.is_valid():
        names = form.cleaned_data["shows_names"]
        secret = renew_feed(by=request.actor, shows_names=names, at=request.now)
        address = request.build_absolute_uri(reverse("counsellor:calendar", args=[secret]))
        request.session[_SHOWN_ONCE] = address
        return redirect("counsellor:feed")
    values = {
        "crumbs": crumbs(_("カレンダーへの配信")),
        "form": form,
        "feed": feed_of(request.actor),
        "address": request.session.pop(_SHOWN_ONCE, ""),
    }
    return render(request, "counsellor/bookings/feed.html", values)


@require_safe
@door("feed.read")
def calendar(request: Any, secret: str) -> HttpResponse:
    """The file that calendars ask for; whoever has the secret is not asked who they are."""
    member = member_with(secret, request.today)
    if member is None:
        raise Http404
    actor = actor_of(member)
    with acting(actor, why=_("予定の配信")):
        feed = feed_of(actor)
        if feed is None:
            raise Http404
        bookings = bookings_in_feed(member, request.now)
        if feed.shows_names:
            note_names_in_feed(by=actor, feed=feed, bookings=bookings, at=request.now)
        events = [_event(request, b, shows_names=feed.shows_names) for b in bookings]
    text = written(_("予約（%(name)s）") % {"name": actor.name}, events)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="bookings.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _event(request: Any, booking: Booking, *, shows_names: bool) -> Event:
    words = {"channel": booking.get_channel_display(), "name": name_of(booking)}
    summary = _("相談の予約（%(channel)s）") % words
    if shows_names:
        summary = _("%(name)s（%(channel)s）") % words
    return Event(
        uid=f"{booking.pk}@bansou",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=summary,
        location=_location(booking),
        url=request.build_absolute_uri(reverse("counsellor:booking", args=[booking.pk])),
        sequence=booking.changes,
        changed_at=booking.changed_at,
        is_cancelled=booking.state == Booking.State.CANCELLED,
        is_tentative=booking.state == Booking.State.OFFERED,
    )


def _location(booking: Booking) -> str:
    """Where both meet: the conference room on the web, or the place to which the person comes."""
    if booking.channel == Channel.ONLINE and booking.desk.video_url:
        return booking.desk.video_url
    return booking.where
