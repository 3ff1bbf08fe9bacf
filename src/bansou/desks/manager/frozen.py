"""Frozen figures (確定値) as they are shown."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from bansou.desks.shared.charts import Row
from bansou.evidence.indicators.actions import exact_number
from bansou.evidence.indicators.models import Measure


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One frozen figure in a list: the figure itself, and when and by which rules it was taken."""

    figure: Row
    taken_at: datetime
    scheme_number: int


def measure_row(measure: Measure) -> MeasureRow:
    """A frozen figure as a row; its name opens its page."""
    return MeasureRow(
        Row(
            name=measure.label,
            target=exact_number(measure.target),
            actual=exact_number(measure.value),
            unit=measure.unit,
            url=reverse("manager:measure", args=[measure.programme_id, measure.pk]),
        ),
        measure.taken_at,
        measure.scheme_number,
    )
