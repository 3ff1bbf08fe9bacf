"""Applying for a course on a case, and the counsellor's approval."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.rows import Level
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.referrals.actions import refer
from bansou.people.referrals.models import Referral
from bansou.people.steps.actions import add_step
from bansou.people.steps.queries import counts_of
from bansou.programmes.models import Contract, Programme
from bansou.schemes.courses import Course
from bansou.schemes.shape import Scheme
from bansou.schemes.stages import Lock, lock_on
from bansou.support.training.fitness import Asked, refuse_unfit
from bansou.support.training.holding import record_held
from bansou.support.training.models import CourseApplication, CourseRun, RunWish
from bansou.support.training.queries import first_day, held_keys
from bansou.support.training.refusals import (
    AppliedAlready,
    ConsultationFirst,
    CourseNotOffered,
    NoContractForCourse,
    NoCourse,
    NotToBeDecided,
    NoWish,
    RunCancelled,
)

APPLIED = "qualification.applied"
APPROVED = "training.approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is applied for: a course, the runs wished for by rank, what the person can prove.

    :param holds: keys of qualifications that they hold, as they say now
    :param experiences: what they can prove of their work, in the register's words
    """

    course: str
    wishes: Sequence[CourseRun]
    holds: Collection[str] = field(default=())
    experiences: Collection[str] = field(default=())
    purpose: str = ""


def apply_for_course(
    *,
    by: Actor,
    case: Case,
    wanted: Wanted,
    on: date,
    at: datetime,
    is_history: bool = False,
) -> CourseApplication:
    """Apply for a course on a case: an application, its wishes, and its step on the spine.

    `is_history` is for rows of a ledger: the case may have ended since.

    :raises CaseClosed: the case has ended
    :raises NoCourse: it is in no programme
    :raises ConsultationFirst: the scheme asks for consultations before
    :raises CourseNotOffered: the programme has no such course on that day
    :raises NoWish: no run is wished for
    :raises AppliedAlready: an application for the course is open
    :raises Refusal: what `refuse_unfit` refuses
    """
    if not (case.is_open or (is_history and case.was_open_on(on))):
        raise CaseClosed()
    programme, scheme = open_to_courses(case, on)
    course = _offered(scheme, wanted.course, on)
    first_on = _first_of(wanted.wishes)
    held = held_keys(case, scheme, first_on) | set(wanted.holds)
    asked = Asked(
        qualification=course.qualification or "",
        hours=course.hours,
        proven=wanted.experiences,
    )
    needed = refuse_unfit(case=case, scheme=scheme, asked=asked, held=held, first_on=first_on)
    with transaction.atomic():
        _record_held(by, case, scheme, wanted.holds, first_on)
        application = _create(by, case, programme, course, wanted, needed, on)
        add_step(
            by=by,
            case=case,
            kind=APPLIED,
            on=on,
            title=f"受講の申込み　{course.label}",
            at=at,
            level=Level.CONTACT,
            fields=fields_of(application),
        )
    return application


def open_to_courses(case: Case, on: date) -> tuple[Programme, Scheme]:
    """The programme of a case and its scheme, if nothing locks courses.

    :raises NoCourse: the case is in no programme
    :raises ConsultationFirst: a required stage is not done yet
    """
    enrolled = enrolled_on(case, on)
    if enrolled is None:
        raise NoCourse()
    lock = lock_on_courses(case, enrolled.scheme, on)
    if lock:
        raise ConsultationFirst(rule=lock.sentence)
    return enrolled.programme, enrolled.scheme


def lock_on_courses(case: Case, scheme: Scheme, on: date | None = None) -> Lock | None:
    """What must be recorded before a course; an earlier application does not open the way.

    :param on: the day of the application, whose lock only records up to then open; None: today's
    """
    own = scheme.stage_of(APPLIED)
    counts = counts_of([case], until=on)[case.pk]
    others = {kind: n for kind, n in counts.items() if own is None or kind not in own.acts}
    return lock_on(scheme, APPLIED, others)


