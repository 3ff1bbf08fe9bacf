"""Recording that somebody has started to work, putting the record right, taking it back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import asked_once, create, rows_of, together
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.employers.models import Company
from bansou.people.cases.models import Case
from bansou.people.steps.actions import (
    AlreadyWithdrawn,
    add_step,
    correct_step,
    withdraw_step,
)
from bansou.placement.followup.actions import drop_follow_ups, plan_follow_ups
from bansou.placement.followup.models import FollowUp
from bansou.placement.hires.models import Hire
from bansou.placement.hires.rules import is_in_job
from bansou.programmes.queries import scheme_on

KIND = "hire.recorded"
#: As schemes and ledgers name regular employment (正規雇用).
REGULAR = "regular"


class EmployerMissing(Refusal):
    """A hire needs a company or at least the employer's name."""

    code = "placement.employer_missing"
    message = _("勤務先を入れてください。企業の台帳にないときは、名称だけでもかまいません。")


class LeftBeforeHired(Refusal):
    """The last day lies before the first."""

    code = "placement.left_before_hired"
    message = _("離職日が就職日より前です。日付を確かめてください。")


class ConversionCrossed(Refusal):
    """What is put right would leave the conversion to regular work outside the job."""

    code = "placement.conversion_crossed"
    message = _(
        "正社員になった日（%(day)s）の記録と合いません。"
        "先に、正社員になった日の記録を直すか取り消してください。"
    )


def record_hire(
    *,
    by: Actor,
    case: Case,
    hired_on: date,
    at: datetime,
    member_id: Any = None,
    ledger_key: str = "",
    **details: Any,
) -> Hire:
    """Record a hire. The case stays open: support goes on after hiring (NAT-24).

    What is not known stays empty and is told apart from what did not happen. Asking after it on
    the days of the scheme (NAT-23) is planned and promised, as far as they are still to come.

    :param details: columns of `Hire`; `company` or `employer_name` names the employer
    :raises EmployerMissing: neither company nor name
    :raises LeftBeforeHired: the dates cross
    """
    details = _UNSAID | details | _employer(**details)
    _refuse_what_cannot_be(details["employer_name"], hired_on, details.get("left_on"))
    with together():
        step = add_step(
            by=by,
            case=case,
            kind=KIND,
            on=hired_on,
            title=_title(details["employer_name"]),
            at=at,
            level=Level.CASEWORK,
            member_id=member_id,
            ledger_key=ledger_key,
        )
        hire = create(
            Hire,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            step=step,
            enrolment=_enrolment_on(case, hired_on),
            hired_on=hired_on,
            **details,
        )
        _plan_follow_ups(by, hire, at)
    return hire


#: What the database would fill in itself, which a row that waits to be written cannot have it do.
_UNSAID: dict[str, Any] = {"leaving_reason": "", "is_qualification_unknown": False}


def _employer(
    *,
    company: Company | None = None,
    employer_name: str = "",
    industry: str = "",
    **_details: Any,
) -> dict[str, Any]:
    """The employer's name and industry; a registered company lends its own where none is said."""
    return {
        "employer_name": company.name if company else employer_name.strip(),
        "industry": industry or (company.industry if company else ""),
    }


#: What `correct_hire` may put right, and what follows from it.
_COLUMNS = (
    "company",
    "employer_name",
    "hired_on",
    "left_on",
    "leaving_reason",
    "employment_type",
    "industry",
    "qualification_used",
    "is_qualification_unknown",
    "route",
    "evidence_level",
    "enrolment",
)


