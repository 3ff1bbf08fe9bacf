"""Booking a time with a psychologist on a case, what became of it, and waiting for one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.clock import local_moment, wareki
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.counselling.forms import BookForm, SettleForm
from bansou.desks.counsellor.counselling.reading import to_page
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.support.counselling.booking import (
    book_slot,
    bookings_of,
    open_slots,
    settle_booking,
    stop_waiting,
    wait_for_slot,
)
from bansou.support.counselling.models import CounsellingBooking, CounsellingSlot

_BOOK = "counselling.book"
#: So many free times are offered to choose from.
_SHOWN = 60


@require_http_methods(["GET", "POST"])
@door(_BOOK)
@refusing
def book(request: Any, pk: UUID) -> HttpResponse:
    """Ask which of the free times it is to be; where none suits, the person waits."""
    it = opened(request, pk, _BOOK)
    words = Vocabulary.of(it.case.organisation_id, it.today)
    free = {str(slot.pk): slot for slot in open_slots(it.case, request.now)[:_SHOWN]}
    form = BookForm(
        request.POST or None, slots=[(key, _called(slot, words)) for key, slot in free.items()]
    )
    if form.is_valid():
        try:
            if chosen := form.cleaned_data["slot"]:
                book_slot(by=request.actor, case=it.case, slot=free[chosen], at=request.now)
                messages.success(request, _("予約しました。"))
            else:
                wait_for_slot(by=request.actor, case=it.case, at=request.now)
                messages.success(request, _("空き待ちの一覧に載せました。"))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(to_page(pk))
    title = _("心理カウンセリングを予約する")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("決める"),
        crumb=title,
        form=form,
        body=""
        if free
        else _("いま空いている枠はありません。空き待ちにすると、待った日数が残ります。"),
        back_url=to_page(pk),
    )


def _called(slot: CounsellingSlot, words: Vocabulary) -> str:
    place = _("オンライン") if slot.video_url else words.label("places", slot.place)
    said = {"when": when(slot.starts_at), "place": place, "name": slot.member.user.name}
    return _("%(when)sから　%(place)s　%(name)s") % said


def when(moment: datetime) -> str:
    """A moment as an office says it: day by era, then the time."""
    local = local_moment(moment)
    return f"{wareki(local.date())} {local:%H:%M}"


@require_http_methods(["GET", "POST"])
@door(_BOOK)
@refusing
def booking(request: Any, pk: UUID, booking: UUID) -> HttpResponse:
    """Ask what became of a booking."""
    it = opened(request, pk, _BOOK)
    found = bookings_of(it.case).filter(pk=booking).first()
    if found is None:
        raise Http404
    form = SettleForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        try:
            settle_booking(
                by=request.actor,
                booking=found,
                state=form.cleaned_data["state"],
                seen_version=form.cleaned_data["version"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _done(form.cleaned_data["state"]))
            return redirect(to_page(pk))
    title = _("予約の結果を入れる")
    return ask(
        request,
        it.case,
        title=title,
        verb=_("記録する"),
        crumb=title,
        form=form,
        facts=[
            (_("日時"), when(found.slot.starts_at)),
            (_("心理職"), found.slot.member.user.name),
            (_("いまの状態"), found.get_state_display()),
        ],
        back_url=to_page(pk),
    )


def _done(state: str) -> str:
    if state == CounsellingBooking.State.ATTENDED:
        return _("来たことを記録しました。実施の回数には、心理職が記録を書くと入ります。")
    if state == CounsellingBooking.State.NO_SHOW:
        return _("来なかったことを、経過に載せました。")
    return _("予約を取り消しました。枠は空きに戻りました。")


@require_POST
@door(_BOOK)
@refusing
def wait_end(request: Any, pk: UUID) -> HttpResponse:
    """Somebody waits no longer."""
    it = opened(request, pk, _BOOK)
    stop_waiting(case=it.case, at=request.now)
    messages.success(request, _("空き待ちを終えました。"))
    return redirect(to_page(pk))