def fields_of(application: CourseApplication) -> dict[str, str]:
    """What steps about an application say besides their title."""
    return {"course": application.title, "application": str(application.pk)}


def _offered(scheme: Scheme, key: str, on: date) -> Course:
    course = scheme.course(key)
    if course is None or not course.holds_on(on):
        raise CourseNotOffered(field="course")
    return course


def _first_of(wishes: Sequence[CourseRun]) -> date:
    """The earliest first day of the runs wished for."""
    if not wishes:
        raise NoWish(field="wish_1")
    if any(run.cancelled_at for run in wishes):
        raise RunCancelled(field="wish_1")
    return min(first_day(run) or date.max for run in wishes)


def _record_held(by: Actor, case: Case, scheme: Scheme, holds: Collection[str], on: date) -> None:
    """What somebody says they hold is kept, unless it is on record."""
    known = held_keys(case, None, on)
    for qualification in scheme.qualifications:
        if qualification.key in holds and qualification.key not in known:
            record_held(by=by, case=case, qualification=qualification)


def _create(
    by: Actor,
    case: Case,
    programme: Programme,
    course: Course,
    wanted: Wanted,
    needed: int | None,
    on: date,
) -> CourseApplication:
    try:
        with transaction.atomic():
            application = CourseApplication.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                programme=programme,
                course=course.key,
                title=course.label,
                qualification=course.qualification or "",
                applied_on=on,
                has_experience=bool(wanted.experiences),
                legal_hours=needed,
                purpose=wanted.purpose,
            )
    except IntegrityError:
        raise AppliedAlready(field="course") from None
    RunWish.objects.bulk_create(
        RunWish(
            organisation_id=case.organisation_id,
            case=case,
            application=application,
            run=run,
            rank=rank,
        )
        for rank, run in enumerate(dict.fromkeys(wanted.wishes), start=1)
    )
    return application


def approve_application(
    *, by: Actor, application: CourseApplication, on: date, at: datetime
) -> None:
    """Approve an application; the person is referred to who holds the runs, if they are not yet.

    :raises NotToBeDecided: it was decided before
    :raises ConsultationFirst: a required consultation was taken back meanwhile
    :raises NoContractForCourse: no contract with the provider runs on that day
    """
    case = application.case
    open_to_courses(case, on)
    with transaction.atomic():
        _decide(application, CourseApplication.State.APPROVED)
        for contract in _contracts(application):
            _refer(by, application, contract, on, at)
        add_step(
            by=by,
            case=case,
            kind=APPROVED,
            on=on,
            title=f"受講の承認　{application.title}",
            at=at,
            level=Level.CONTACT,
            fields=fields_of(application),
        )


def _contracts(application: CourseApplication) -> list[Contract]:
    """The contracts under which the runs wished for are held."""
    runs = CourseRun.objects.filter(
        organisation_id=application.organisation_id, wishes__application=application
    )
    return list(
        Contract.objects.filter(
            organisation_id=application.organisation_id, pk__in=runs.values("contract_id")
        )
    )


def _refer(
    by: Actor, application: CourseApplication, contract: Contract, on: date, at: datetime
) -> None:
    if not contract.starts_on <= on <= contract.ends_on:
        raise NoContractForCourse()
    if not application.case.is_open:
        return  # Approved before it ended, and written down now: nobody is to see it any more.
    referred = Referral.objects.filter(
        organisation_id=application.organisation_id,
        case=application.case,
        contract=contract,
        ended_on=None,
    )
    if not referred.exists():
        refer(
            by=by,
            case=application.case,
            contract=contract,
            on=on,
            at=at,
            purpose=f"{application.title}の受講",
            level=Level.CONTACT,
        )


def _decide(application: CourseApplication, state: CourseApplication.State) -> None:
    decided = CourseApplication.objects.filter(
        organisation_id=application.organisation_id,
        pk=application.pk,
        state=CourseApplication.State.APPLIED,
    ).update(state=state, version=F("version") + 1)
    if not decided:
        application.refresh_from_db(fields=["state"])
        raise NotToBeDecided(state=application.get_state_display())
