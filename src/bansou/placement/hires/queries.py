"""Hires as the desks ask for them."""

from uuid import UUID

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
