"""People in courses for the demo: a run that has begun, and a full one with people waiting.

Everybody does what they do at their desks: the counsellor applies and approves, the centre's staff
give seats and mark attendance. It is written as a whole or not at all.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.commons.tasks.models import Task
from bansou.desks.management.demo_courses import plan_of
from bansou.people.cases.models import Case
from bansou.people.cases.promising import keep_promise, promise_instead
from bansou.programmes.models import Contract
from bansou.programmes.queries import contracts_on
from bansou.support.training.applying import Wanted, apply_for_course, approve_application
from bansou.support.training.attending import mark_attendance
from bansou.support.training.models import CourseApplication, CourseRun
from bansou.support.training.planning import plan_run
from bansou.support.training.queries import first_day
from bansou.support.training.refusals import RunOutsideContract
from bansou.support.training.seats import enrol_in_course, wait_for_seat

_WHY = "体験用のデータ"
#: The run that goes on: its course, how many days ago it began, its seats, how many have one.
_BEGUN, _BEGUN_AGO, _BEGUN_SEATS, _BEGUN_TAKEN = "sling", 5, 6, 4
#: The run that is full: its course, in how many days it begins, its seats, how many wait.
_FULL, _FULL_AHEAD, _FULL_SEATS, _FULL_WAITING = "computer", 12, 3, 2
#: How long before a run began its applications came in.
_APPLIED_BEFORE = timedelta(days=14)


def fill_courses(*, counsellor: Actor, trainer: Actor, at: datetime) -> None:
    """Put people into courses under the contract that runs today, once."""
    today = local_day(at)
    with acting(counsellor, why=_WHY):
        if CourseApplication.objects.exclude(run=None).exists():
            return
        contract = contracts_on(counsellor.require_organisation(), today).first()
        if contract is None:
            return
        with suppress(RunOutsideContract):
            _fill_begun(counsellor, trainer, contract, at)
        with suppress(RunOutsideContract):
            _fill_full(counsellor, trainer, contract, at)


def _fill_begun(counsellor: Actor, trainer: Actor, contract: Contract, at: datetime) -> None:
    """A run with attendance of its first day, one of them absent; the later days are open."""
    today = local_day(at)
    run = _run(
        trainer, contract, _BEGUN, _BEGUN_SEATS, first_on=today - timedelta(days=_BEGUN_AGO), at=at
    )
    on = max((first_day(run) or today) - _APPLIED_BEFORE, contract.starts_on)
    seated = _approved(counsellor, run, on, at, _BEGUN_TAKEN)
    with acting(trainer, why=_WHY):
        for application in seated:
            enrol_in_course(by=trainer, application=application, run=run, on=on, at=at)
        first = run.days.get(number=1)
        for application in seated:
            application.refresh_from_db()
            mark_attendance(
                by=trainer,
                application=application,
                day=first,
                attended=application != seated[-1],
                today=today,
                at=at,
            )


def _fill_full(counsellor: Actor, trainer: Actor, contract: Contract, at: datetime) -> None:
    """A run whose seats are taken, with people who wait for one."""
    today = local_day(at)
    run = _run(
        trainer, contract, _FULL, _FULL_SEATS, first_on=today + timedelta(days=_FULL_AHEAD), at=at
    )
    approved = _approved(counsellor, run, today, at, _FULL_SEATS + _FULL_WAITING)
    with acting(trainer, why=_WHY):
        for application in approved[:_FULL_SEATS]:
            enrol_in_course(by=trainer, application=application, run=run, on=today, at=at)
        for application in approved[_FULL_SEATS:]:
            wait_for_seat(by=trainer, application=application, run=run, on=today, at=at)


def _run(
    trainer: Actor, contract: Contract, course: str, seats: int, *, first_on: date, at: datetime
) -> CourseRun:
    with acting(trainer, why=_WHY):
        plan = plan_of(contract, course, first_on, seats, None)
        return plan_run(by=trainer, contract=contract, plan=plan, at=at)


def _approved(
    counsellor: Actor, run: CourseRun, on: date, at: datetime, number: int
) -> list[CourseApplication]:
    """So many applications for a run, of those who may take its course."""
    found: list[CourseApplication] = []
    for case in _candidates(on):
        if len(found) == number:
            break
        with suppress(Refusal), acting(counsellor, why=_WHY):
            application = apply_for_course(
                by=counsellor,
                case=case,
                wanted=Wanted(course=run.course, wishes=[run]),
                on=on,
                at=at,
            )
            approve_application(by=counsellor, application=application, on=on, at=at)
            _promise_to_ask(counsellor, case, at)
            found.append(application)
    return found


def _promise_to_ask(counsellor: Actor, case: Case, at: datetime) -> None:
    """What was next on the case led to the application: from now on the course is asked after."""
    for task in Task.objects.filter(case_id=case.pk, done_at=None, dropped_at=None):
        keep_promise(case=case, task=task, at=at)
    case.refresh_from_db()
    promise_instead(
        by=counsellor,
        case=case,
        seen_version=case.version,
        title="講座のようすを電話で聞く",
        due_on=local_day(at) + timedelta(days=3),
        at=at,
    )


def _candidates(on: date) -> Iterator[Case]:
    """Open cases without any application, first those who came first."""
    asked = CourseApplication.objects.values("case")
    came = Case.objects.filter(closed_on=None, opened_on__lte=on).exclude(pk__in=asked)
    yield from came.select_related("person").order_by("opened_on", "pk")
