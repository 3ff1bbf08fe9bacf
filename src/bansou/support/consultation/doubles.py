"""Whether a talk is on record already: two windows, or two people, write down the same one."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.database.gathering import hold
from bansou.commons.errors import Refusal
from bansou.support.consultation.models import Consultation

if TYPE_CHECKING:
    from bansou.people.cases.models import Case


class SameTalkRecorded(Refusal):
    """The case has a consultation at this time already; `recorded` is it."""

    code = "support.same_talk_recorded"
    message = _(
        "同じ日時の記録が既にあります。"
        "同じ相談なら、その記録を直してください。別の相談なら、そう選んで記録してください。"
    )

    def __init__(self, recorded: Consultation) -> None:
        super().__init__()
        self.recorded = recorded


def refuse_same_talk(*, case: "Case", starts_at: datetime, ends_at: datetime | None) -> None:
    """Refuse a talk at whose time one is on record; until the transaction ends nobody adds one.

    :raises SameTalkRecorded: there is one
    """
    hold(case)
    overlaps = Q(starts_at=starts_at)
    if ends_at:
        overlaps |= Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    recorded = (
        Consultation.objects.filter(
            overlaps,
            organisation_id=case.organisation_id,
            case=case,
            step__withdrawn_at=None,
        )
        .select_related("step__by__user")
        .order_by("starts_at", "id")
        .first()
    )
    if recorded:
        raise SameTalkRecorded(recorded)
