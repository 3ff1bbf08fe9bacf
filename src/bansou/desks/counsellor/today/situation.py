"""The situation of the whole desk, as the supervising counsellor's first page shows it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Role
from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import overdue_of
from bansou.desks.counsellor.today.panels import (
    CaseKey,
    Promise,
    Stalled,
    key_of,
    promises,
    quiet_cases,
)
from bansou.people.cases.models import Case
from bansou.people.cases.queries import Load, is_left_open, loads, waiting_for_somebody

#: As the rows of the day's other panels.
SHOWN = 5
#: What an ended year left open is counted apart, and the lists leave it out too.
_CURRENT = {"current": "on"}


@dataclass(frozen=True, slots=True)
class Door:
    """A number that opens to what was counted; without an address where nothing was."""

    count: int
    url: str
    are_people: bool = False

    @property
    def text(self) -> str:
        said = _("%(number)s人") if self.are_people else _("%(number)s件")
        return said % {"number": f"{self.count:,}"}

    @property
    def every(self) -> str:
        said = _("すべて（%(number)s人）") if self.are_people else _("すべて（%(number)s件）")
        return said % {"number": f"{self.count:,}"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case for which nobody is responsible: since when it waits, and what was to be done."""

    case: Case
    days: int


@dataclass(frozen=True, slots=True)
class Counsellor:
    """One counsellor's figures, each a door to what was counted; without an address it is none."""

    name: str
    cases: Door
    stalled: Door
    overdue: Door


@dataclass(frozen=True, slots=True)
class Situation:
    """What nobody does, what is quiet, what is late; then the same by counsellor."""

    waiting: list[Waiting]
    all_waiting: Door
    stalled: list[Stalled]
    all_stalled: Door
    overdue: list[Promise]
    all_overdue: Door
    left_open: Door
    counsellors: list[Counsellor]

    @property
    def case_keys(self) -> list[CaseKey | None]:
        """The cases that its panels name."""
        waiting = [key_of(one.case) for one in self.waiting]
        return [*waiting, *(row.case_key for row in (*self.stalled, *self.overdue))]


def situation_of(actor: Actor, today: date, stalled_until: date) -> Situation | None:
    """The desk's situation for who supervises it; None for everybody else."""
    if actor.role != Role.SUPERVISING_COUNSELLOR:
        return None
    keeper_id = actor.require_organisation()
    by_member = loads(keeper_id, today, stalled_until)
    late = overdue_of(keeper_id, today)
    owing = Counter(late.order_by().values_list("owner_id", flat=True))
    running = Case.objects.filter(organisation_id=keeper_id, closed_on=None)
    quiet = running.exclude(is_left_open(today))
    return Situation(
        waiting=_waiting(actor, today),
        all_waiting=cases_door(sum(one.cases for one in by_member if not one.member_id), "none"),
        left_open=door_to(sum(one.left_open for one in by_member), reverse("counsellor:left_open")),
        stalled=quiet_cases(quiet, today, stalled_until, SHOWN),
        all_stalled=stalled_door(sum(one.stalled for one in by_member), "all"),
        overdue=promises(late[:SHOWN]),
        all_overdue=tasks_door(owing.total(), "all"),
        counsellors=_counsellors(by_member, owing, late),
    )


def _waiting(actor: Actor, today: date) -> list[Waiting]:
    cases = waiting_for_somebody(actor).exclude(is_left_open(today))
    cases = cases.select_related("person").order_by("opened_on", "id")
    return [Waiting(case, (today - case.opened_on).days) for case in cases[:SHOWN]]


def _counsellors(
    by_member: list[Load], owing: Counter[UUID], late: QuerySet[Task]
) -> list[Counsellor]:
    """Who has running cases, or owes something without having any, by name."""
    with_cases = {load.member_id for load in by_member}
    others = {
        task.owner_id: task.owner.user.name for task in late if task.owner_id not in with_cases
    }
    idle = [Load(key, name, 0, 0) for key, name in others.items()]
    rows = [*(load for load in by_member if load.member_id), *idle]
    return [_counsellor(load, owing[load.member_id]) for load in rows if load.member_id]


def _counsellor(load: Load, overdue: int) -> Counsellor:
    key = str(load.member_id)
    return Counsellor(
        name=load.name or "",
        cases=cases_door(load.cases, key),
        stalled=stalled_door(load.stalled, key),
        overdue=tasks_door(overdue, key),
    )


def cases_door(number: int, who: str) -> Door:
    """The running cases of a member, or of nobody (`none`)."""
    return door_to(number, f"{reverse('counsellor:cases')}?{urlencode({'who': who} | _CURRENT)}")


def stalled_door(number: int, who: str) -> Door:
    """Who was not heard of is counted in people, as the panel names them."""
    url = f"{reverse('counsellor:cases')}?{urlencode({'who': who, 'stalled': 'on'} | _CURRENT)}"
    return door_to(number, url, are_people=True)


def tasks_door(number: int, whose: str) -> Door:
    """What a member has promised and not done in time."""
    return door_to(number, f"{reverse('counsellor:tasks')}?{urlencode({'of': whose})}")


def door_to(number: int, url: str, *, are_people: bool = False) -> Door:
    """A number with its address, if anything was counted."""
    return Door(number, url if number else "", are_people)


def overdue_asked_for(actor: Actor, whose: str, today: date) -> QuerySet[Task] | None:
    """The promises of others that the supervisor asks for; None if they ask for their own."""
    if actor.role != Role.SUPERVISING_COUNSELLOR or not whose:
        return None
    late = overdue_of(actor.require_organisation(), today)
    return late if whose == "all" else late.filter(owner_id__in=_keys(whose))


def _keys(written: str) -> list[UUID]:
    try:
        return [UUID(written)]
    except ValueError:
        return []


def whose_name(tasks: QuerySet[Any], whose: str) -> str:
    """Whose promises these are, where they are one member's."""
    first = tasks.first() if whose != "all" else None
    return first.owner.user.name if first else ""
