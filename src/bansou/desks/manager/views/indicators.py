"""The records behind one figure: how it counts, what was counted, what was not and why."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.figures import figure, rate
from bansou.desks.manager.evidence import Item, Listing, items_of, reasons_summed
from bansou.desks.manager.figures import evidence_url, in_words
from bansou.desks.manager.finding import may_here, programme_at, reading_at
from bansou.desks.manager.frozen import measure_row
from bansou.desks.manager.logged import LISTS as TABS
from bansou.desks.manager.logged import of_programme
from bansou.desks.manager.views.capacity import is_of_counselling
from bansou.desks.shared.charts import Row
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Cell, Table, file_response
from bansou.desks.shared.parts import Chip, Link, Page
from bansou.engines.indicators import Part, explain_unit
from bansou.evidence.indicators.parts import PREFIX
from bansou.evidence.indicators.queries import Reading, measures_of, printed
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_version_on

PAGE_SIZE = 50


@door("indicator.read")
def page(request: Any, key: UUID, indicator: str) -> HttpResponse:
    """One indicator with the list of records that is as long as its number."""
    programme = programme_at(request, key)
    reading = reading_at(request, programme, indicator)
    tab = _tab(request)
    items = items_of(reading, tab)
    start = _start(request, items)
    listing = Listing(request, reading, items, start, start + PAGE_SIZE)
    _note(request, programme, listing, tab, AccessLog.Kind.OPEN)
    counts = _counts(reading)
    row = Row(reading.definition.label, reading.target, reading.value, reading.definition.unit)
    return render(
        request,
        "manager/indicators/page.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "definition": reading.definition,
            "counting": in_words(reading),
            "unit": explain_unit(reading.definition),
            "digest": short(reading.definition_digest),
            "full_digest": reading.definition_digest,
            "moment_of_data": request.now,
            "version": scheme_version_on(programme, reading.scheme_day),
            "row": row,
            "counts": counts,
            "unknown_share": rate(len(reading.answer.unknown), counts["all"]),
            "parts": [(part, _part_value(reading, part)) for part in reading.answer.parts],
            "tabs": _tabs(reading, tab),
            "tab": tab,
            "tab_name": TABS[tab],
            "tab_table": _("%(list)sの表") % {"list": TABS[tab]},
            "export_query": "" if tab == "counted" else f"?tab={tab}",
            "nothing_counted": _nothing_counted(reading),
            "rows": listing.rows,
            "has_more": any(item.also for item in items),
            "reasons": reasons_summed(reading, items),
            "page": _page(reading, tab, items, start),
            "measures": [measure_row(m) for m in measures_of(programme, indicator)[:5]],
            "has_slots": is_of_counselling(reading),
            "may_freeze": may_here(request, "indicator.freeze"),
            "may_set_target": may_here(request, "target.set"),
            "is_part": indicator.startswith(PREFIX),
            "sees_names": may_here(request, "case.open"),
        },
    )


@door("indicator.read")
def export(request: Any, key: UUID, indicator: str, form: str) -> HttpResponse:
    """The records behind one figure as a file, with names only for who may open the cases."""
    if form not in FORMATS:
        raise Http404
    programme = programme_at(request, key)
    reading = reading_at(request, programme, indicator)
    tab = _tab(request)
    listing = Listing(request, reading, items_of(reading, tab))
    table = evidence_table(listing, tab, FiscalYear(programme.fiscal_year).label)
    _note(request, programme, listing, tab, AccessLog.Kind.EXPORT)
    return file_response(table, form)


def _tab(request: Any) -> str:
    asked = request.GET.get("tab", "counted")
    return asked if asked in TABS else "counted"


def _part_value(reading: Reading, part: Part) -> str:
    """A number within the answer: its unit is the indicator's own, or that of the other one it is."""
    definition = reading.others.get(part.id, reading.definition)
    return figure(printed(definition, part.value), definition.unit)


def _nothing_counted(reading: Reading) -> str:
    target = figure(reading.target, reading.definition.unit)
    if reading.value is not None:
        return _(
            "目標は %(target)s です。対象の記録はありますが、数え方に合うものがありません。"
        ) % {"target": target}
    return _("目標は %(target)s です。（0人ではなく、記録が届いていません）") % {"target": target}


def _start(request: Any, items: Sequence[Item]) -> int:
    """The place after the record that the address names; the beginning where it is gone."""
    after = request.GET.get("after", "")
    places = (place for place, item in enumerate(items, start=1) if item.fact.id == after)
    return next(places, 0)


def _page(reading: Reading, tab: str, items: Sequence[Item], start: int) -> Page:
    shown = len(items[start : start + PAGE_SIZE])
    before = max(start - PAGE_SIZE, 0)
    return Page(
        shown=shown,
        total=len(items),
        first=start + 1 if shown else None,
        previous_url=_address(reading, tab, items, before) if start else "",
        next_url=_address(reading, tab, items, start + PAGE_SIZE)
        if start + PAGE_SIZE < len(items)
        else "",
    )


def _address(reading: Reading, tab: str, items: Sequence[Item], start: int) -> str:
    address = evidence_url(reading, tab)
    if not start:
        return address
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}after={items[start - 1].fact.id}"


def _tabs(reading: Reading, tab: str) -> list[Link]:
    counts = _counts(reading)
    return [
        Link(str(text), evidence_url(reading, name), counts[name], current=name == tab)
        for name, text in TABS.items()
    ]


def _counts(reading: Reading) -> Mapping[str, int]:
    counts = {name: len(items_of(reading, name)) for name in TABS}
    return {**counts, "all": sum(counts.values())}


def _note(
    request: Any, programme: Programme, listing: Listing, tab: str, kind: AccessLog.Kind
) -> None:
    """Log the reading, with the cases whose names were shown."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="evidence",
        subject_id=programme.pk,
        keeper_id=programme.organisation_id,
        at=request.now,
        detail={
            **of_programme(programme),
            "indicator": listing.reading.definition.id,
            "label": listing.reading.definition.label,
            "list": tab,
            "rows": len(listing.rows),
            "named_cases": listing.cases_named,
        },
    )


def evidence_table(listing: Listing, tab: str, year: str) -> Table:
    """A list of records as a table; without the column of names where none may be seen."""
    named = any(shown.who.is_named for shown in listing.rows)
    fallen = tab != "counted"
    heads = (
        _("番号"),
        _("日付"),
        _("日付（和暦）"),
        _("ケース番号"),
        *((_("氏名"),) if named else ()),
        _("内容"),
        *(label for _name, label in listing.columns),
        *((_("理由"), _("直せること")) if fallen else (_("ほかに数えられる記録"),)),
        _("記録の参照"),
    )
    rows: list[tuple[Cell, ...]] = []
    for shown in listing.rows:
        reason = shown.reason
        rows.append(
            (
                shown.number,
                shown.on,
                wareki(shown.on),
                shown.who.number or shown.who.text,
                *((shown.who.text if shown.who.is_named else None,) if named else ()),
                shown.what,
                *(cell.text if isinstance(cell, Chip) else cell for _label, cell in shown.cells),
                *((reason.sentence, reason.remedy) if reason else (shown.more,)),
                shown.item.fact.id,
            )
        )
    name = _("根拠　%(label)s　%(year)s　%(list)s") % {
        "label": listing.reading.definition.label,
        "year": year,
        "list": TABS[tab],
    }
    return Table(name, heads, rows)


def short(digest: str) -> str:
    """A digest for the eye: 7c1e…a90b."""
    return f"{digest[:4]}…{digest[-4:]}"
