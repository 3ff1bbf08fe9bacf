"""事業スキーム: the texts of its case sheet in a form; a new version is proposed, nothing is in force yet."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.views.revising import is_of_latest, latest_of, proposed
from bansou.desks.manager.wording_form import SheetWordingForm, initial_of
from bansou.desks.shared.door import door
from bansou.grants.casebook.content import from_scheme, with_wording
from bansou.grants.casebook.room import Room, room_left
from bansou.grants.casebook.sheet import Foot, Sheet
from bansou.grants.casebook.wording import worded, wording_of
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import eligible_cost_yen, read
from bansou.schemes.editing_sheet import with_sheet_texts


@door("programme.edit")
def page(request: Any, key: UUID) -> HttpResponse:
    """Change the texts that the next case sheets begin with."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    sheet = _as_it_would_be(request, programme, latest)
    base = wording_of(sheet)
    form = SheetWordingForm(
        request.POST or None, base=base, initial=initial_of(base, latest.number)
    )
    if form.is_bound:
        room = None
        if form.is_valid() and is_of_latest(form, "version", latest):
            room = form.room_on(lambda wording: worded(sheet, wording))
        if room is not None:
            texts = with_wording(read(latest.text).sheet, form.wording())
            return proposed(request, programme, latest, with_sheet_texts(latest.text, texts))
    elif room := _room_as_it_is(sheet):
        form.tell(room)
    return render(
        request,
        "manager/schemes/texts.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "form": form,
            "room": room,
        },
        status=422 if form.is_bound else 200,
    )


def _room_as_it_is(sheet: Sheet) -> Room | None:
    """The room that the texts in force leave; None where one of them has too little to be printed."""
    try:
        return room_left(sheet)
    except Refusal:
        return None


def _as_it_would_be(request: Any, programme: Programme, latest: SchemeVersion) -> Sheet:
    """A sheet of the version in force, with ― for the figures: it is for its texts alone."""
    return from_scheme(
        read(latest.text),
        fiscal_year=FiscalYear(programme.fiscal_year),
        eligible_yen=eligible_cost_yen(programme),
        pairs={},
        foot=Foot(
            request.today, str(latest.number), request.actor.organisation_name, request.now, 1
        ),
    )
