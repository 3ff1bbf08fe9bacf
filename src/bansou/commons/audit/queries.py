"""Who has read what, as far as the keeper's own log may be seen."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet

from bansou.commons.audit.models import AccessLog


class Reader(NamedTuple):
    """Somebody who has read a case: their name, the body they did it for, and when last."""

    name: str
    body: str | None
    at: datetime


def readings_of(case_ids: Collection[UUID], *, but: UUID, most: int) -> QuerySet[AccessLog]:
    """What was opened or exported of some cases, except by one user, the latest first."""
    return (
        AccessLog.objects.filter(
            case_id__in=case_ids, kind__in=[AccessLog.Kind.OPEN, AccessLog.Kind.EXPORT]
        )
        .exclude(actor_id=but)
        .select_related("actor", "membership", "actor_organisation")
        .order_by("-at")[:most]
    )


def readers_of(case_id: UUID, most: int) -> list[Reader]:
    """Who has opened or exported a case, the latest reading first, each reader once."""
    rows = (
        AccessLog.objects.filter(
            case_id=case_id, kind__in=[AccessLog.Kind.OPEN, AccessLog.Kind.EXPORT]
        )
        .values_list("actor__name", "actor_organisation__name")
        .annotate(latest=Max("at"))
        .order_by("-latest")[:most]
    )
    return [Reader(*row) for row in rows]
