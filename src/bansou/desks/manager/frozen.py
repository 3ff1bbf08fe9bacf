"""Frozen figures (確定値) as they are shown."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from bansou.commons.figures import Figure
from bansou.desks.shared.charts import Row
from bansou.evidence.indicators.actions import exact_number
from bansou.evidence.indicators.models import Measure


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One frozen figure in a list."""

    label: str
    target: Figure | None
    value: Figure | None
    unit: str
    taken_at: datetime
    scheme_number: int
    url: str

    @property
    def standing(self) -> str:
        """達成, 未達, or what is missing."""
        return Row(self.label, self.target, self.value, self.unit).standing


def measure_row(measure: Measure) -> MeasureRow:
    """A frozen figure as a row."""
    return MeasureRow(
        label=measure.label,
        target=exact_number(measure.target),
        value=exact_number(measure.value),
        unit=measure.unit,
        taken_at=measure.taken_at,
        scheme_number=measure.scheme_number,
        url=reverse("manager:measure", args=[measure.programme_id, measure.pk]),
    )
