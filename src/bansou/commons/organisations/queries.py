"""Members as the desks ask for them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.commons.organisations.models import Membership


def members_in(
    roles: Collection[str], organisation_id: UUID | None, day: date
) -> QuerySet[Membership]:
    """Who works in an organisation in one of these roles on a day, by name."""
    return (
        Membership.objects.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            organisation_id=organisation_id,
            role__in=roles,
            from_on__lte=day,
        )
        .select_related("user", "organisation")
        .order_by("user__name", "id")
    )
