"""事例シートの一覧: how each sheet stands, who drew it up, and which wait for the member at the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.desks.manager.finding import may_here
from bansou.desks.manager.sheet_rows import CHIPS, chip_of, pairs_of
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip, Link
from bansou.desks.shared.waiting_sheets import WAITING, waiting_sheets
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import sheets_of, with_standing
from bansou.grants.casebook.standing import DRAFT
from bansou.programmes.queries import programmes_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet in the list: how it stands, and whether the member is to decide about it."""

    sheet: CaseSheet
    kind: str
    waits: bool
    is_latest: bool

    @property
    def chip(self) -> Chip:
        return chip_of(self.kind)

    @property
    def pairs(self) -> list[str]:
        return pairs_of(self.sheet)

    def is_asked_for(self, state: str) -> bool:
        return not state or state == self.kind or (self.waits and state == WAITING)


@door("sheet.read")
def index(request: Any) -> HttpResponse:
    """All sheets of the organisation, by programme; or those of one state."""
    listed = _listed(request)
    state = request.GET.get("state", "")
    state = state if state in (WAITING, *CHIPS) else ""
    by_programme = {
        programme: [it for it in sheets if it.is_asked_for(state)]
        for programme, sheets in groupby(listed, key=lambda it: it.sheet.programme_id)
    }
    return render(
        request,
        "manager/sheets/index.html",
        {
            "listed": [
                (it, FiscalYear(it.fiscal_year).label, by_programme.get(it.pk, []))
                for it in programmes_of(request.actor.sees)
                if not state or by_programme.get(it.pk)
            ],
            "state": state,
            "states": _states(listed, state) if listed else [],
            "may_draw_up": may_here(request, "sheet.draw_up"),
        },
    )


def _listed(request: Any) -> list[Listed]:
    waiting: Collection[UUID] = {it.pk for it in waiting_sheets(request)}
    rows, seen = [], set()
    for it in with_standing(sheets_of(request.actor.sees)):
        kind = it.stands or DRAFT  # type: ignore[attr-defined]
        rows.append(Listed(it, kind, it.pk in waiting, it.programme_id not in seen))
        seen.add(it.programme_id)
    return rows


def _states(listed: list[Listed], asked: str) -> list[Link]:
    """The filters above the list: all, what waits for the member, and each state that occurs."""
    words = {
        "": _("すべて"),
        WAITING: _("あなたの承認待ち"),
        **{kind: str(text) for kind, (text, _shape) in CHIPS.items()},
    }
    counts = {one: sum(it.is_asked_for(one) for it in listed) for one in words}
    address = reverse("manager:sheets")
    return [
        Link(
            text,
            f"{address}?state={one}" if one else address,
            count=counts[one],
            current=one == asked,
        )
        for one, text in words.items()
        if counts[one] or one == asked
    ]
