"""The case list, and the same list as a file."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.desks.counsellor.cases.listing import Asked, Shown, listing_of, shown_rows
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import Cell, Table, file_response
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.listing import Row, all_rows
from bansou.people.cases.onset import onset_in_words, time_since
from bansou.people.cases.queries import Household, Narrowing, Whose, waiting_for_somebody


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
    """The whole list as CSV or XLSX; that somebody took it along is logged."""
    form = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    asked = Asked.of(request.actor, request.today, request.GET)
    rows = all_rows(asked.cases(), asked.segments)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="case",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail=_detail(asked.narrowing, asked.vocabulary, len(rows)) | {"format": form},
    )
    return file_response(_table(rows, asked), form)


def _detail(narrowing: Narrowing, words: Vocabulary, hits: int) -> dict[str, Any]:
    """What was searched for and how the list was narrowed, in the words of the day (ADR 0005)."""
    said = {name: value for name, value in asdict(narrowing).items() if value}
    if narrowing.category:
        said["category_label"] = words.label("categories", narrowing.category)
    if stage := words.stages().get(narrowing.stage):
        said["stage_label"] = stage.title
    return said | {"hits": hits}


_HEADS = (
    gettext_lazy("ケース番号"),
    gettext_lazy("氏名"),
    gettext_lazy("カナ"),
    gettext_lazy("対象区分"),
    gettext_lazy("段階"),
    gettext_lazy("担当"),
    gettext_lazy("次の行動"),
    gettext_lazy("期限"),
    gettext_lazy("期限（和暦）"),
    gettext_lazy("最終接触"),
    gettext_lazy("最終接触（和暦）"),
    gettext_lazy("最終接触からの日数"),
    gettext_lazy("登録"),
    gettext_lazy("終結"),
)
_HEADS_AT_HOME = (
    gettext_lazy("始まり"),
    gettext_lazy("始まりからの期間"),
    gettext_lazy("8050世帯"),
)
_ANSWERS = {
    Household.YES: gettext_lazy("8050世帯"),
    Household.NO: gettext_lazy("8050世帯ではない"),
    Household.UNKNOWN: gettext_lazy("未確認"),
}


def _table(rows: Any, asked: Asked) -> Table:
    heads = [*_HEADS, *(_HEADS_AT_HOME if asked.shows_onset else ())]
    return Table(
        name=f"{asked.title} {asked.today:%Y-%m-%d}",
        heads=[str(head) for head in heads],
        rows=[
            [*_cells(row, shown, asked), *(_at_home(row, asked) if asked.shows_onset else ())]
            for row, shown in zip(rows, shown_rows(rows, asked), strict=True)
        ],
    )


def _cells(row: Row, shown: Shown, asked: Asked) -> tuple[Cell, ...]:
    last_on = row.last_contact_on
    return (
        row.number,
        shown.name,
        shown.kana,
        shown.category,
        shown.stage,
        shown.responsible,
        shown.act,
        row.next_action_on,
        wareki(row.next_action_on) if row.next_action_on else "",
        last_on,
        wareki(last_on) if last_on else "",
        (asked.today - last_on).days if last_on else _("まだ"),
        row.opened_on,
        row.closed_on,
    )


def _at_home(row: Row, asked: Asked) -> tuple[Cell, ...]:
    """Since when and with whom; nothing of cases whose casework is not the reader's to know."""
    if not asked.tells_casework_of(row):
        return ("", "", "")
    return (
        onset_in_words(row.onset_on, row.onset_known),
        time_since(row.onset_on, row.onset_known, asked.today),
        str(_ANSWERS[row.household]),
    )
