"""How a sheet stands: a draft, approved, published or taken back, by the decisions about it."""

from dataclasses import dataclass

from bansou.grants.casebook.models import CaseSheet, SheetDecision

DRAFT = "draft"
Kind = SheetDecision.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sheet stands: a draft, or what was decided last; and all decisions, the latest first."""

    kind: str
    decisions: tuple[SheetDecision, ...]

    @property
    def latest(self) -> SheetDecision | None:
        return self.decisions[0] if self.decisions else None

    @property
    def is_draft(self) -> bool:
        return self.kind == DRAFT


def standing_of(sheet: CaseSheet) -> Standing:
    """How a sheet stands."""
    decisions = tuple(
        SheetDecision.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet)
        .select_related("by__user")
        .order_by("-at", "-id")
    )
    return Standing(decisions[0].kind if decisions else DRAFT, decisions)
