"""Writing down that something was read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.audit.models import AccessLog


def note_reading(
    *,
    by: Actor,
    kind: AccessLog.Kind,
    subject: str,
    at: datetime,
    keeper_id: UUID,
    subject_id: UUID | None = None,
    case_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> AccessLog:
    """Record one act of reading (open, search, export) in the keeper's log.

    The keeper is the organisation whose records were read, so that it can see what its
    contractors opened.
    """
    return AccessLog.objects.create(
        organisation_id=keeper_id,
        at=at,
        kind=kind,
        subject=subject,
        subject_id=subject_id,
        case_id=case_id,
        actor_id=by.user_id,
        membership_id=by.membership_id,
        actor_organisation_id=by.organisation_id,
        detail=dict(detail or {}),
    )
