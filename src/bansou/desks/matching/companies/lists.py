"""The list of companies, and the same list as a file."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.desks.matching.companies.listing import Asked, listing_of, shown_rows
from bansou.desks.matching.gate import may_do
from bansou.desks.matching.sections import lead
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Table, file_response


@require_safe
@door("company.read")
def companies(request: Any) -> HttpResponse:
    """The list with its filters; htmx asks for the table alone."""
    listing = listing_of(request.actor, request.today, request.GET, reverse("matching:companies"))
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    page = "matching/companies/_results.html" if is_part else "matching/companies/list.html"
    values = {
        "listing": listing,
        "is_part": is_part,
        "may_edit": may_do(request, "company.edit"),
        "may_export": may_do(request, "company.export"),
        **lead(request, "matching:companies"),
    }
    response = render(request, page, values)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@require_safe
@door("company.export")
def export(request: Any, form: str) -> HttpResponse:
    """The whole list as CSV or XLSX; that somebody took it along is logged."""
    if form not in FORMATS:
        raise Http404
    asked = Asked.of(request.actor, request.today, request.GET)
    rows = list(asked.companies().order_by("name_key", "id"))
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="company",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail={name: value for name, value in asdict(asked.narrowing).items() if value}
        | {"hits": len(rows), "format": form},
    )
    return file_response(_table(rows, asked), form)


def _table(rows: list[Any], asked: Asked) -> Table:
    heads = (
        *(
            _("名称"),
            _("カナ"),
            _("法人番号"),
            _("業種"),
            _("人手不足産業"),
            _("地区"),
            _("所在地"),
        ),
        *(_("電話"), _("担当の方"), _("従業員の数"), _("段階"), _("最後の接触"), _("次の行動")),
        *(_("次の行動の期限"), _("求人・受入先"), _("採用意欲")),
    )
    return Table(
        name=_("企業一覧 %(day)s") % {"day": f"{asked.today:%Y-%m-%d}"},
        heads=heads,
        rows=[
            (
                *(row.name, row.kana, row.corporate_number, shown.industry),
                *(_("該当") if shown.is_short else "", row.area, row.address, row.phone),
                *(row.contact_name, row.employees, shown.stage, shown.last_on, shown.act),
                *(shown.due_on, shown.offers, shown.stance),
            )
            for row, shown in zip(rows, shown_rows(rows, asked), strict=True)
        ],
    )
