"""How a sheet stands: a draft, approved, published or taken back, by the decisions about it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.grants.casebook.models import CaseSheet, SheetDecision
from bansou.programmes.models import Programme

DRAFT = "draft"
Kind = SheetDecision.Kind


class DecidedOtherwise(Refusal):
    """The sheet does not stand where this decision belongs."""

    code = "grants.decided_otherwise"
    message = _("このシートの状態が変わっています。画面を開き直してください。")


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


def hold(sheet: CaseSheet, *kinds: str) -> None:
    """Keep others from deciding meanwhile; sheets cannot be locked, their programme can.

    :raises DecidedOtherwise: the sheet stands otherwise than one of `kinds`
    """
    Programme.objects.select_for_update().get(
        organisation_id=sheet.organisation_id, pk=sheet.programme_id
    )
    if standing_of(sheet).kind not in kinds:
        raise DecidedOtherwise()
