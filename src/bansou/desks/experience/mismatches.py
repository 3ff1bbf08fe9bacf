"""合わなかった理由: what did not suit, at declining, at the end of a trial or a proposal, at leaving."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.codes.industries import Industry
from bansou.desks.experience.finding import refusing
from bansou.desks.experience.sections import tabs_of
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Table, file_response
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.placement.hires.queries import left_because
from bansou.placement.matching.queries import company_declined_because, person_declined_because
from bansou.support.experience.queries import declined_because, ended_because

_YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """When the reasons were given: the rows (industry, reason, number) and their sum."""

    title: str
    rows: Sequence[tuple[str, str, int]]

    @property
    def total(self) -> int:
        return sum(number for _industry, _reason, number in self.rows)


@require_safe
@door("mismatch.read")
@refusing
def report(request: Any) -> HttpResponse:
    """The reasons of one fiscal year by industry, at each moment at which they are asked for."""
    year = _year_of(request.GET.get("year", ""), request)
    values = {
        "moments": _moments(request, year),
        "year": year,
        "years": _years(request, year),
        "formats": [("xlsx", _("Excel（XLSX）")), ("csv", _("CSV"))],
        "tabs": tabs_of(request, "experience:mismatches"),
    }
    return render(request, "experience/mismatches.html", values)


@require_safe
@door("mismatch.read")
@refusing
def export(request: Any, year: int, form: str) -> HttpResponse:
    """The same as CSV or XLSX: one row for each moment, industry and reason."""
    if form not in FORMATS or not _is_known(year, request):
        raise Http404
    it = FiscalYear(year)
    rows = [(moment.title, *row) for moment in _moments(request, it) for row in moment.rows]
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="mismatches",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail={"year": year, "hits": len(rows), "format": form},
    )
    table = Table(
        name=_("合わなかった理由 %(year)s") % {"year": it.label},
        heads=(_("いつ"), _("業種"), _("理由"), _("件数")),
        rows=rows,
    )
    return file_response(table, form)


def _moments(request: Any, year: FiscalYear) -> list[Moment]:
    asked = (request.actor.require_organisation(), year.starts_on, year.ends_on)
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    mismatches, leaving = words.choices("mismatch_reasons"), words.choices("leaving_reasons")
    declined = ((one.industry, one.reason, one.number) for one in declined_because(*asked))
    ended = ((one.industry, one.reason, one.number) for one in ended_because(*asked))
    return [
        Moment(_("見学・体験を見送ったとき"), _in_words(declined, mismatches)),
        Moment(_("見学・体験を終えたとき"), _in_words(ended, mismatches)),
        Moment(
            _("求人の提案を本人が見送ったとき"),
            _in_words(person_declined_because(*asked), mismatches),
        ),
        Moment(
            _("企業が見送ったとき、不採用のとき"),
            _in_words(company_declined_because(*asked), mismatches),
        ),
        Moment(_("就職先をやめたとき"), _in_words(left_because(*asked), leaving)),
    ]


def _in_words(
    rows: Iterable[tuple[str, str, int]], reasons: dict[str, str]
) -> list[tuple[str, str, int]]:
    known = dict(Industry.choices)
    return [
        (
            str(known.get(industry, industry)) or _("業種が未記入"),
            reasons.get(reason, reason) or _("理由は言われていない"),
            number,
        )
        for industry, reason, number in rows
    ]


def _year_of(written: str, request: Any) -> FiscalYear:
    """The fiscal year that an address names; today's where it names none that is known."""
    if written.isdecimal() and _is_known(int(written), request):
        return FiscalYear(int(written))
    return FiscalYear.of(request.today)


def _is_known(year: int, request: Any) -> bool:
    now = FiscalYear.of(request.today).year
    return now - 20 <= year <= now


def _years(request: Any, chosen: FiscalYear) -> list[Link]:
    now = FiscalYear.of(request.today).year
    page = reverse("experience:mismatches")
    return [
        Link(FiscalYear(year).label, f"{page}?year={year}", current=year == chosen.year)
        for year in range(now, now - _YEARS_SHOWN, -1)
    ]
