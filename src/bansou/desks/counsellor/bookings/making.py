"""Booking a time, and the page of one booking."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.rules import Thing
from bansou.commons.clock import day_in_sentence, local_day, local_moment, moment_on_screen
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.counsellor.bookings.finding import (
    booking_at,
    case_in,
    case_with,
    chip_of,
    crumbs,
    day_in,
    desks_at,
    may_on,
    member_in,
    name_of,
    phone_of,
    week_url,
    when,
)
from bansou.desks.counsellor.bookings.forms import BookingForm
from bansou.desks.counsellor.names import called
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.parts import Link
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import Place, Whom, book
from bansou.support.consultation.booking.models import Booking, Channel, ServiceDesk
from bansou.support.consultation.booking.planning import Timetable, timetable_of
from bansou.support.consultation.booking.refusals import CaseNotOpenToYou, SlotTaken

_ACTION = "booking.make"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def make(request: Any) -> HttpResponse:
    """Ask at what time of a counsellor's day, and for whom; keep the time for them, once."""
    desk = desks_at(request).chosen
    if desk is None:
        raise Http404
    case, day = case_in(request), day_in(request)
    table = timetable_of(desk, day, day)
    member = member_in(request, [duty.member for duty in table.duties])
    form = _form(request, table, member.pk, case)
    free: tuple[Link, ...] = ()
    if form.is_valid():
        try:
            made = _book(request, form, desk, member.pk, case)
        except SlotTaken as refusal:
            form.add_refusal(refusal)
            more = {"case": str(case.pk)} if case else {}
            free = tuple(_links_to_free(refusal.free, desk, request.today, **more))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("counsellor:booking", made)
    values = {
        "crumbs": crumbs(_("予約を入れる")),
        "form": form,
        "free": free,
        "facts": _facts(request, desk, member.user.name, case),
        "desk": desk,
        "case": case,
        "back_url": week_url(desk, day, **({"case": case.pk} if case else {})),
    }
    status = 409 if free else 422 if form.is_bound and form.errors else 200
    return render(request, "counsellor/bookings/make.html", values, status=status)


def _form(request: Any, table: Timetable, member_id: UUID, case: Case | None) -> BookingForm:
    slots = [s for s in table.free_on(table.from_on, request.now) if s.member_id == member_id]
    asked = request.GET.get("at", "")
    return BookingForm(
        request.POST if request.method == "POST" else None,
        desk=table.desk,
        slots=slots,
        has_case=case is not None,
        initial={"at": asked} if asked else {},
    )


def _facts(
    request: Any, desk: ServiceDesk, counsellor: str, case: Case | None
) -> list[tuple[str, str]]:
    day = day_in_sentence(day_in(request), request.today)
    facts = [(_("日"), day), (_("相談員"), counsellor), (_("窓口"), f"{desk.name}　{desk.place}")]
    return [*facts, (_("対象"), f"{called(case)}　{case.number}")] if case else facts


def _book(
    request: Any, form: BookingForm, desk: ServiceDesk, member_id: UUID, case: Case | None
) -> str:
    said = form.cleaned_data
    whom = whom_of(request, said, desk.organisation_id, case)
    place = Place(desk=desk, member_id=member_id, starts_at=form.starts_at(day_in(request)))

    def work() -> Mapping[str, Any]:
        made = book(
            by=request.actor, place=place, channel=said["channel"], whom=whom, at=request.now
        )
        return {"booking": str(made.pk)}

    body = {
        **{name: value for name, value in said.items() if name != "request_key"},
        "desk": desk.pk,
        "member": member_id,
        "starts_at": place.starts_at,
        "case": case.pk if case else "",
    }
    result = once(by=request.actor, key=said["request_key"], action=_ACTION, body=body, work=work)
    messages.success(
        request,
        _("%(when)sの予約を入れました。")
        % {"when": moment_on_screen(place.starts_at, request.today)},
    )
    return str(result["booking"])


def whom_of(request: Any, said: Mapping[str, Any], keeper_id: UUID, case: Case | None) -> Whom:
    """For whom, as it was filled in.

    :raises CaseNotOpenToYou: the member may book for no case with this number, or for nobody else
    """
    number = said.get("case_number", "").strip()
    if case is None and number:
        case = case_with(request, number, keeper_id)
        if case is None:
            raise CaseNotOpenToYou(field="case_number")
    if case is None and not allowed(request, _ACTION, Thing(keeper_id)):
        raise CaseNotOpenToYou(field="case_number")
    return Whom(
        case=case,
        nickname=said.get("nickname", ""),
        reach=said.get("reach", ""),
        purpose=said["purpose"],
    )


@require_safe
@door("booking.read")
@refusing
def booking(request: Any, pk: UUID) -> HttpResponse:
    """One booking: when, with whom, how to reach them, and what can be done with it."""
    it = booking_at(request, pk)
    may_change = may_on(request, it, _ACTION)
    values = {
        "it": it,
        "title": when(it, request.today),
        "name": name_of(it),
        "chip": chip_of(it),
        "facts": _facts_of(request, it),
        "crumbs": crumbs(when(it, request.today)),
        "may_change": may_change and it.is_open,
        "may_join": may_change and it.case_id is None and it.state != Booking.State.CANCELLED,
        "may_record": it.is_open
        and it.case is not None
        and allowed(request, "consultation.record", it.case.thing()),
        "has_begun": it.starts_at <= request.now,
        "was_moved": may_change and it.is_open and it.was_starts_at is not None,
        "move_url": week_url(it.desk, local_day(it.starts_at), move=it.pk),
        "record_url": _record_url(it),
        "week_url": week_url(it.desk, local_day(it.starts_at)),
        "case": it.case,
    }
    return render(request, "counsellor/bookings/booking.html", values)


def _record_url(it: Booking) -> str:
    if not it.case_id:
        return ""
    return f"{reverse('counsellor:record', args=[it.case_id])}?booking={it.pk}"


def _video_link(address: str) -> str:
    return format_html('<a href="{0}" rel="noreferrer">{0}</a>', address) if address else ""


def _facts_of(request: Any, it: Booking) -> list[tuple[str, str]]:
    video = _video_link(it.desk.video_url) if it.channel == Channel.ONLINE else ""
    facts = [
        (_("相談員"), it.member.user.name),
        (_("窓口"), it.where),
        (_("方法"), it.get_channel_display()),
        (_("ビデオ通話のアドレス"), video),
        (_("連絡先"), phone_of(it)),
        (_("用件"), it.purpose),
        (_("取り消した人"), it.get_cancelled_by_display()),
        (_("理由"), it.ended_because),
    ]
    if it.reminded_at:
        facts.append((_("前日の連絡"), moment_on_screen(it.reminded_at, request.today)))
    if it.was_starts_at and it.was_member:
        moved = f"{moment_on_screen(it.was_starts_at, request.today)}　{it.was_member.user.name}"
        facts.append((_("移す前"), moved))
    return [(term, value) for term, value in facts if value]


def _links_to_free(slots: Iterable[Any], desk: Any, today: date, **more: str) -> list[Link]:
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