def correct_hire(
    *, by: Actor, hire: Hire, at: datetime, seen_version: int | None = None, **details: Any
) -> Hire:
    """Put right what is known of a hire; the history keeps what was written before.

    Where that moves its first or last day, it is asked after on other days, or no more.

    :param seen_version: the version that was corrected, where others may save in between
    :param details: columns of `Hire`; `company` or `employer_name` names the employer
    :raises EmployerMissing: neither company nor name is left
    :raises LeftBeforeHired: the dates cross
    :raises ConversionCrossed: the conversion to regular work would lie outside the job
    :raises bansou.people.steps.actions.AlreadyWithdrawn: it was taken back
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved in between
    """
    if hire.step.withdrawn_at:
        raise AlreadyWithdrawn()
    seen = hire.version if seen_version is None else seen_version
    was = _asked_about(hire)
    for name, value in details.items():
        setattr(hire, name, value)
    hire.employer_name = hire.company.name if hire.company else hire.employer_name.strip()
    _refuse_what_cannot_be(hire.employer_name, hire.hired_on, hire.left_on)
    if hire.regular_on and not may_be_converted(hire, hire.regular_on):
        raise ConversionCrossed(day=wareki(hire.regular_on), field="employment_type")
    hire.enrolment = _enrolment_on(hire.case, hire.hired_on)
    with transaction.atomic():
        save_seen(hire, seen, **{name: getattr(hire, name) for name in _COLUMNS})
        hire.version = seen + 1
        correct_step(
            step=hire.step,
            on=hire.hired_on,
            title=_title(hire.employer_name),
            fields=hire.step.fields,
            member_id=hire.step.by_id,
        )
        if _asked_about(hire) != was:
            dropped = drop_follow_ups(case=hire.case, hire_id=hire.pk, at=at)
            # What is overdue is still asked.
            since, answered = min(dropped, default=None), _answered(hire)
            _plan_follow_ups(by, hire, at, since=since, but=answered)
    return hire


def withdraw_hire(*, hire: Hire, because: str, at: datetime) -> None:
    """Take a hire back (取消): it stays readable with its reason and counts for nothing.

    :raises bansou.people.steps.actions.AlreadyWithdrawn: it was taken back before
    """
    with together():
        withdraw_step(step=hire.step, at=at, because=because)
        if hire.conversion_step:
            withdraw_step(step=hire.conversion_step, at=at, because=because)
        drop_follow_ups(case=hire.case, hire_id=hire.pk, at=at)


def may_be_converted(hire: Hire, on: date) -> bool:
    """Tell whether the job can have become regular on a day: it was not from its beginning."""
    return hire.employment_type != REGULAR and is_in_job(on, hire.hired_on, hire.left_on)


def _title(employer_name: str) -> str:
    return f"就職　{employer_name}"


def _refuse_what_cannot_be(employer_name: str, hired_on: date, left_on: date | None) -> None:
    if not employer_name:
        raise EmployerMissing(field="employer_name")
    if left_on and left_on < hired_on:
        raise LeftBeforeHired(field="left_on")


def _asked_about(hire: Hire) -> tuple[Any, ...]:
    """What a follow-up goes by: when it is, what it is called, and whether it is asked at all."""
    return hire.hired_on, hire.left_on, hire.employer_name


def _answered(hire: Hire) -> frozenset[str]:
    """The days of the scheme on which it was asked already."""
    asked = rows_of(FollowUp, hire.case)
    return frozenset(f.key for f in asked if f.hire_id == hire.pk and f.outcome)


def _plan_follow_ups(
    by: Actor,
    hire: Hire,
    at: datetime,
    *,
    since: date | None = None,
    but: frozenset[str] = frozenset(),
) -> None:
    enrolment, case = hire.enrolment, hire.case
    if enrolment is None or hire.left_on or not case.is_open:
        return
    today = local_day(at)
    days = asked_once(
        ("follow_ups", enrolment.programme_id),
        lambda: scheme_on(enrolment.programme, today).follow_ups,
    )
    plan_follow_ups(
        by=by,
        case=case,
        hire_id=hire.pk,
        employer_name=hire.employer_name,
        hired_on=hire.hired_on,
        days=days,
        at=at,
        since=min(since or today, today),
        but=but,
    )


def _enrolment_on(case: Case, day: date) -> Any:
    covering = [e for e in case.enrolments.all() if e.from_on <= day <= (e.until_on or date.max)]
    return covering[0] if covering else None
