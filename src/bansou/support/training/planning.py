"""Making runs from a course's template, and cancelling one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.programmes.models import Contract
from bansou.programmes.queries import scheme_on
from bansou.schemes.courses import Course
from bansou.support.training import rules
from bansou.support.training.models import CourseApplication, CourseRun, RunDay
from bansou.support.training.refusals import (
    CourseNotOffered,
    OnlyABreak,
    RunCancelled,
    RunHasPeople,
    RunOutsideContract,
    TooFewDays,
    TooShort,
)
from bansou.support.training.sealing import seal_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided about one run; `amounts` are yen by kind of cost."""

    course: str
    days: Sequence[date]
    starts_at: time
    ends_at: time
    place: str
    capacity: int
    break_minutes: int = 0
    amounts: Mapping[str, int | None] = field(default_factory=dict)


def plan_run(*, by: Actor, contract: Contract, plan: Plan, at: datetime) -> CourseRun:
    """Make a run with all its days, as its course's template says.

    Before anybody can wish for it, the seed is sealed by which its seats may be drawn. A run that
    has begun already, as a ledger tells of, has its people.

    :raises TooFewDays: there is no day
    :raises CourseNotOffered: the scheme in force on the first day has no such course then
    :raises RunOutsideContract: a day lies outside the contract
    :raises OnlyABreak: the break is as long as the day
    :raises TooShort: it is still to come, and its days do not give the hours of the course
    """
    if not plan.days:
        raise TooFewDays(field="weekdays")
    course = _offered(contract, plan)
    for day in plan.days:
        if not contract.starts_on <= day <= contract.ends_on:
            raise RunOutsideContract(
                day=wareki(day),
                starts=wareki(contract.starts_on),
                ends=wareki(contract.ends_on),
                field="first_on",
            )
    if _minutes_a_day(plan) <= 0:
        raise OnlyABreak(field="break_minutes")
    if plan.days[0] >= local_day(at):
        _refuse_too_short(course, plan)
    with transaction.atomic():
        run = CourseRun.objects.create(
            organisation_id=contract.organisation_id,
            recorded_by_id=by.require_organisation(),
            programme_id=contract.programme_id,
            contract=contract,
            provider_id=contract.contractor_id,
            course=course.key,
            title=course.label,
            qualification=course.qualification or "",
            hours=course.hours,
            place=plan.place,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            break_minutes=plan.break_minutes,
            capacity=plan.capacity,
            costs=rules.with_amounts([line.model_dump() for line in course.costs], plan.amounts),
        )
        RunDay.objects.bulk_create(
            RunDay(organisation_id=run.organisation_id, run=run, number=number, on=day)
            for number, day in enumerate(plan.days, start=1)
        )
        if plan.days[0] > local_day(at):
            seal_seed(by=by, run=run, at=at)
    return run


def _offered(contract: Contract, plan: Plan) -> Course:
    course = scheme_on(contract.programme, plan.days[0]).course(plan.course)
    if course is None or not course.holds_on(plan.days[0]):
        raise CourseNotOffered(field="course")
    return course


def _refuse_too_short(course: Course, plan: Plan) -> None:
    minutes = len(plan.days) * _minutes_a_day(plan)
    if course.hours and minutes < 60 * course.hours:
        # Rounded down, so that what is too little never reads like enough.
        total = f"{minutes // 6 / 10:g}"
        raise TooShort(total=total, needed=course.hours, field="days")


def _minutes_a_day(plan: Plan) -> int:
    return rules.minutes_a_day(plan.starts_at, plan.ends_at, plan.break_minutes)


def cancel_run(*, run: CourseRun, because: str, at: datetime) -> None:
    """Say that a run does not take place; those who only wished for it keep their other wishes.

    :raises RunHasPeople: somebody has a seat in it or waits for one
    :raises RunCancelled: it was cancelled before
    """
    with transaction.atomic():
        held = CourseRun.objects.select_for_update().get(
            organisation_id=run.organisation_id, pk=run.pk
        )
        if held.cancelled_at:
            raise RunCancelled()
        waiting = held.applications.filter(state=CourseApplication.State.WAITING).count()
        if held.taken + waiting:
            raise RunHasPeople(number=held.taken + waiting)
        CourseRun.objects.filter(organisation_id=run.organisation_id, pk=run.pk).update(
            cancelled_at=at, cancelled_because=because, version=F("version") + 1
        )
