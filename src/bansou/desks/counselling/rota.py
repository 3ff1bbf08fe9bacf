"""枠と予約: the times that psychologists offer, who is booked, and who waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.audit.actions import note_list
from bansou.commons.clock import day_begins_at, day_in_sentence, local_day, local_moment
from bansou.commons.organisations.models import Role
from bansou.desks.counselling.finding import answered, may_do, members_of, refusing, tabs_of
from bansou.desks.counselling.forms import OfferForm
from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_running_on, scheme_on
from bansou.support.counselling.booking import waiting
from bansou.support.counselling.models import CounsellingSlot, CounsellingWait
from bansou.support.counselling.queries import cases_of_team
from bansou.support.counselling.recording import HELD
from bansou.support.counselling.refusals import NoProgramme
from bansou.support.counselling.rostering import offer_slots, slots_between, withdraw_slot

#: So many days back, where it has to be said who came, and so many ahead are listed.
_BACK, _AHEAD = 14, 62


@dataclass(frozen=True, slots=True)
class Row:
    """One time: when, by whom, where, and as far as the member may know it, with whom."""

    slot: CounsellingSlot
    on: date
    time: str
    place: str
    state: str
    name: str
    url: str
    may_withdraw: bool


@require_safe
@door("counselling.rota")
@refusing
def rota(request: Any) -> HttpResponse:
    """The times of two weeks back and two months ahead; names only for who may book."""
    keeper_id, today = request.actor.require_organisation(), request.today
    since = day_begins_at(today - timedelta(days=_BACK))
    until = day_begins_at(today + timedelta(days=_AHEAD))
    slots = list(slots_between(keeper_id, since, until))
    waits = list(waiting(keeper_id)) if _names(request) else []
    values = {
        "rows": _rows(request, slots),
        "waits": _waits(request, waits),
        "knows_names": _names(request),
        "may_offer": may_do(request, "counselling.offer"),
        "tabs": tabs_of(request, "counselling:rota"),
    }
    held = [one for slot in slots for one in slot.held] if _names(request) else []  # type: ignore[attr-defined]
    note_list(
        by=request.actor,
        subject="counselling.rota",
        at=request.now,
        shown=[(one.organisation_id, one.case_id) for one in (*held, *waits)],
        detail={},
    )
    return render(request, "counselling/rota.html", values)


def _waits(request: Any, waits: list[CounsellingWait]) -> list[tuple[CounsellingWait, str, str]]:
    """Who waits, and where their times are booked by who opens the case."""
    mine = _cases_to_open(request)
    return [
        (
            wait,
            called(wait.case),
            reverse("counsellor:counselling_book", args=[wait.case_id])
            if mine is None or wait.case_id in mine
            else "",
        )
        for wait in waits
    ]


def _names(request: Any) -> bool:
    return may_do(request, "counselling.book")


def _rows(request: Any, slots: list[CounsellingSlot]) -> list[Row]:
    words = Vocabulary.of(request.actor.require_organisation(), request.today)
    mine = _cases_to_open(request)
    return [_row(request, slot, words, mine) for slot in slots]


def _cases_to_open(request: Any) -> set[UUID] | None:
    """The cases that the member opens; None where that is any of the office."""
    if request.actor.role != Role.PSYCHOLOGIST:
        return None
    return set(
        cases_of_team(request.actor.membership_id, request.today).values_list("pk", flat=True)
    )


def _row(request: Any, slot: Any, words: Vocabulary, mine: set[UUID] | None) -> Row:
    held = slot.held[0] if slot.held else None
    begins, ends = local_moment(slot.starts_at), local_moment(slot.ends_at)
    place = _("オンライン") if slot.video_url else words.label("places", slot.place)
    opens = held and _names(request) and (mine is None or held.case_id in mine)
    return Row(
        slot=slot,
        on=begins.date(),
        time=f"{begins:%H:%M}–{ends:%H:%M}",
        place=place,
        state=held.state if held else "free",
        name=called(held.case) if held and _names(request) else "",
        url=(
            reverse("counsellor:counselling_booking", args=[held.case_id, held.pk])
            if held and opens
            else ""
        ),
        may_withdraw=(
            held is None and slot.starts_at > request.now and may_do(request, "counselling.offer")
        ),
    )


@require_http_methods(["GET", "POST"])
@door("counselling.offer")
@refusing
def offer(request: Any) -> HttpResponse:
    """Ask when a psychologist receives people; offer all of these times or none."""
    programme = _programme(request)
    members = members_of(request)
    me = next((m for m in members if m.pk == request.actor.membership_id), None)
    form = OfferForm(
        request.POST or None,
        members=members,
        scheme=scheme_on(programme, request.today),
        initial={"member": str(me.pk) if me else "", "on": request.today + timedelta(days=1)},
    )

    def do() -> None:
        offer_slots(
            by=request.actor,
            programme=programme,
            member=form.members[form.cleaned_data["member"]],
            hours=form.hours(),
            at=request.now,
        )

    return answered(
        request,
        form,
        do,
        done=_("枠を出しました。相談員が予約できます。"),
        title=_("枠を出す"),
        verb=_("枠を出す"),
        body=_("有効な資格の登録がある日だけ、枠を出せます。"),
        back="counselling:rota",
    )


def _programme(request: Any) -> Programme:
    """The programme with psychological counselling that runs today.

    :raises NoProgramme: there is none
    """
    running = programmes_running_on(request.actor.require_organisation(), request.today)
    for programme in running:
        if scheme_on(programme, request.today).act(HELD):
            return programme
    raise NoProgramme()


@require_POST
@door("counselling.offer")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Take back a time that nobody holds."""
    slot = CounsellingSlot.objects.filter(
        organisation_id=request.actor.require_organisation(), pk=pk
    ).first()
    if slot is None:
        raise Http404
    withdraw_slot(slot=slot, at=request.now)
    said = {"day": day_in_sentence(local_day(slot.starts_at), request.today)}
    messages.success(request, _("%(day)sの枠を取り下げました。") % said)
    return redirect("counselling:rota")
