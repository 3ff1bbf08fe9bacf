"""Which companies are on a list on a day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.employers.lists.models import SupportingEmployer


def standing_listings(keeper_id: UUID, day: date) -> QuerySet[SupportingEmployer]:
    """Times on a list that hold a day: begun, not removed, and not past the day of renewal."""
    return SupportingEmployer.objects.filter(
        Q(removed_on=None) | Q(removed_on__gt=day),
        Q(renew_by=None) | Q(renew_by__gte=day),
        organisation_id=keeper_id,
        listed_on__lte=day,
        withdrawn_at=None,
    )


def listed_on(keeper_id: UUID, employer_list: str, day: date) -> QuerySet[Any, UUID]:
    """The keys of the companies on one list on a day."""
    standing = standing_listings(keeper_id, day).filter(employer_list=employer_list)
    return standing.order_by().values_list("company_id", flat=True)
