"""Promising something, and having done it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create, waiting_of
from bansou.commons.errors import Refusal
from bansou.commons.tasks.models import Task


class TaskAlreadySettled(Refusal):
    """The task was done or dropped by somebody else in the meantime."""

    code = "tasks.already_settled"
    message = _("この用件は、すでに済んでいます。画面を読み込み直してください。")


def refuse_settled(task: Task) -> None:
    """Refuse to ask about a task that is done or dropped.

    :raises TaskAlreadySettled: it is
    """
    if task.done_at or task.dropped_at:
        raise TaskAlreadySettled()


def promise(
    *,
    by: Actor,
    keeper_id: UUID,
    title: str,
    owner_id: UUID,
    due_on: date,
    promised_on: date,
    case_id: UUID | None = None,
    subject: str = "case",
    subject_id: UUID | None = None,
) -> Task:
    """Write down something owed until `due_on` (included) by the member `owner_id`."""
    return create(
        Task,
        organisation_id=keeper_id,
        recorded_by_id=by.require_organisation(),
        case_id=case_id,
        subject=subject,
        subject_id=subject_id or case_id,
        title=title,
        owner_id=owner_id,
        due_on=due_on,
        promised_on=promised_on,
    )


def finish(*, task: Task, at: datetime) -> Task:
    """Mark a task as done.

    :raises TaskAlreadySettled: somebody settled it first
    """
    with transaction.atomic():
        changed = Task.objects.filter(
            pk=task.pk,
            organisation_id=task.organisation_id,
            done_at=None,
            dropped_at=None,
        ).update(done_at=at, version=F("version") + 1)
        if not changed:
            raise TaskAlreadySettled()
    task.refresh_from_db()
    return task


def hand_over(*, keeper_id: UUID, case_id: UUID, from_id: UUID, to_id: UUID) -> int:
    """Pass on what one member still owes on a case to another; returns how many promises moved."""
    return Task.objects.filter(
        organisation_id=keeper_id,
        case_id=case_id,
        owner_id=from_id,
        done_at=None,
        dropped_at=None,
    ).update(owner_id=to_id, version=F("version") + 1)


def change(
    *, keeper_id: UUID, case_id: UUID, title: str, due_on: date, to_title: str, to_due_on: date
) -> int:
    """Change the open promise on a case that reads so, of several the latest; returns how many."""
    open_ones = Task.objects.filter(
        organisation_id=keeper_id,
        case_id=case_id,
        title=title,
        due_on=due_on,
        done_at=None,
        dropped_at=None,
    )
    return open_ones.filter(pk__in=open_ones.order_by("-id").values("pk")[:1]).update(
        title=to_title, due_on=to_due_on, version=F("version") + 1
    )


def drop_promises(*, keeper_id: UUID, case_id: UUID, title: str, at: datetime) -> int:
    """Drop what is no longer owed because something else was agreed; returns how many."""
    return Task.objects.filter(
        organisation_id=keeper_id, case_id=case_id, title=title, done_at=None, dropped_at=None
    ).update(dropped_at=at, version=F("version") + 1)


def nearest_promise(*, keeper_id: UUID, case_id: UUID) -> Task | None:
    """The open promise on a case that is due first, those included that wait to be written."""
    written = Task.objects.filter(
        organisation_id=keeper_id, case_id=case_id, done_at=None, dropped_at=None
    )
    owed = [*written.order_by("due_on", "id")[:1], *waiting_of(Task, case_id)]
    return min(owed, key=lambda task: (task.due_on, task.pk), default=None)


def keep(*, keeper_id: UUID, case_id: UUID, tasks: Collection[UUID], at: datetime) -> int:
    """Mark those promises on a case as done that are still open; returns how many."""
    if not tasks:
        return 0
    return Task.objects.filter(
        organisation_id=keeper_id,
        case_id=case_id,
        pk__in=tasks,
        done_at=None,
        dropped_at=None,
    ).update(done_at=at, version=F("version") + 1)


def drop_about(
    *, keeper_id: UUID, case_id: UUID, subject: str, keys: Collection[UUID], at: datetime
) -> int:
    """Drop what is owed about some things of a kind; returns of how many nobody has to think now."""
    owed = _owed_about(keeper_id, case_id, subject, keys)
    return sum(amend(task, only_if=_OPEN, dropped_at=at) for task in owed)


def keep_about(
    *, keeper_id: UUID, case_id: UUID, subject: str, keys: Collection[UUID], at: datetime
) -> None:
    """Mark what is owed about some things of a kind as done."""
    for task in _owed_about(keeper_id, case_id, subject, keys):
        amend(task, only_if=_OPEN, done_at=at)


_OPEN = {"done_at": None, "dropped_at": None}


def _owed_about(keeper_id: UUID, case_id: UUID, subject: str, keys: Collection[UUID]) -> list[Task]:
    written = Task.objects.filter(
        organisation_id=keeper_id, subject=subject, subject_id__in=keys, **_OPEN
    )
    waiting = [
        task
        for task in waiting_of(Task, case_id)
        if task.subject == subject and task.subject_id in keys
    ]
    return [*written, *waiting]


def keep_on(
    *, keeper_id: UUID, subject: str, subject_id: UUID, tasks: Collection[UUID], at: datetime
) -> int:
    """Mark those promises on something else than a case as done that are still open."""
    owed = _open_on(keeper_id, subject, subject_id).filter(pk__in=tasks)
    return owed.update(done_at=at, version=F("version") + 1)


def change_on(
    *, keeper_id: UUID, subject: str, subject_id: UUID, was: tuple[str, date], now: tuple[str, date]
) -> int:
    """Change the open promise that reads as it was: what is owed, and until when."""
    owed = _open_on(keeper_id, subject, subject_id).filter(title=was[0], due_on=was[1])
    return owed.update(title=now[0], due_on=now[1], version=F("version") + 1)


def drop_on(
    *, keeper_id: UUID, subject: str, subject_id: UUID, was: tuple[str, date], at: datetime
) -> int:
    """Drop the open promise that reads so: it is no longer owed."""
    owed = _open_on(keeper_id, subject, subject_id).filter(title=was[0], due_on=was[1])
    return owed.update(dropped_at=at, version=F("version") + 1)


def _open_on(keeper_id: UUID, subject: str, subject_id: UUID) -> QuerySet[Task]:
    return Task.objects.filter(
        organisation_id=keeper_id,
        subject=subject,
        subject_id=subject_id,
        done_at=None,
        dropped_at=None,
    )
