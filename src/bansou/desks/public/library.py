"""事例ライブラリー: the published case sheets of all bodies, to be searched and taken home."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.commons.figures import target_actual_on_screen
from bansou.desks.public.forms import LibraryFilter
from bansou.desks.shared.door import door
from bansou.desks.shared.sheet_files import FORMATS, file_of, offered
from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.library import (
    edition_for_all,
    in_place_of,
    published,
    published_sheet,
)
from bansou.grants.casebook.models import PublishedSheet
from bansou.grants.casebook.sheet import KpiRow, Sheet
from bansou.schemes.menu import national_menu

_SHOWN = 200
#: What is taken back is gone from caches within this many seconds.
_CACHED = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """A published sheet in the list."""

    one: PublishedSheet
    year: str
    cost: str
    figures: Sequence[tuple[KpiRow, str]]
    menu: Sequence[str]
    groups: Sequence[str]


@door("public.read")
@require_safe
def index(request: Any) -> HttpResponse:
    """The published sheets that fit what is asked."""
    form = LibraryFilter(request.GET or None)
    asked = form.asked()
    sheets = list(published(**asked)[:_SHOWN])
    return _kept_shortly(
        render(
            request,
            "public/library/index.html",
            {
                "form": form,
                "listed": [_listed(one) for one in sheets],
                "is_narrowed": any(asked.values()),
            },
        )
    )


def _listed(one: PublishedSheet) -> Listed:
    menu = national_menu()
    items = (menu.item(key) for key in one.menu)
    groups = (menu.target_group(key) for key in one.target_groups)
    sheet = edition_for_all(one).sheet
    return Listed(
        one=one,
        year=FiscalYear(one.fiscal_year).label,
        cost=sheet.eligible_cost,
        figures=[
            (row, target_actual_on_screen(row.target, row.actual) + row.unit) for row in sheet.kpi
        ],
        menu=[item.short for item in items if item],
        groups=[group.label for group in groups if group],
    )


@door("public.read")
@require_safe
def page(request: Any, key: UUID) -> HttpResponse:
    """One sheet as a page; the address of an earlier edition leads to the one that replaced it."""
    one = _published(key)
    if one.pk != key:
        return _kept_shortly(redirect("public:sheet", key=one.pk, permanent=True))
    sheet: Sheet = edition_for_all(one).sheet
    return _kept_shortly(
        render(
            request,
            "public/library/page.html",
            {
                "one": one,
                "sheet": sheet,
                "flow": svg(sheet.flow) if sheet.flow else "",
                "figures": [(row, "") for row in sheet.kpi],
                "formats": offered(),
            },
        )
    )


@door("public.read")
@require_safe
def file(request: Any, key: UUID, form: str) -> HttpResponse:
    """The sheet as a file; it refers to no record."""
    if form not in FORMATS:
        raise Http404
    one = _published(key)
    if one.pk != key:
        return _kept_shortly(redirect("public:sheet_file", key=one.pk, form=form, permanent=True))
    return _kept_shortly(file_of(edition_for_all(one), form))


def _published(key: UUID) -> PublishedSheet:
    """The sheet of an address, or the one that took its place."""
    one = published_sheet(key) or in_place_of(key)
    if one is None:
        raise Http404
    return one


def _kept_shortly(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=_CACHED)
    return answer
