"""予算: how much each heading of a programme has in its year, as the office's ledger keeps it."""

from collections.abc import Mapping
from uuid import UUID

from bansou.commons.ledger.cells import text, yen, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.ledger import programme_of
from bansou.programmes.models import SpendingLine


class _SpendingLines:
    """Writes headings; one that is there by its name is brought to what the row says."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        programme = programme_of(intake)
        if programme is None:
            raise LookupError("headings are written after their programme")
        self._programme = programme

    def add(self, row: Row) -> UUID:
        known = SpendingLine.objects.filter(
            organisation_id=self._programme.organisation_id,
            programme=self._programme,
            label=row["label"],
        ).first()
        said = {"yen": row["yen"], "may_be_overspent": row.get("may_be_overspent", False)}
        if known and all(getattr(known, name) == value for name, value in said.items()):
            return known.pk
        return set_spending_line(
            programme=self._programme,
            label=row["label"],
            seen_version=known.version if known else None,
            **said,
        ).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        self.add(row)


SPENDING = LedgerPart(
    name="spending",
    label="予算",
    fields=(
        Field("label", text(100), required=True),
        Field("yen", yen, required=True),
        Field("may_be_overspent", yes_no),
    ),
    key="label",
    writer=_SpendingLines,
    writes_now=True,
)
