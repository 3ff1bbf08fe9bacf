"""What is owed on a case and what is therefore next: the open promise that is due first."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.tasks.actions import change, drop_about, finish, nearest_promise, promise
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case
from bansou.people.cases.noting import plan_next_action

#: What is promised about a case as a whole, not about one thing on it.
SUBJECT = "case"
#: What is promised about one hire of a case, by the hire's key; it ends with the case as well.
ABOUT_HIRE = "hire"
ENDS_WITH_CASE = frozenset({SUBJECT, ABOUT_HIRE})


def settle_next_action(*, case: Case) -> None:
    """Let a running case's next act be the open promise that is due first, whenever written.

    Where none is open, what was promised and is settled is not next any more; what was planned
    without a promise stays. On a case that has ended nothing is next.
    """
    cases = Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk)
    nearest = nearest_promise(keeper_id=case.organisation_id, case_id=case.pk)
    if nearest is None:
        _plan(cases.filter(_was_promised()), "", None)
        return
    said = {"next_action": nearest.title, "next_action_on": nearest.due_on}
    _plan(cases.filter(closed_on=None).exclude(**said), nearest.title, nearest.due_on)


def end_promises(*, case: Case, at: datetime) -> None:
    """Owe nothing on a case that has ended, and plan nothing; what is asked after a hire stays."""
    keys = {"keeper_id": case.organisation_id, "case_id": case.pk}
    drop_about(**keys, subject=SUBJECT, keys=[case.pk], at=at)
    hires = Task.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, subject=ABOUT_HIRE
    )
    drop_about(
        **keys, subject=ABOUT_HIRE, keys=list(hires.values_list("subject_id", flat=True)), at=at
    )
    cases = Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk)
    _plan(cases.exclude(next_action="", next_action_on=None), "", None)


def _plan(cases: QuerySet[Case], title: str, due_on: date | None) -> None:
    cases.update(next_action=title, next_action_on=due_on, version=F("version") + 1)


def _was_promised() -> Exists:
    return Exists(
        Task.objects.filter(
            case_id=OuterRef("pk"),
            title=OuterRef("next_action"),
            due_on=OuterRef("next_action_on"),
        )
    )


def keep_promise(*, case: Case, task: Task, at: datetime) -> None:
    """Mark a promise as kept; the nearest of those left is what is done next.

    :raises bansou.commons.tasks.actions.TaskAlreadySettled: somebody settled it first
    """
    with transaction.atomic():
        finish(task=task, at=at)
        settle_next_action(case=case)


def promise_instead(
    *, by: Actor, case: Case, seen_version: int, title: str, due_on: date, at: datetime
) -> None:
    """Promise something else in place of what is next, or first of all where nothing is owed.

    :raises bansou.commons.database.editing.EditedMeanwhile: the case is no longer as it was seen
    """
    was, was_due_on = case.next_action, case.next_action_on
    keys = {"keeper_id": case.organisation_id, "case_id": case.pk}
    with transaction.atomic():
        plan_next_action(
            case=case, seen_version=seen_version, next_action=title, next_action_on=due_on
        )
        changed = was_due_on and change(
            **keys, title=was, due_on=was_due_on, to_title=title, to_due_on=due_on
        )
        owner_id = case.responsible_id or by.membership_id
        if not changed and owner_id:
            promise(
                by=by,
                **keys,
                title=title,
                owner_id=owner_id,
                due_on=due_on,
                promised_on=local_day(at),
            )
        settle_next_action(case=case)
