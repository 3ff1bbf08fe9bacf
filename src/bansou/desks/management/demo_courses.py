"""Runs of courses for the demo: those that the training centre has planned from today on."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.holidays import is_holiday
from bansou.programmes.models import Contract
from bansou.programmes.queries import scheme_on
from bansou.support.training.models import CourseRun
from bansou.support.training.planning import Plan, plan_run
from bansou.support.training.refusals import RunOutsideContract
from bansou.support.training.rules import days_of_run

#: Course, in how many days it begins, seats, exam fee in yen.
_RUNS = (
    ("sling", 8, 10, 1_650),
    ("forklift", 15, 8, 1_650),
    ("computer", 22, 12, None),
    ("sling", 36, 10, 1_650),
)
_WORKDAYS = (0, 1, 2, 3, 4)


def plan_courses(*, by: Actor, contract: Contract, at: datetime) -> list[CourseRun]:
    """Plan what still lies within the contract."""
    today, planned = local_day(at), []
    for course, ahead, capacity, exam_fee in _RUNS:
        with suppress(RunOutsideContract):
            plan = plan_of(contract, course, today + timedelta(days=ahead), capacity, exam_fee)
            planned.append(plan_run(by=by, contract=contract, plan=plan, at=at))
    return planned


def plan_of(
    contract: Contract, key: str, first_on: date, capacity: int, exam_fee: int | None
) -> Plan:
    """A run of a course on workdays from a day on."""
    course = scheme_on(contract.programme, contract.starts_on).course(key)
    number = course.days if course and course.days else 1
    return Plan(
        course=key,
        days=days_of_run(first_on, number, weekdays=_WORKDAYS, is_left_out=is_holiday),
        starts_at=time(8, 30),
        ends_at=time(17, 30),
        break_minutes=60,
        place="地域職業訓練センター",
        capacity=capacity,
        amounts={"exam_fee": exam_fee},
    )
