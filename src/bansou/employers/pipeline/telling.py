"""What a list tells of each company beside its own columns, for one page of companies at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Model, QuerySet

from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import owed_about
from bansou.employers.companies.models import SUBJECT
from bansou.employers.hosts.models import HostPlace
from bansou.employers.openings.models import Opening
from bansou.employers.openings.queries import standing_on
from bansou.employers.stance.models import HiringStance
from bansou.employers.visits.models import EmployerVisit


@dataclass(frozen=True, slots=True)
class Told:
    """Contact, what is owed next, what the company offers, and how willing it is."""

    last_contact_on: date | None
    next_action: str
    next_action_on: date | None
    owner_id: UUID | None
    openings: int
    host_places: int
    stance: HiringStance | None


def told_of(keeper_id: UUID, companies: Collection[UUID], day: date) -> Mapping[UUID, Told]:
    """What is told of these companies of a keeper."""
    own: dict[str, Any] = {"organisation_id": keeper_id, "company_id__in": companies}
    visits = EmployerVisit.objects.filter(**own, withdrawn_at=None)
    contacts = dict(visits.values_list("company_id").annotate(on=Max("on")))
    openings = _counted(standing_on(Opening.objects.filter(**own), day))
    hosts = _counted(standing_on(HostPlace.objects.filter(**own), day))
    stances = latest_stances(HiringStance.objects.filter(**own))
    tasks = _next_tasks(keeper_id, companies)
    return {
        key: Told(
            last_contact_on=contacts.get(key),
            next_action=tasks[key].title if key in tasks else "",
            next_action_on=tasks[key].due_on if key in tasks else None,
            owner_id=tasks[key].owner_id if key in tasks else None,
            openings=openings.get(key, 0),
            host_places=hosts.get(key, 0),
            stance=stances.get(key),
        )
        for key in companies
    }


def latest_stances(stances: QuerySet[HiringStance]) -> Mapping[UUID, HiringStance]:
    """By company, the last that was written down of its willingness."""
    latest = stances.filter(withdrawn_at=None).order_by("company_id", "-on", "-id")
    return {stance.company_id: stance for stance in latest.distinct("company_id")}


def _counted[M: Model](rows: QuerySet[M]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("company_id").annotate(number=Count("pk")))


def _next_tasks(keeper_id: UUID, companies: Collection[UUID]) -> dict[UUID | None, Task]:
    """By company, what is owed first."""
    owed = owed_about(keeper_id, SUBJECT).filter(subject_id__in=companies)
    first = owed.order_by("subject_id", "due_on", "id").distinct("subject_id")
    return {task.subject_id: task for task in first}
