"""態様の分析: a programme's people by state and age, with what is small left out, for partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear, wareki
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.logged import note_export
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Cell, Table, file_response
from bansou.evidence.typology.queries import Typology, typology_of
from bansou.evidence.typology.rules import BANDS, latest_day
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on

#: What stands in place of a count that is left out.
LEFT_OUT = "X"


@dataclass(frozen=True, slots=True)
class Line:
    """A band of age with its counts, the total last; None is left out."""

    label: str
    counts: Sequence[int | None]


@require_safe
@door("indicator.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """The table as it may go to anybody."""
    programme = programme_at(request, key)
    found = _found(request, programme)
    values = {
        "programme": programme,
        "year": FiscalYear(programme.fiscal_year).label,
        "found": found,
        "heads": _heads(found),
        "lines": _lines(found),
        "has_begun": found.day >= programme.starts_on,
        "left_out": LEFT_OUT,
    }
    return render(request, "manager/typology/page.html", values)


@require_safe
@door("indicator.read")
def export(request: Any, key: UUID, form: str) -> HttpResponse:
    """The same table as a file; taking it along is logged."""
    programme = programme_at(request, key)
    found = _found(request, programme)
    if form not in FORMATS or found.published.is_withheld:
        raise Http404
    lines = _lines(found)
    note_export(request, programme, form, rows=len(lines))
    name = _("態様の分析　%(programme)s　%(day)s") % {
        "programme": programme.name,
        "day": wareki(found.day),
    }
    rows: list[list[Cell]] = [
        [line.label, *(LEFT_OUT if one is None else one for one in line.counts)] for line in lines
    ]
    return file_response(Table(name, (_("年代"), *_heads(found)), rows), form)


def _found(request: Any, programme: Programme) -> Typology:
    """The people of the month that is over, or of the programme's last day once it has ended."""
    day = min(latest_day(request.today), programme.ends_on)
    return typology_of(programme, scheme_on(programme, max(day, programme.starts_on)), day)


def _heads(found: Typology) -> list[str]:
    return [*(label or _("分からない") for label in found.states), _("合計")]


def _lines(found: Typology) -> list[Line]:
    """The rows with their totals; only those in which anybody can be."""
    published, (last_row, last_column) = found.published, found.published.counts.last
    labels = [*(_band(first) for first in found.bands), _("合計")]
    return [
        Line(label, [published.shown((row, column)) for column in range(last_column + 1)])
        for row, label in enumerate(labels)
        if row <= last_row
    ]


def _band(first: int | None) -> str:
    """What a band of age is called."""
    if first is None:
        return _("分からない")
    if first == BANDS[0]:
        return _("%(age)d歳未満") % {"age": BANDS[1]}
    if first == BANDS[-1]:
        return _("%(age)d歳以上") % {"age": first}
    return _("%(age)d代") % {"age": first}
