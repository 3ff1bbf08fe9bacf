"""Talks that somebody books for themselves: how, on which day, at what time; moving them, and back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.commons.requests.actions import once
from bansou.desks.seeker.gate import own_case, refusing
from bansou.desks.seeker.times import TimeForm, offered_at
from bansou.desks.shared.door import door
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import Place
from bansou.support.consultation.booking.models import Booking, Channel, ServiceDesk
from bansou.support.consultation.booking.own import (
    FreeTime,
    book_own,
    desks_of_keeper,
    free_times,
    move_own,
    move_own_back,
)
from bansou.support.consultation.booking.waiting import confirm

_HOW = {
    Channel.VISIT: gettext_lazy("窓口で会って話す"),
    Channel.PHONE: gettext_lazy("電話で話す"),
    Channel.ONLINE: gettext_lazy("ビデオ通話で話す"),
}


@require_safe
@door("my.apply")
@refusing
def ways(request: Any) -> HttpResponse:
    """At which desk, and how: every way that the desks of the office offer."""
    case = own_case(request, "my.apply")
    desks = list(desks_of_keeper(case.organisation_id))
    offered = [(desk, _ways_of(desk)) for desk in desks if desk.channels]
    return render(request, "seeker/talks.html", {"offered": offered})


def _ways_of(desk: ServiceDesk) -> list[tuple[str, str]]:
    return [(value, str(_HOW[Channel(value)])) for value, _label in desk.channel_choices]


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def talk(request: Any, desk: UUID, channel: str) -> HttpResponse:
    """The free days and times of a desk; one of them is booked once."""
    case = own_case(request, "my.apply")
    found = desks_of_keeper(case.organisation_id).filter(pk=desk).first()
    if found is None or channel not in found.channels:
        raise Http404
    times = free_times(by=request.actor, case=case, desk=found, at=request.now)

    def book(form: TimeForm) -> None:
        _book(request, case, form.place(found), channel, form)
        messages.success(request, _("予約しました。変えたくなったら、いつでも変えられます。"))

    values = {"desk": found, "how": _HOW[Channel(channel)], "channel": channel}
    return _choose(request, times, book, values)


def _book(request: Any, case: Case, place: Place, channel: str, form: TimeForm) -> None:
    purpose = form.cleaned_data["purpose"]

    def work() -> Mapping[str, Any]:
        made = book_own(
            by=request.actor,
            case=case,
            place=place,
            channel=channel,
            purpose=purpose,
            at=request.now,
        )
        return {"booking": str(made.pk)}

    body = {
        "case": case.pk,
        "desk": place.desk.pk,
        "member": place.member_id,
        "starts_at": place.starts_at,
        "channel": channel,
        "purpose": purpose,
    }
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action="my.talk", body=body, work=work)


def _choose(
    request: Any,
    times: Sequence[FreeTime],
    work: Callable[[TimeForm], None],
    values: Mapping[str, Any],
) -> HttpResponse:
    """Ask for a day and a time, and do something with it; what was chosen stays when it is refused."""
    offered = offered_at(request, times)
    posted = request.POST if request.method == "POST" else None
    form = TimeForm(posted, times=offered.times, asks_purpose="channel" in values)
    if form.is_valid():
        try:
            work(form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("seeker:home")
    status = 422 if form.is_bound and form.errors else 200
    said = {"form": form, "offered": offered, **values}
    return render(request, "seeker/times.html", said, status=status)


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def move(request: Any, pk: UUID) -> HttpResponse:
    """Another day or time for a talk, at the same desk and in the same way."""
    case, booking = _own_booking(request, pk)
    times = free_times(
        by=request.actor, case=case, desk=booking.desk, at=request.now, but=[booking.pk]
    )

    def change(form: TimeForm) -> None:
        to = form.place(booking.desk)
        move_own(by=request.actor, case=case, booking=booking, to=to, at=request.now)
        messages.success(request, _("日時を変えました。元の日時に戻すこともできます。"))

    return _choose(request, times, change, {"desk": booking.desk, "booking": booking})


@require_POST
@door("my.apply")
@refusing
def undo(request: Any, pk: UUID) -> HttpResponse:
    """Back to where the talk was, if that time is still free."""
    _case, booking = _own_booking(request, pk)
    move_own_back(by=request.actor, booking=booking, at=request.now)
    messages.success(request, _("元の日時に戻しました。"))
    return redirect("seeker:home")


@require_POST
@door("my.apply")
@refusing
def accept(request: Any, pk: UUID) -> HttpResponse:
    """Somebody who waited says that they come at the time that was kept for them."""
    _case, booking = _own_booking(request, pk)
    body = Organisation.objects.get(pk=booking.organisation_id)
    with acting(service_actor("bookings", body), why="the person says that they come"):
        confirm(booking=booking, at=request.now)
    messages.success(request, _("予約に決めました。お待ちしています。"))
    return redirect("seeker:home")


def _own_booking(request: Any, pk: UUID) -> tuple[Case, Booking]:
    """A talk of one's own, with its running case.

    :raises Http404: there is none, or it is somebody else's
    """
    booking = Booking.objects.select_related("desk", "member__user").filter(pk=pk).first()
    if booking is None or booking.case_id is None:
        raise Http404
    return own_case(request, "my.apply", booking.case_id), booking
