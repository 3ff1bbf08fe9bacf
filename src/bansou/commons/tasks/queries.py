"""Tasks as the desks ask for them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bansou.commons.tasks.models import Task


def owed_by(member_id: UUID, keeper_ids: tuple[UUID, ...]) -> QuerySet[Task]:
    """What this member still owes, the next due first."""
    return (
        Task.objects.filter(
            organisation_id__in=keeper_ids,
            owner_id=member_id,
            done_at=None,
            dropped_at=None,
        )
        .select_related("owner__user")
        .order_by("due_on", "id")
    )


def owed_on(case_id: UUID) -> QuerySet[Task]:
    """What is still owed on a case, by whom, the next due first."""
    return (
        Task.objects.filter(case_id=case_id, done_at=None, dropped_at=None)
        .select_related("owner__user")
        .order_by("due_on", "id")
    )


def owed_about(keeper_id: UUID, subject: str, subject_id: UUID | None = None) -> QuerySet[Task]:
    """What is still owed about subjects of a kind, or about one of them, the next due first."""
    about = {"subject_id": subject_id} if subject_id else {}
    return (
        Task.objects.filter(
            organisation_id=keeper_id, subject=subject, done_at=None, dropped_at=None, **about
        )
        .select_related("owner__user")
        .order_by("due_on", "id")
    )


def overdue_of(keeper_id: UUID, day: date) -> QuerySet[Task]:
    """What the members of an organisation owe and have not done in time, the oldest first."""
    return (
        Task.objects.filter(
            organisation_id=keeper_id, done_at=None, dropped_at=None, due_on__lt=day
        )
        .select_related("owner__user")
        .order_by("due_on", "id")
    )
