"""What is written into the keeper's log when a member opens something of a case."""

from typing import Any
from uuid import UUID

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.people.cases.models import Case


def note_opening(
    request: Any,
    case: Case,
    subject: str = "case",
    key: UUID | None = None,
    kind: AccessLog.Kind = AccessLog.Kind.OPEN,
) -> None:
    """Write that the member opened something of a case, or was not let in; the case is the default."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject=subject,
        subject_id=key or case.pk,
        case_id=case.pk,
        at=request.now,
        keeper_id=case.organisation_id,
    )
