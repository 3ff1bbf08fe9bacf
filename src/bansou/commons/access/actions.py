"""Writing and ending grants. Rooms above do it through these, so that nothing above is imported."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.database.gathering import create, waiting_of
from bansou.commons.rows import Basis


def write_grant(
    *,
    by: Actor,
    keeper_id: UUID,
    case_id: UUID,
    level: int,
    purpose: str,
    basis: Basis,
    from_on: date,
    source: Grant.Source,
    source_id: UUID,
    until_on: date | None = None,
    to_organisation_id: UUID | None = None,
    to_membership_id: UUID | None = None,
    items: Sequence[str] = (),
) -> Grant:
    """Permit one organisation or one member to see a case up to `level` within the dates."""
    return create(
        Grant,
        organisation_id=keeper_id,
        recorded_by_id=by.require_organisation(),
        case_id=case_id,
        to_organisation_id=to_organisation_id,
        to_membership_id=to_membership_id,
        level=level,
        items=list(items),
        purpose=purpose,
        basis=basis,
        from_on=from_on,
        until_on=until_on,
        source=source,
        source_id=source_id,
    )


def end_grants(
    *, keeper_id: UUID, case_id: UUID, source: Grant.Source, source_id: UUID, at: datetime
) -> int:
    """End every grant that this source wrote: from now on nobody sees by them. Returns how many."""
    if waiting := [it for it in waiting_of(Grant, case_id) if it.source_id == source_id]:
        for grant in waiting:
            grant.ended_at = at
        return len(waiting)
    return Grant.objects.filter(
        organisation_id=keeper_id, source=source, source_id=source_id, ended_at=None
    ).update(ended_at=at)
