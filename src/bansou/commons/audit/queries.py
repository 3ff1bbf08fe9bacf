"""Who has read what, as far as the keeper's own log may be seen."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from bansou.commons.audit.models import AccessLog


class Reader(NamedTuple):
    """Somebody who has read a case: their name, the body they did it for, and when last."""

    name: str
    body: str | None
    at: datetime


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
