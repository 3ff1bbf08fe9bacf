"""What happens to a booking: moved, called off, nobody came, joined to a case, reminded of."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import day_in_sentence, local_day, moment_on_screen
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.bookings.finding import (
    booking_at,
    case_with,
    crumbs,
    day_in,
    desks_at,
    member_in,
    name_of,
    note_names,
    week_url,
    when,
)
from bansou.desks.counsellor.bookings.forms import CancelForm, JoinForm, NoShowForm, SlotForm
from bansou.desks.counsellor.bookings.listing import line_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link
from bansou.support.consultation.booking.actions import (
    Place,
    join_case,
    mark_no_show,
    mark_reminded,
    move,
    move_back,
    refuse_ended,
    refuse_joined,
    refuse_unmissed,
)
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.consultation.booking.planning import timetable_of
from bansou.support.consultation.booking.queries import bookings_between
from bansou.support.consultation.booking.refusals import CaseNotOpenToYou
from bansou.support.consultation.booking.waiting import cancel_and_move_up, confirm

_ACTION = "booking.make"


def asked(
    request: Any,
    *,
    title: str,
    verb: str,
    form: DeskForm,
    back_url: str,
    body: str = "",
    facts: list[tuple[str, str]] | None = None,
    above: list[Link] | None = None,
    beside: Link | None = None,
) -> HttpResponse:
    """A question with a few fields on a page of its own.

    :param above: the way here; without it the one from the week
    :param beside: what may have to be done first
    """
    values = {
        "title": title,
        "verb": verb,
        "form": form,
        "body": body,
        "facts": facts or [],
        "back_url": back_url,
        "beside": beside,
        "crumbs": crumbs(verb) if above is None else above,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "counsellor/bookings/form.html", values, status=status)


def _question(
    request: Any,
    it: Booking,
    form: DeskForm,
    work: Callable[[], str],
    refuse: Callable[[], None],
    **words: Any,
) -> HttpResponse:
    """Ask; when the answer is valid do the work, which says in a sentence what it did.

    :param refuse: says no where there is nothing left to ask
    """
    if not form.is_bound:
        refuse()
    back = reverse("counsellor:booking", args=[it.pk])
    if form.is_valid():
        try:
            said = work()
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, said)
            return redirect(back)
    facts = [(_("予約"), when(it, request.today)), (_("対象"), name_of(it))]
    return asked(request, form=form, back_url=back, facts=facts, **words)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def cancel(request: Any, pk: UUID) -> HttpResponse:
    """Ask by whom and why; call the booking off, and keep its time for who waits."""
    it = booking_at(request, pk, _ACTION)
    form = CancelForm(request.POST or None)

    def work() -> str:
        offered = cancel_and_move_up(
            by=request.actor, booking=it, **form.cleaned_data, at=request.now
        )
        if offered is None:
            return _("予約を取り消しました。この時間は、また予約できます。")
        return _("予約を取り消しました。空き待ちの%(name)sに、この時間をとってあります。") % {
            "name": name_of(offered)
        }

    return _question(
        request,
        it,
        form,
        work,
        lambda: refuse_ended(it),
        title=_("この予約を取り消しますか"),
        body=_(
            "空き待ちの人がいれば、いちばん長く待っている人のために、この時間をとっておきます。"
        ),
        verb=_("取り消す"),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def no_show(request: Any, pk: UUID) -> HttpResponse:
    """Ask what is known; note that nobody came."""
    it = booking_at(request, pk, _ACTION)
    form = NoShowForm(request.POST or None)

    def work() -> str:
        mark_no_show(booking=it, because=form.cleaned_data["because"], at=request.now)
        return _("「来なかった」と記録しました。次の連絡の約束を、ケースに入れてください。")

    return _question(
        request,
        it,
        form,
        work,
        lambda: refuse_unmissed(it, request.now),
        title=_("来なかったと記録しますか"),
        body=_("責めるための記録ではありません。次の連絡につなげます。"),
        verb=_("記録する"),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def join(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the case's number; join a booking without a name to it."""
    it = booking_at(request, pk, _ACTION)
    form = JoinForm(request.POST or None)

    def work() -> str:
        number = form.cleaned_data["case_number"].strip()
        case = case_with(request, number, it.organisation_id)
        if case is None:
            raise CaseNotOpenToYou(field="case_number")
        join_case(by=request.actor, booking=it, case=case, at=request.now)
        return _("予約をケース%(number)sにつなぎました。") % {"number": case.number}

    return _question(
        request,
        it,
        form,
        work,
        lambda: refuse_joined(it),
        title=_("この予約をケースにつなぎますか"),
        body=_("はじめての人は、先にケースを受け付けてから、その番号を入れます。"),
        verb=_("つなぐ"),
        beside=Link(_("相談を受け付ける"), reverse("counsellor:register")),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def move_to(request: Any, pk: UUID) -> HttpResponse:
    """Ask at what time of a counsellor's day; move the booking there."""
    it = booking_at(request, pk, _ACTION)
    desk, day = desks_at(request).chosen, day_in(request)
    if desk is None or desk.organisation_id != it.organisation_id:
        raise Http404
    table = timetable_of(desk, day, day)
    member = member_in(request, [duty.member for duty in table.duties])
    slots = [s for s in table.free_on(day, request.now) if s.member_id == member.pk]
    form = SlotForm(request.POST or None, slots=slots)

    def work() -> str:
        to = Place(desk=desk, member_id=member.pk, starts_at=form.starts_at(day))
        move(by=request.actor, booking=it, to=to, at=request.now)
        return _("予約を移しました。まちがえたときは「元に戻す」で戻せます。")

    words = {"day": day_in_sentence(day, request.today), "name": member.user.name}
    return _question(
        request,
        it,
        form,
        work,
        lambda: refuse_ended(it),
        title=_("%(day)sの%(name)sの時間に移す") % words,
        verb=_("移す"),
    )


def _settled(request: Any, pk: UUID, work: Callable[[Booking], str]) -> HttpResponse:
    """Do something that needs no question, and go back to the booking or where one came from."""
    it = booking_at(request, pk, _ACTION)
    messages.success(request, work(it))
    if request.POST.get("then") == "calls":
        query = {"desk": it.desk_id, "on": local_day(it.starts_at).isoformat()}
        return redirect(f"{reverse('counsellor:calls')}?{urlencode(query)}")
    return redirect("counsellor:booking", it.pk)


@require_POST
@door(_ACTION)
@refusing
def undo_move(request: Any, pk: UUID) -> HttpResponse:
    """Put the booking back to where it was."""

    def work(it: Booking) -> str:
        move_back(by=request.actor, booking=it, at=request.now)
        return _("元の時間に戻しました。")

    return _settled(request, pk, work)


@require_POST
@door(_ACTION)
@refusing
def agree(request: Any, pk: UUID) -> HttpResponse:
    """Whoever came up from the waiting list says that they come."""

    def work(it: Booking) -> str:
        confirm(booking=it, at=request.now)
        return _("予約に決めました。")

    return _settled(request, pk, work)


@require_POST
@door(_ACTION)
@refusing
def reminded(request: Any, pk: UUID) -> HttpResponse:
    """Note that somebody was called the day before."""

    def work(it: Booking) -> str:
        mark_reminded(booking=it, at=request.now)
        return _("%(name)sへの連絡を済みにしました。") % {"name": name_of(it)}

    return _settled(request, pk, work)


@require_safe
@door("booking.read")
@refusing
def calls(request: Any) -> HttpResponse:
    """Whom to call on the day before: of the next day on which somebody is booked."""
    desk = desks_at(request).chosen
    if desk is None:
        raise Http404
    day = day_in(request) if "on" in request.GET else _next_booked_day(request, desk)
    found = bookings_between(
        request.actor, day, day, keeper_id=desk.organisation_id, today=request.today
    ).filter(desk=desk, state__in=Booking.OPEN)
    bookings = list(found)
    note_names(request, bookings)
    values = {
        "crumbs": crumbs(_("前日の連絡")),
        "desk": desk,
        "title": _("%(day)sの予約の、前日の連絡") % {"day": day_in_sentence(day, request.today)},
        "rows": [
            (
                line_of(booking),
                booking,
                booking.reminded_at and moment_on_screen(booking.reminded_at, request.today),
            )
            for booking in bookings
        ],
        "week_url": week_url(desk, day),
    }
    return render(request, "counsellor/bookings/calls.html", values)


def _next_booked_day(request: Any, desk: ServiceDesk) -> date:
    ahead = bookings_between(
        request.actor,
        request.today + timedelta(days=1),
        request.today + timedelta(days=14),
        keeper_id=desk.organisation_id,
        today=request.today,
    ).filter(desk=desk, state__in=Booking.OPEN)
    first = ahead.first()
    return local_day(first.starts_at) if first else request.today + timedelta(days=1)
