"""Drawing up a case sheet: figures are frozen, texts are kept as they are printed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear
from bansou.evidence.indicators.actions import exact_number, take_measures
from bansou.evidence.indicators.models import Measure
from bansou.evidence.indicators.queries import scheme_day
from bansou.grants.casebook.content import Pair, from_scheme, to_json
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.sheet import Foot, Sheet
from bansou.grants.casebook.xlsx import filled
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import eligible_cost_yen, read, scheme_version_on


def draw_up_sheet(*, programme: Programme, by: Actor, as_of: date, at: datetime) -> CaseSheet:
    """Freeze a programme's figures and keep the sheet that they make (事例シート).

    It can be drawn again at any time exactly as it is now. A sheet that could not be printed is
    not drawn up, and no figure is frozen for it.

    :param as_of: day of the data
    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    :raises bansou.grants.casebook.refusals.LetterNotPrintable: a letter is in no typeface
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        version = scheme_version_on(programme, scheme_day(programme, as_of))
        measures = take_measures(programme=programme, as_of=as_of, at=at)
        foot = Foot(as_of, str(version.number), by.organisation_name, at)
        sheet = _sheet(programme, version, measures, foot)
        pdf_of(sheet)
        filled(sheet)
        return CaseSheet.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            number=_next_number(programme),
            drawn_up_at=at,
            content={
                "sheet": to_json(sheet),
                "scheme_number": version.number,
                "scheme_digest": version.digest,
                "eligible_yen": eligible_cost_yen(programme),
            },
            measures=[str(measure.pk) for measure in measures],
        )


def _sheet(
    programme: Programme, version: SchemeVersion, measures: list[Measure], foot: Foot
) -> Sheet:
    pairs: dict[str, Pair] = {
        measure.indicator: (exact_number(measure.target), exact_number(measure.value))
        for measure in measures
    }
    return from_scheme(
        read(version.text),
        fiscal_year=FiscalYear(programme.fiscal_year),
        eligible_yen=eligible_cost_yen(programme),
        pairs=pairs,
        foot=foot,
    )


def _next_number(programme: Programme) -> int:
    drawn_up = CaseSheet.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    return (drawn_up.aggregate(last=Max("number"))["last"] or 0) + 1
