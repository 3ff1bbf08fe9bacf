"""Companies by how willing they are, and how many were so on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bansou.employers.stance.models import HiringStance


def stances_of(keeper_id: UUID, until: date = date.max) -> QuerySet[HiringStance]:
    """What was last written down of each company up to a day."""
    return (
        HiringStance.objects.filter(organisation_id=keeper_id, withdrawn_at=None, on__lte=until)
        .order_by("company_id", "-on", "-id")
        .distinct("company_id")
    )


def at_level(keeper_id: UUID, level: str) -> QuerySet[Any, UUID]:
    """The keys of the companies that stand at a level now."""
    latest = stances_of(keeper_id).values("pk")
    return HiringStance.objects.filter(pk__in=latest, level=level).values_list(
        "company_id", flat=True
    )


def to_be_asked_again(keeper_id: UUID, today: date, days: int) -> QuerySet[HiringStance]:
    """The last word of each company that is older than it holds, the oldest first."""
    latest = stances_of(keeper_id).values("pk")
    old = HiringStance.objects.filter(pk__in=latest, on__lt=today - timedelta(days=days))
    return old.select_related("company").order_by("on", "id")


def counted_over_time(keeper_id: UUID, level: str, days: Sequence[date]) -> list[tuple[date, int]]:
    """How many companies stood at a level on each of these days."""
    counted = []
    for day in days:
        latest = stances_of(keeper_id, day).values("pk")
        counted.append((day, HiringStance.objects.filter(pk__in=latest, level=level).count()))
    return counted
