"""The lists of openings and of host places, and the ledger of openings as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.text import clean_text, query_grams
from bansou.desks.matching.gate import may_do, refusing
from bansou.desks.matching.offers.kinds import KINDS, Kind
from bansou.desks.matching.offers.telling import hours_in_words, kinds_in_words, wage_in_words
from bansou.desks.matching.sections import lead
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Table, file_response, years_back
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.models import Opening
from bansou.employers.openings.queries import standing_on, to_be_confirmed
from bansou.employers.openings.rules import is_to_be_confirmed
from bansou.placement.hires.queries import hires_at

_PAGE = 50
_STATES = ("open", "old", "closed")


@dataclass(frozen=True, slots=True)
class Row:
    """One offer, ready to be printed."""

    url: str
    title: str
    company: str
    company_url: str
    conditions: Sequence[str]
    said_on: date
    is_old: bool
    closed_on: date | None
    why: str


@require_safe
@door("company.read")
@refusing
def offers(request: Any, kind: str) -> HttpResponse:
    """One list, by state: those that stand, those to be confirmed, those that are closed."""
    it = KINDS[kind]
    state = request.GET.get("state", "open")
    state = state if state in _STATES else "open"
    asked = clean_text(request.GET.get("q", ""))[:100]
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    found = {one: _found(request, it, one, asked, words) for one in _STATES}
    rows, next_url = _page(request, it, found[state], state, asked)
    values = {
        "kind": it,
        "state": state,
        "asked": asked,
        "rows": [_row(row, it, words, request.today) for row in rows],
        "next_url": next_url,
        "total": found[state].count(),
        "states": _state_links(it, found, state, asked),
        "days": words.opening_confirm_days,
        "may_export": may_do(request, "company.export") and it.name == "opening",
        "years": years_back(request.today),
        **lead(request, it.tab),
    }
    return render(request, "matching/offers/list.html", values)


def _found(request: Any, it: Kind, state: str, asked: str, words: Vocabulary) -> QuerySet[Any]:
    rows = it.model.objects.filter(organisation_id=request.actor.require_organisation())
    if asked:
        grams = list(query_grams(asked))
        by_company = Q(company__grams__contains=grams) if grams else Q(pk__in=[])
        rows = rows.filter(Q(title__icontains=asked) | by_company)
    if state == "old":
        return to_be_confirmed(rows, it.begins, request.today, words.opening_confirm_days)
    if state == "open":
        return standing_on(rows, request.today).order_by(f"-{it.begins}", "-id")
    closed = rows.filter(withdrawn_at=None, closed_on__lte=request.today)
    return closed.order_by(f"-{it.begins}", "-id")


def _page(
    request: Any, it: Kind, rows: QuerySet[Any], state: str, asked: str
) -> tuple[list[Any], str]:
    """The rows after the one that the address names, and the way to the next ones."""
    place = _place(request.GET.get("after", ""))
    if place and state != "old":
        began, key = place
        rows = rows.filter(
            Q(**{f"{it.begins}__lt": began}) | Q(**{it.begins: began, "id__lt": key})
        )
    found = list(rows.select_related("company")[: _PAGE + 1])
    if len(found) <= _PAGE or state == "old":
        return found, ""
    last = found[_PAGE - 1]
    after = f"{getattr(last, it.begins).isoformat()}~{last.pk}"
    query = urlencode({"state": state, "q": asked, "after": after})
    return found[:_PAGE], f"{reverse(it.tab)}?{query}"


def _place(written: str) -> tuple[date, UUID] | None:
    try:
        day, key = written.split("~")
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _state_links(it: Kind, found: Any, state: str, asked: str) -> list[Link]:
    labels = {"open": _("いま出ているもの"), "old": _("要確認"), "closed": _("終わったもの")}
    return [
        Link(
            labels[one],
            f"{reverse(it.tab)}?{urlencode({'state': one, 'q': asked})}",
            count=found[one].count(),
            current=one == state,
        )
        for one in _STATES
    ]


def _row(row: Any, it: Kind, words: Vocabulary, today: date) -> Row:
    begun_on = getattr(row, it.begins)
    days = words.opening_confirm_days
    why = row.get_closing_reason_display() if it.name == "opening" else row.closing_note
    return Row(
        url=reverse(f"matching:{it.name}", args=[row.pk]),
        title=row.title,
        company=row.company.name,
        company_url=reverse("matching:company", args=[row.company_id]),
        conditions=[text for text in _conditions(row, it, words) if text],
        said_on=row.confirmed_on or begun_on,
        is_old=row.closed_on is None
        and is_to_be_confirmed(begun_on, row.confirmed_on, today, days),
        closed_on=row.closed_on,
        why=str(why or ""),
    )


def _conditions(row: Any, it: Kind, words: Vocabulary) -> Sequence[str]:
    if it.name == "host":
        return (kinds_in_words(row), row.times, row.place)
    types = words.choices("employment_types")
    type_ = types.get(row.employment_type, row.employment_type)
    return (type_, wage_in_words(row), hours_in_words(row), row.work_place)


@require_safe
@door("company.export")
def ledger(request: Any, year: int, form: str) -> HttpResponse:
    """求人管理簿: the openings of a fiscal year as a file; that somebody took it along is logged."""
    if form not in FORMATS or not 2000 <= year <= 2100:
        raise Http404
    fiscal = FiscalYear(year)
    keeper_id = request.actor.require_organisation()
    rows = list(
        Opening.objects.filter(
            organisation_id=keeper_id,
            withdrawn_at=None,
            posted_on__range=(fiscal.starts_on, fiscal.ends_on),
        )
        .select_related("company")
        .order_by("posted_on", "id")
    )
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="opening_ledger",
        at=request.now,
        keeper_id=keeper_id,
        detail={"fiscal_year": year, "rows": len(rows), "format": form},
    )
    return file_response(_ledger_table(request, rows, fiscal), form)


def _ledger_table(request: Any, rows: Sequence[Opening], fiscal: FiscalYear) -> Table:
    keeper_id = request.actor.require_organisation()
    types = Vocabulary.of(keeper_id, request.today).choices("employment_types")
    hires = _hired_days(keeper_id)
    heads = (
        *(_("番号"), _("受付年月日"), _("求人者の名称"), _("法人番号"), _("所在地"), _("担当者")),
        *(_("連絡先"), _("求人数"), _("職種"), _("仕事の内容"), _("就業場所"), _("雇用形態")),
        *(_("賃金の形"), _("賃金の下限（円）"), _("賃金の上限（円）"), _("就業時間")),
        *(_("ハローワークの求人番号"), _("最後に確かめた日"), _("締切年月日"), _("締切の理由")),
        _("受付より後の採用年月日（当所の記録）"),
    )
    return Table(
        name=_("求人管理簿 %(year)s") % {"year": fiscal.label},
        heads=heads,
        rows=[
            (
                *(number, row.posted_on, row.company.name, row.company.corporate_number),
                *(row.company.address, row.company.contact_name, row.company.phone, row.seats),
                *(row.occupation, row.title, row.work_place),
                types.get(row.employment_type, row.employment_type),
                str(row.get_wage_kind_display()) if row.wage_kind else "",
                *(row.wage_from_yen, row.wage_to_yen, hours_in_words(row)),
                *(row.hellowork_number, row.confirmed_on, row.closed_on),
                str(row.get_closing_reason_display()) if row.closing_reason else "",
                "、".join(
                    day.isoformat() for day in hires.get(row.company_id, ()) if day >= row.posted_on
                ),
            )
            for number, row in enumerate(rows, start=1)
        ],
    )


def _hired_days(keeper_id: UUID) -> dict[UUID, list[date]]:
    """By company, the days on which somebody was hired there."""
    days: dict[UUID, list[date]] = {}
    for company_id, day in hires_at(keeper_id).values_list("company_id", "hired_on"):
        days.setdefault(company_id, []).append(day)
    return {company_id: sorted(found) for company_id, found in days.items()}
