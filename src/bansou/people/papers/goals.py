"""The goals of a plan: which belong to a version, and how far each has come."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, Paper
from bansou.people.papers.refusals import GoalNotInPlan, StateDayOutside


class Written(Protocol):
    """A goal as it is written in a plan."""

    @property
    def title(self) -> str: ...
    @property
    def own_words(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def key(self) -> UUID | None: ...


def goals_of(paper: Paper, version: int | None = None) -> QuerySet[Goal]:
    """The goals of a version of a plan, of the present one unless said otherwise."""
    number = version or paper.version
    return (
        Goal.objects.filter(organisation_id=paper.organisation_id, paper=paper)
        .filter(Q(until_version=None) | Q(until_version__gte=number), since_version__lte=number)
        .order_by("place", "id")
    )


def goals_differ(paper: Paper, goals: Sequence[Written]) -> bool:
    """Tell whether a plan's goals are to read otherwise than now."""
    return [_text(goal) for goal in goals_of(paper)] != [_text(goal) for goal in goals]


def _text(goal: Written | Goal) -> tuple[str, str, date | None]:
    return goal.title, goal.own_words, goal.due_on


def follow_goals(*, by: Actor, paper: Paper, goals: Sequence[Written]) -> None:
    """Let the goals be those of the version just written; what is no longer said ends with the last.

    A goal that reads as before goes on; one that reads otherwise is a new one that has come as far.
    """
    now = {goal.pk: goal for goal in goals_of(paper, paper.version)}
    kept: set[UUID] = set()
    for place, goal in enumerate(goals):
        was = now.get(goal.key) if goal.key else None
        if was and _text(was) == _text(goal) and was.place == place:
            kept.add(was.pk)
            continue
        Goal.objects.create(
            organisation_id=paper.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=paper.case_id,
            paper=paper,
            level=paper.level,
            place=place,
            title=goal.title,
            own_words=goal.own_words,
            due_on=goal.due_on,
            since_version=paper.version,
            **({"state": was.state, "state_on": was.state_on} if was else {}),
        )
    for key, ended in now.items():
        if key not in kept:
            save_seen(ended, None, until_version=paper.version - 1)


def mark_goal(
    *, case: Case, goal: Goal, state: str, on: date, seen_version: int, today: date
) -> None:
    """Say how far a goal of the present plan has come, and since when.

    :raises CaseClosed: the case has ended
    :raises StateDayOutside: the day has not come yet
    :raises GoalNotInPlan: the plan no longer has it
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else said it first
    """
    if not case.is_open:
        raise CaseClosed()
    if on > today:
        raise StateDayOutside(field="on")
    if goal.until_version is not None:
        raise GoalNotInPlan()
    save_seen(goal, seen_version, state=state, state_on=on)
    goal.refresh_from_db()
