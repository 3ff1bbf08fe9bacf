"""Follow-ups as the desks ask for them."""

from uuid import UUID

from django.db.models import QuerySet

from bansou.placement.followup.models import FollowUp


def follow_up_of(key: UUID) -> FollowUp | None:
    """One follow-up with its hire, as far as the transaction may see it."""
    return (
        FollowUp.objects.select_related("hire__step", "hire__case", "case", "step")
        .filter(pk=key)
        .first()
    )


def follow_ups_of(hire_id: UUID) -> QuerySet[FollowUp]:
    """The follow-ups of a hire that are to be asked or answered, by their day."""
    return (
        FollowUp.objects.filter(hire_id=hire_id, dropped_at=None)
        .select_related("step__by__user")
        .order_by("due_on", "id")
    )
