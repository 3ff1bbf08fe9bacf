"""Hires as the desks ask for them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bansou.placement.hires.models import Hire


def hire_of(step_id: UUID) -> Hire | None:
    """The hire whose step this is, as far as the transaction may see it."""
    return (
        Hire.objects.select_related(
            "case__person", "company", "enrolment", "step__by__user", "step__recorded_by"
        )
        .filter(step_id=step_id)
        .first()
    )


def hires_at(keeper_id: UUID) -> QuerySet[Hire]:
    """A keeper's hires at registered companies that stand, the latest first."""
    return Hire.objects.filter(
        organisation_id=keeper_id, company__isnull=False, step__withdrawn_at=None
    ).order_by("-hired_on", "-id")


def hiring_companies(keeper_id: UUID) -> QuerySet[Any, UUID]:
    """The keys of the registered companies at which somebody was hired; no word of who."""
    return hires_at(keeper_id).order_by().values_list("company_id", flat=True)
