"""Writing down that something was read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    """Record one act of reading (open, list, search, export) in the keeper's log.

    The keeper is the organisation whose records were read, so that it can see what its
    contractors opened.
    """
    return AccessLog.objects.create(
        **_by_whom(by),
        organisation_id=keeper_id,
        at=at,
        kind=kind,
        subject=subject,
        subject_id=subject_id,
        case_id=case_id,
        detail=dict(detail or {}),
    )


def note_list(
    *,
    by: Actor,
    subject: str,
    at: datetime,
    shown: Iterable[tuple[UUID, UUID]],
    detail: Mapping[str, Any],
    kind: AccessLog.Kind = AccessLog.Kind.LIST,
) -> None:
    """Record that a list was shown: one entry, or one for each keeper of the cases in it.

    A keeper is told of its own cases alone, and no numbers that count others' among them. An empty
    list is noted in the reader's own organisation.

    :param shown: keeper and key of each case in the list
    :param detail: how the list was narrowed, and what else the reader's own organisation is told
    """
    own = by.require_organisation()
    of_keeper: defaultdict[UUID, list[str]] = defaultdict(list)
    for keeper_id, case_id in shown:
        of_keeper[keeper_id].append(str(case_id))
    told = {
        keeper_id: {**detail, "hits": len(keys), "shown": keys}
        for keeper_id, keys in of_keeper.items()
    }
    if own in told or not told:
        told[own] = {"shown": of_keeper[own], **detail}
    AccessLog.objects.bulk_create(
        AccessLog(
            **_by_whom(by),
            organisation_id=keeper_id,
            at=at,
            kind=kind,
            subject=subject,
            detail=particulars,
        )
        for keeper_id, particulars in told.items()
    )


def _by_whom(by: Actor) -> dict[str, UUID | None]:
    return {
        "actor_id": by.user_id,
        "membership_id": by.membership_id,
        "actor_organisation_id": by.organisation_id,
    }
