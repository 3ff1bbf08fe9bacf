"""Drawing up a case sheet: figures are frozen, texts are kept as they are printed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.evidence.indicators.actions import exact_number, take_measures
from bansou.evidence.indicators.models import Measure
from bansou.evidence.indicators.queries import scheme_day
from bansou.evidence.joint.queries import Count, JointCounts, counted_together
from bansou.grants.casebook.content import Pair, from_scheme, to_json
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.printing import must_print
from bansou.grants.casebook.sheet import Foot, Sheet
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import eligible_cost_yen, read, scheme_version_on


class JointNotCounted(Refusal):
    """A body of the joint project has no numbers yet."""

    code = "grants.joint_not_counted"
    message = _(
        "共同事業に、まだ数えていない団体があります。共同集計の画面で数え直してから、作ってください。"
    )


def draw_up_sheet(*, programme: Programme, by: Actor, as_of: date, at: datetime) -> CaseSheet:
    """Freeze a programme's figures and keep the sheet that they make (事例シート).

    It can be drawn again at any time exactly as it is now. A sheet that could not be printed is
    not drawn up, and no figure is frozen for it.

    :param as_of: day of the data
    :raises JointNotCounted: the programme leads a joint project that is not counted yet
    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        version = scheme_version_on(programme, scheme_day(programme, as_of))
        measures = take_measures(programme=programme, as_of=as_of, at=at)
        joint = _joint(programme)
        bodies = len(joint.bodies) if joint else 1
        foot = Foot(as_of, str(version.number), by.organisation_name, at, bodies)
        yen = joint.cost_yen if joint else eligible_cost_yen(programme)
        sheet = _sheet(version, _pairs(measures, joint), yen, foot, programme.fiscal_year)
        must_print(sheet)
        return CaseSheet.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            number=_next_number(programme),
            drawn_up_at=at,
            drawn_up_by_id=by.membership_id,
            content={
                "sheet": to_json(sheet),
                "scheme_number": version.number,
                "scheme_digest": version.digest,
                "eligible_yen": yen,
                "joint": _kept(joint) if joint else None,
            },
            measures=[str(measure.pk) for measure in measures],
        )


def _joint(programme: Programme) -> JointCounts | None:
    """What several bodies count together, for the sheet of the one that leads them.

    :raises JointNotCounted: one of the bodies has not counted yet
    """
    counts = counted_together(programme)
    if counts and not counts.is_whole:
        raise JointNotCounted()
    return counts


def _pairs(measures: Sequence[Measure], joint: JointCounts | None) -> dict[str, Pair]:
    """Target and actual by indicator; of a joint project the joint number."""
    return {
        measure.indicator: (
            exact_number(measure.target),
            joint.together.get(measure.indicator, Count()).counted
            if joint
            else exact_number(measure.value),
        )
        for measure in measures
    }


def _sheet(
    version: SchemeVersion,
    pairs: dict[str, Pair],
    eligible_yen: int | None,
    foot: Foot,
    fiscal_year: int,
) -> Sheet:
    return from_scheme(
        read(version.text),
        fiscal_year=FiscalYear(fiscal_year),
        eligible_yen=eligible_yen,
        pairs=pairs,
        foot=foot,
    )


def _kept(joint: JointCounts) -> dict[str, Any]:
    """The joint numbers as they stood, so that the sheet can be explained later."""
    return {
        "together": {
            name: {"counted": it.counted, "shared": it.shared, "alone": it.alone}
            for name, it in joint.together.items()
        },
        "bodies": [
            {
                "name": it.body.name,
                "counted_at": it.counted_at.isoformat() if it.counted_at else None,
                "eligible_yen": it.cost_yen,
                "counted": {name: count.counted for name, count in it.counts.items()},
            }
            for it in joint.bodies
        ],
    }


def _next_number(programme: Programme) -> int:
    drawn_up = CaseSheet.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    return (drawn_up.aggregate(last=Max("number"))["last"] or 0) + 1
