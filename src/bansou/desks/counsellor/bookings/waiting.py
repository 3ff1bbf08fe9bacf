"""Who waits for a free time at a desk; putting somebody on the list and taking them off."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.counsellor.bookings.changing import asked
from bansou.desks.counsellor.bookings.finding import (
    case_in,
    crumbs,
    desks_at,
    may_on,
    name_of,
    note_names,
    phone_of,
    waiting_person_at,
    week_url,
)
from bansou.desks.counsellor.bookings.forms import WaitingForm
from bansou.desks.counsellor.bookings.making import whom_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.support.consultation.booking.models import ServiceDesk
from bansou.support.consultation.booking.planning import timetable_of
from bansou.support.consultation.booking.queries import waiting_at
from bansou.support.consultation.booking.waiting import stop_waiting, wait

_ACTION = "booking.make"


def _address(desk: ServiceDesk) -> str:
    return f"{reverse('counsellor:waiting')}?{urlencode({'desk': desk.pk})}"


@require_safe
@door("booking.read")
@refusing
def waiting(request: Any) -> HttpResponse:
    """Who waits, the longest first."""
    desks = desks_at(request)
    if desks.chosen is None:
        raise Http404
    desk = desks.chosen
    people = [one for one in waiting_at(desk) if may_on(request, one, "booking.read")]
    note_names(request, people)
    values = {
        "crumbs": crumbs(_("空き待ち")),
        "desk": desk,
        "desk_links": desks.links(reverse("counsellor:waiting")),
        "rows": [(one, name_of(one), phone_of(one), local_day(one.since)) for one in people],
        "add_url": f"{reverse('counsellor:waiting_add')}?{urlencode({'desk': desk.pk})}",
        "week_url": week_url(desk, request.today),
    }
    return render(request, "counsellor/bookings/waiting.html", values)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def add(request: Any) -> HttpResponse:
    """Ask who waits, for whom and between which days."""
    desk = desks_at(request).chosen
    if desk is None:
        raise Http404
    case = case_in(request)
    form = WaitingForm(
        request.POST or None,
        desk=desk,
        members=_members(desk, request),
        initial={"case_number": case.number} if case else {},
    )
    if form.is_valid():
        try:
            _wait(request, form, desk)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("空き待ちに入れました。空くと、いちばん長く待つ人に移ります。")
            )
            return redirect(_address(desk))
    return asked(
        request,
        title=_("空き待ちに入れる"),
        verb=_("空き待ちに入れる"),
        form=form,
        back_url=_address(desk),
        facts=[(_("窓口"), desk.name)],
    )


def _members(desk: ServiceDesk, request: Any) -> list[tuple[str, str]]:
    """Who sits at the desk, by name."""
    duties = timetable_of(desk, request.today, request.today).duties
    names = {str(duty.member_id): duty.member.user.name for duty in duties}
    return sorted(names.items(), key=lambda item: item[1])


def _wait(request: Any, form: WaitingForm, desk: ServiceDesk) -> None:
    said = form.cleaned_data
    whom = whom_of(request, said, desk.organisation_id, None)

    def work() -> Mapping[str, Any]:
        made = wait(
            by=request.actor,
            desk=desk,
            channel=said["channel"],
            whom=whom,
            from_on=said["from_on"],
            until_on=said["until_on"],
            member_id=UUID(said["member"]) if said["member"] else None,
            at=request.now,
        )
        return {"waiting": str(made.pk)}

    body = {name: value for name, value in said.items() if name != "request_key"}
    key = said["request_key"]
    once(
        by=request.actor, key=key, action="booking.wait", body={**body, "desk": desk.pk}, work=work
    )


@require_POST
@door(_ACTION)
@refusing
def end(request: Any, pk: UUID) -> HttpResponse:
    """Take somebody off the list."""
    it = waiting_person_at(request, pk)
    stop_waiting(waiting=it)
    messages.success(request, _("%(name)sを空き待ちから外しました。") % {"name": name_of(it)})
    return redirect(_address(it.desk))
