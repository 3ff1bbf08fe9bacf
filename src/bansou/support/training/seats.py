"""Giving a seat in a run, waiting for one, and giving one back: who waits longest moves up."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step
from bansou.support.training.applying import fields_of
from bansou.support.training.fitness import Asked, refuse_unfit
from bansou.support.training.models import CourseApplication, CourseRun
from bansou.support.training.queries import first_day, held_keys, waiting_for
from bansou.support.training.refusals import (
    NoCourse,
    NotToBeDecided,
    NotWished,
    OutsideContractNow,
    RunCancelled,
    RunFull,
    SeatsLeft,
)

ENROLLED = "training.enrolled"
WITHDRAWN = "training.withdrawn"
_State = CourseApplication.State


def enrol_in_course(
    *, by: Actor, application: CourseApplication, run: CourseRun, on: date, at: datetime
) -> None:
    """Give an approved application a seat in a run that was wished for.

    :raises NotToBeDecided: it is not approved, or has its seat
    :raises NotWished: the run is none of its wishes
    :raises RunCancelled: the run does not take place
    :raises OutsideContractNow: the provider's contract does not run on that day
    :raises RunFull: no seat is left
    :raises Refusal: what `refuse_unfit` refuses
    """
    _refuse_run(application, run, on)
    with transaction.atomic():
        held = _held(application, *CourseApplication.WITHOUT_SEAT)
        _refuse_unfit(held, run)
        _take_seat(run)
        _change(held, state=_State.ENROLLED, run=run, waiting_since=None)
        first = first_day(run)
        add_step(
            by=by,
            case=application.case,
            kind=ENROLLED,
            on=on,
            title=f"受講の決定　{application.title}",
            at=at,
            level=Level.CONTACT,
            fields={**fields_of(application), "first_on": first.isoformat() if first else ""},
        )


def wait_for_seat(
    *, by: Actor, application: CourseApplication, run: CourseRun, on: date, at: datetime
) -> None:
    """Have an approved application wait for a seat in a full run that was wished for.

    :raises NotToBeDecided: it is not approved, or waits already
    :raises SeatsLeft: there is a seat
    :raises Refusal: what keeps it from a seat in this run besides
    """
    _refuse_run(application, run, on)
    with transaction.atomic():
        full = CourseRun.objects.select_for_update().get(
            organisation_id=run.organisation_id, pk=run.pk
        )
        if full.taken < full.capacity:
            raise SeatsLeft()
        held = _held(application, _State.APPROVED)
        _refuse_unfit(held, run)
        _change(held, state=_State.WAITING, run=run, waiting_since=at)


def end_application(
    *,
    by: Actor,
    application: CourseApplication,
    state: CourseApplication.State,
    because: str,
    on: date,
    at: datetime,
) -> None:
    """End an application before its course is completed; a seat goes to who waits longest.

    :param state: WITHDRAWN by the person, DECLINED by the provider
    :raises NotToBeDecided: it has ended
    """
    with transaction.atomic():
        held = _held(application, *CourseApplication.OPEN)
        run = held.run if held.state == _State.ENROLLED else None
        _change(held, state=state, ended_because=because)
        add_step(
            by=by,
            case=application.case,
            kind=WITHDRAWN,
            on=on,
            title=f"受講の{state.label}　{application.title}",
            at=at,
            level=Level.CONTACT,
            fields={**fields_of(application), "reason": because},
        )
        if run:
            _give_back(run)
            move_up(by=by, run=run, on=on, at=at)


def move_up(*, by: Actor, run: CourseRun, on: date, at: datetime) -> None:
    """Give a seat that has become free to the first in turn who may take it.

    Who may not keeps waiting. Where the actor does not see those who wait, somebody else does it.
    """
    for waiting in waiting_for(run).select_related("case__person"):
        try:
            enrol_in_course(by=by, application=waiting, run=run, on=on, at=at)
        except RunFull:
            return
        except Refusal:
            continue


def refuse_for_run(application: CourseApplication, run: CourseRun, on: date) -> None:
    """Refuse a run that an application cannot get a seat in, whatever seats are left.

    :raises Refusal: what `enrol_in_course` refuses besides a full run
    """
    _refuse_run(application, run, on)
    _refuse_unfit(application, run)


def _refuse_run(application: CourseApplication, run: CourseRun, on: date) -> None:
    if run.cancelled_at:
        raise RunCancelled()
    if not application.wishes.filter(run=run).exists():
        raise NotWished()
    contract = run.contract
    if not contract.starts_on <= on <= contract.ends_on:
        raise OutsideContractNow(starts=wareki(contract.starts_on), ends=wareki(contract.ends_on))


def _held(application: CourseApplication, *states: CourseApplication.State) -> CourseApplication:
    """The application as it is now, kept from others; refused in any other state."""
    held = (
        CourseApplication.objects.select_for_update(of=("self",))
        .select_related("case__person", "run__contract")
        .get(organisation_id=application.organisation_id, pk=application.pk)
    )
    if held.state not in states:
        raise NotToBeDecided(state=held.get_state_display())
    return held


def _refuse_unfit(application: CourseApplication, run: CourseRun) -> None:
    first_on = first_day(run) or date.max
    enrolled = enrolled_on(application.case, first_on)
    if enrolled is None:
        raise NoCourse()
    refuse_unfit(
        case=application.case,
        scheme=enrolled.scheme,
        asked=Asked(
            qualification=run.qualification,
            hours=run.hours,
            found=application.legal_hours if application.has_experience else None,
        ),
        held=held_keys(application.case, enrolled.scheme, first_on),
        first_on=first_on,
    )


def _take_seat(run: CourseRun) -> None:
    """One statement asks and takes, so that two can never take the last seat."""
    taken = CourseRun.objects.filter(
        organisation_id=run.organisation_id,
        pk=run.pk,
        cancelled_at=None,
        taken__lt=F("capacity"),
    ).update(taken=F("taken") + 1, version=F("version") + 1)
    if not taken:
        raise RunFull(capacity=run.capacity)


def _give_back(run: CourseRun) -> None:
    CourseRun.objects.filter(organisation_id=run.organisation_id, pk=run.pk, taken__gt=0).update(
        taken=F("taken") - 1, version=F("version") + 1
    )


def _change(application: CourseApplication, **columns: object) -> None:
    CourseApplication.objects.filter(
        organisation_id=application.organisation_id, pk=application.pk
    ).update(**columns, version=F("version") + 1)
