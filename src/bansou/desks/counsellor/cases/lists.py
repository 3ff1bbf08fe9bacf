"""The case list, and the same list as a file."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.desks.counsellor.cases.listing import Asked, listing_of, shown_rows
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import Table, file_response
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.listing import all_rows
from bansou.people.cases.queries import Narrowing, Whose, waiting_for_somebody


@require_safe
@door("case.list")
def cases(request: Any) -> HttpResponse:
    """The list with its filters; htmx asks for the table alone. What was shown is logged."""
    listing = listing_of(request.actor, request.today, request.GET, reverse("counsellor:cases"))
    note_list(
        by=request.actor,
        kind=AccessLog.Kind.SEARCH if listing.narrowing.asked else AccessLog.Kind.LIST,
        subject="case",
        at=request.now,
        shown=listing.keys,
        detail=_detail(listing.narrowing, listing.vocabulary, listing.total),
    )
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    page = "counsellor/cases/_results.html" if is_part else "counsellor/cases/list.html"
    values = {
        "listing": listing,
        "is_part": is_part,
        "may_register": may(request.actor, "case.register", None, request.today),
    }
    if not listing.total and listing.narrowing.whose is Whose.MINE:
        values["waiting"] = waiting_for_somebody(request.actor).count()
    response = render(request, page, values)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@require_safe
@door("case.edit")
def export(request: Any) -> HttpResponse:
    """The whole list as CSV; that somebody took it along is logged."""
    asked = Asked.of(request.actor, request.today, request.GET)
    rows = all_rows(asked.cases(), asked.segments)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="case",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail=_detail(asked.narrowing, asked.vocabulary, len(rows)) | {"format": "csv"},
    )
    return file_response(_table(rows, asked), "csv")


def _detail(narrowing: Narrowing, words: Vocabulary, hits: int) -> dict[str, Any]:
    """What was searched for and how the list was narrowed, in the words of the day (ADR 0005)."""
    said = {name: value for name, value in asdict(narrowing).items() if value}
    if narrowing.category:
        said["category_label"] = words.label("categories", narrowing.category)
    if stage := words.stages().get(narrowing.stage):
        said["stage_label"] = stage.title
    return said | {"hits": hits}


def _table(rows: Any, asked: Asked) -> Table:
    heads = (
        _("ケース番号"),
        _("氏名"),
        _("カナ"),
        _("対象区分"),
        _("段階"),
        _("担当"),
        _("次の行動"),
        _("期限"),
        _("期限（和暦）"),
        _("最終接触"),
        _("最終接触（和暦）"),
        _("登録"),
        _("終結"),
    )
    return Table(
        name=f"{asked.title} {asked.today:%Y-%m-%d}",
        heads=heads,
        rows=[
            (
                row.number,
                shown.name,
                shown.kana,
                shown.category,
                shown.stage,
                shown.responsible,
                shown.act,
                row.next_action_on,
                wareki(row.next_action_on) if row.next_action_on else "",
                row.last_contact_on,
                wareki(row.last_contact_on) if row.last_contact_on else "",
                row.opened_on,
                row.closed_on,
            )
            for row, shown in zip(rows, shown_rows(rows, asked), strict=True)
        ],
    )
