"""目標: the year's targets. A new value is a new revision, never an overwrite."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from bansou.commons.ledger.cells import Option, day, integer, labelled
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.evidence.indicators.actions import set_target
from bansou.evidence.indicators.models import Target
from bansou.programmes.ledger import programme_of
from bansou.schemes.shape import Scheme


class _Targets:
    """Writes targets; a value that is in force already is the same target."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        programme = programme_of(intake)
        if programme is None:
            raise LookupError("targets are written after their programme")
        self._programme = programme

    def add(self, row: Row) -> UUID:
        return self._in_force(row) or self._set(row)

    def change(self, row: Row, subject_id: UUID) -> None:
        if self._in_force(row) is None:
            self._set(row)

    def _in_force(self, row: Row) -> UUID | None:
        targets = Target.objects.filter(
            organisation_id=self._programme.organisation_id,
            programme=self._programme,
            indicator=row["indicator"],
        )
        latest = targets.order_by("-revision").first()
        return latest.pk if latest and latest.value == row["value"] else None

    def _set(self, row: Row) -> UUID:
        return set_target(
            programme=self._programme,
            indicator=row["indicator"],
            value=Decimal(row["value"]),
            decided_on=row["decided_on"],
        ).pk


def _indicators(scheme: Scheme) -> list[Option]:
    return labelled((definition.id, definition.label) for definition in scheme.indicators)


TARGETS = LedgerPart(
    name="targets",
    label="目標",
    fields=(
        chosen("indicator", _indicators, required=True),
        Field("value", integer, required=True),
        Field("decided_on", day, required=True),
    ),
    key="indicator",
    writer=_Targets,
)
