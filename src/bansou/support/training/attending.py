"""Attendance by day, days made up in a later run, and the course's end with its certificate."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.rows import Level
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step, correct_step
from bansou.people.steps.models import Step
from bansou.support.training import rules
from bansou.support.training.applying import fields_of
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    HeldQualification,
    RunDay,
)
from bansou.support.training.queries import (
    days_for_making_up,
    last_attended,
    making_up_on,
    missing_numbers,
)
from bansou.support.training.refusals import (
    CertificateNumberMissing,
    CertificateNumberTaken,
    CompletedOutOfTime,
    DaysMissing,
    NothingToMakeUp,
    NotOnThatDay,
    NotToBeDecided,
    NotYetHeldDay,
    RunFull,
)

ATTENDED, MISSED = "training.attended", "training.missed"
COMPLETED, OBTAINED = "training.completed", "qualification.obtained"
_State = CourseApplication.State


def mark_attendance(
    *,
    by: Actor,
    application: CourseApplication,
    day: RunDay,
    attended: bool,
    today: date,
    at: datetime,
) -> Attendance:
    """Mark whether somebody came on a day; marking again puts it right, with its step.

    :raises NotYetHeldDay: the day has not come
    :raises NotToBeDecided: the course is over for them
    :raises NotOnThatDay: they have neither a seat in this run nor a day to make up here
    """
    if day.on > today:
        raise NotYetHeldDay()
    if application.state != _State.ENROLLED:
        raise NotToBeDecided(state=application.get_state_display())
    with transaction.atomic():
        found = (
            Attendance.objects.select_for_update(of=("self",))
            .select_related("step__case")
            .filter(organisation_id=day.organisation_id, application=application, day=day)
            .first()
        )
        if found is None and application.run_id != day.run_id:
            raise NotOnThatDay()
        step = _step(by, application, day, found, attended=attended, at=at)
        state = Attendance.State.ATTENDED if attended else Attendance.State.MISSED
        if found is None:
            return Attendance.objects.create(
                organisation_id=application.organisation_id,
                recorded_by_id=by.require_organisation(),
                case_id=application.case_id,
                application=application,
                day=day,
                state=state,
                step=step,
            )
        Attendance.objects.filter(organisation_id=found.organisation_id, pk=found.pk).exclude(
            state=state
        ).update(state=state, step=step, version=F("version") + 1)
        return found


def _step(
    by: Actor,
    application: CourseApplication,
    day: RunDay,
    found: Attendance | None,
    *,
    attended: bool,
    at: datetime,
) -> Step:
    kind = ATTENDED if attended else MISSED
    title = f"{application.title}　{day.number}日目"
    fields = {**fields_of(application), "attended": attended, "day": day.number}
    if found is not None and found.step is not None:
        if found.step.kind != kind:
            correct_step(
                step=found.step,
                kind=kind,
                on=day.on,
                title=title,
                fields=fields,
                member_id=by.membership_id,
            )
        return found.step
    return add_step(
        by=by,
        case=application.case,
        kind=kind,
        on=day.on,
        title=title,
        at=at,
        level=Level.CONTACT,
        fields=fields,
    )


def plan_make_up(
    *, by: Actor, application: CourseApplication, day: RunDay, today: date
) -> Attendance:
    """Expect somebody on a day of a later run, in place of the missed day of the same number.

    :raises NotToBeDecided: the course is over for them
    :raises NothingToMakeUp: the day is none on which something missed can be made up
    :raises RunFull: on that day all seats are taken
    """
    if application.state != _State.ENROLLED:
        raise NotToBeDecided(state=application.get_state_display())
    with transaction.atomic():
        CourseApplication.objects.select_for_update().get(
            organisation_id=application.organisation_id, pk=application.pk
        )
        if not days_for_making_up(application, today).filter(pk=day.pk).exists():
            raise NothingToMakeUp(field="day")
        run = (
            type(day.run)
            .objects.select_for_update()
            .get(organisation_id=day.organisation_id, pk=day.run_id)
        )
        if run.taken + making_up_on(day).count() >= run.capacity:
            raise RunFull(capacity=run.capacity, field="day")
        return Attendance.objects.create(
            organisation_id=application.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=application.case_id,
            application=application,
            day=day,
            state=Attendance.State.EXPECTED,
        )


def complete_course(
    *,
    by: Actor,
    application: CourseApplication,
    on: date,
    number: str,
    today: date,
    at: datetime,
    obtained: Step | None = None,
) -> HeldQualification | None:
    """Complete a course whose days were all attended; its qualification comes with a number.

    :param obtained: the record of obtaining the qualification, where it is on the spine already
    :raises NotToBeDecided: they have no seat, or have completed it
    :raises DaysMissing: days were missed and not made up
    :raises CompletedOutOfTime: the day lies before the last one attended or after today
    :raises CertificateNumberMissing: the course gives a qualification, and there is no number
    :raises CertificateNumberTaken: somebody else's certificate of this provider has the number
    """
    _refuse_incomplete(application, on, today)
    if application.qualification and not number:
        raise CertificateNumberMissing(field="number")
    with transaction.atomic():
        completed = CourseApplication.objects.filter(
            organisation_id=application.organisation_id,
            pk=application.pk,
            state=_State.ENROLLED,
        ).update(state=_State.COMPLETED, version=F("version") + 1)
        if not completed:
            raise NotToBeDecided(state=application.get_state_display())
        _add(by, application, COMPLETED, on, at, f"講習の修了　{application.title}")
        if not application.qualification:
            return None
        return _certificate(by, application, on, number, at, obtained)


def _refuse_incomplete(application: CourseApplication, on: date, today: date) -> None:
    if application.state != _State.ENROLLED:
        raise NotToBeDecided(state=application.get_state_display())
    if missing := missing_numbers(application):
        raise DaysMissing(days="、".join(f"{number}日目" for number in missing))
    last = last_attended(application)
    if last is None or not last <= on <= today:
        raise CompletedOutOfTime(last=wareki(last) if last else "", field="on")


def _add(
    by: Actor,
    application: CourseApplication,
    kind: str,
    on: date,
    at: datetime,
    title: str,
    **fields: str,
) -> Step:
    return add_step(
        by=by,
        case=application.case,
        kind=kind,
        on=on,
        title=title,
        at=at,
        level=Level.CONTACT,
        fields={**fields_of(application), **fields},
    )


def _certificate(
    by: Actor,
    application: CourseApplication,
    on: date,
    number: str,
    at: datetime,
    obtained: Step | None,
) -> HeldQualification:
    """The qualification on record, with its step; one that had expired is renewed."""
    enrolled = enrolled_on(application.case, on)
    register = enrolled.scheme.qualification(application.qualification) if enrolled else None
    label = register.label if register else application.title
    step = obtained or _add(
        by, application, OBTAINED, on, at, label, qualification=label, number=number
    )
    said = {
        "recorded_by_id": by.require_organisation(),
        "label": label,
        "number": number,
        "issuer_id": application.run.provider_id if application.run else None,
        "obtained_on": on,
        "expires_on": rules.expiry(register, on) if register else None,
        "application": application,
        "step": step,
    }
    return _kept(application, said)


def _kept(application: CourseApplication, said: Mapping[str, Any]) -> HeldQualification:
    """The qualification with its certificate; whoever sees less than all is told by the database."""
    mine: dict[str, Any] = {
        "organisation_id": application.organisation_id,
        "qualification": application.qualification,
    }
    alike = HeldQualification.objects.filter(
        **mine, number=said["number"], application__run__provider_id=said["issuer_id"]
    )
    taken = CertificateNumberTaken(number=said["number"], field="number")
    if alike.exclude(case_id=application.case_id).exists():
        raise taken
    try:
        with transaction.atomic():
            held, _is_new = HeldQualification.objects.update_or_create(
                **mine, case_id=application.case_id, defaults=said
            )
    except IntegrityError:
        raise taken from None
    return held
