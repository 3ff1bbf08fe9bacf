"""Hires as the desks ask for them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from bansou.commons.clock import local_day
from bansou.placement.followup import rules
from bansou.placement.followup.queries import follow_ups_of
from bansou.placement.hires.models import Hire
from bansou.programmes.queries import scheme_on
from bansou.schemes.shape import FollowUpDay


def hire_of(step_id: UUID) -> Hire | None:
    """The hire whose step this is, as far as the transaction may see it."""
    return (
        Hire.objects.select_related(
            *(
                "case__person",
                "company",
                "enrolment__programme",
                "step__by__user",
                "step__recorded_by",
            ),
            "conversion_step",
        )
        .filter(step_id=step_id)
        .first()
    )


def days_gone_by(hire: Hire, today: date) -> list[tuple[FollowUpDay, date]]:
    """The days of asking that were over when the hire was put on record, and are not answered.

    None of a hire that is over, was taken back or counts in no programme: nobody is asked then.
    Nor does a body ask to which the case was opened, but whose programme it is not.
    """
    programme = getattr(hire.enrolment, "programme", None)
    if programme is None or hire.left_on or hire.step.withdrawn_at:
        return []
    days = scheme_on(programme, today).follow_ups
    planned = follow_ups_of(hire.pk).values_list("key", flat=True)
    recorded_on = local_day(hire.step.recorded_at)
    return list(rules.days_gone_by(hire.hired_on, days, recorded_on, planned=set(planned)))


def hires_at(keeper_id: UUID) -> QuerySet[Hire]:
    """A keeper's hires at registered companies that stand, the latest first."""
    return Hire.objects.filter(
        organisation_id=keeper_id, company__isnull=False, step__withdrawn_at=None
    ).order_by("-hired_on", "-id")


def hiring_companies(keeper_id: UUID) -> QuerySet[Any, UUID]:
    """The keys of the registered companies at which somebody was hired; no word of who."""
    return hires_at(keeper_id).order_by().values_list("company_id", flat=True)


def left_because(keeper_id: UUID, from_on: date, until_on: date) -> list[tuple[str, str, int]]:
    """How many left a job between two days, by industry and reason; empty where it is not known."""
    rows = (
        Hire.objects.filter(
            organisation_id=keeper_id,
            left_on__range=(from_on, until_on),
            step__withdrawn_at=None,
        )
        .values_list("industry", "leaving_reason")
        .annotate(number=Count("id"))
        .order_by("industry", "-number", "leaving_reason")
    )
    return [(industry, reason, number) for industry, reason, number in rows]
