"""開講 and 受講: runs of courses and who takes them, as an office's ledger keeps them.

Who came and who completed it is told in `ledger_attendance`. A seminar that is no run with a list
of its own stands in 講座・セミナー (`ledger_acts`).
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import Brought, refuse_changes
from bansou.commons.ledger.cells import (
    Option,
    day_in_year,
    days,
    key,
    labelled,
    mark_or_names,
    number,
    several,
    text,
    time_of_day,
    yen_up_to,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.withdrawals import BelongsToAnother
from bansou.people.ledger import case_book
from bansou.people.ledger_cases import NoContract
from bansou.programmes.ledger import contracts_of, programme_of
from bansou.programmes.models import Contract
from bansou.schemes.shape import Scheme
from bansou.support.training import rules
from bansou.support.training.applying import Wanted, apply_for_course, approve_application
from bansou.support.training.models import (
    CourseApplication,
    CourseRun,
)
from bansou.support.training.planning import Plan, cancel_run, plan_run
from bansou.support.training.seats import end_application, enrol_in_course

_State = CourseApplication.State


class EndsBeforeStart(Refusal):
    """A run would end each day before it begins."""

    code = "ledger.run_ends_before_start"
    message = _("終わりの時刻が、始まりの時刻より後になっていません。時刻を直してください。")


class ExperienceUnnamed(Refusal):
    """Several experiences at work count for the qualification, and nothing says which was proven."""

    code = "ledger.experience_unnamed"
    message = _(
        "どの実務経験を証明できたか、分かりません。この資格には「%(experiences)s」があります。"
        "印ではなく、この言葉か、その一部（1つに決まるところ）で書いてください。"
    )


class NoExperienceAsked(Refusal):
    """An experience is named, and none counts for the qualification."""

    code = "ledger.no_experience_asked"
    message = _("この講座では、実務経験を見ません。このセルを空欄にしてください。")


class ReasonForEndMissing(Refusal):
    """Something was called off or ended, and nothing says why."""

    code = "ledger.reason_missing"
    message = _("理由が空欄です。取下げ、見送り、中止のときは、理由も書いてください。")


# 開講


class _Runs:
    """Writes runs under the contract in force on their first day."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        programme = programme_of(intake)
        self._contracts = contracts_of(programme) if programme else []

    def add(self, row: Row) -> UUID:
        if row["ends_at"] <= row["starts_at"]:
            raise EndsBeforeStart(field="ends_at")
        plan = Plan(
            course=row["course"],
            days=row["days"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            place=row["place"],
            capacity=row["capacity"],
            break_minutes=row.get("break_minutes", 0),
            amounts={kind: row[kind] for kind in _COSTS if kind in row.values},
        )
        run = plan_run(
            by=self._intake.by,
            contract=self._contract(row["days"][0]),
            plan=plan,
            at=self._intake.at,
        )
        self._cancel_if_said(row, run)
        return run.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        refuse_changes(row, but=("cancelled_because",))
        run = CourseRun.objects.get(organisation_id=self._intake.keeper_id, pk=subject_id)
        self._cancel_if_said(row, run)

    def _cancel_if_said(self, row: Row, run: CourseRun) -> None:
        if because := row.get("cancelled_because"):
            cancel_run(run=run, because=because, at=self._intake.at)

    def _contract(self, day: date) -> Contract:
        if not self._contracts:
            raise NoContract(field="days")
        in_force = [it for it in self._contracts if it.starts_on <= day <= it.ends_on]
        return next(iter(in_force), self._contracts[0])


# 受講


class _Applications:
    """Writes applications, as far as they have come: applied, approved, seated, ended."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        runs = CourseRun.objects.select_related("contract")
        self._runs = Brought(intake, RUNS, RUNS_LABEL, runs)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "run": self._runs.find}

    def add(self, row: Row) -> UUID:
        run = row.found["run"]
        wanted = Wanted(
            course=run.course,
            wishes=[run],
            holds=row.get("holds", ()),
            experiences=self._experiences(row, run),
            purpose=row.get("purpose", ""),
        )
        application = apply_for_course(
            by=self._intake.by,
            case=row.found["case"],
            wanted=wanted,
            on=row["applied_on"],
            at=self._intake.at,
            is_history=True,
        )
        self._go_on(row, application)
        return application.pk

    def _experiences(self, row: Row, run: CourseRun) -> tuple[str, ...]:
        """Which experience was proven: a mark is enough where the register asks for one only."""
        it = self._intake.scheme.qualification(run.qualification)
        named = rules.experiences_named(it, row.get("has_experience", False)) if it else ()
        if it and named is None:
            known = "」「".join(it.experiences)
            refusal = ExperienceUnnamed if known else NoExperienceAsked
            raise refusal(experiences=known, field="has_experience")
        return named or ()

    def change(self, row: Row, subject_id: UUID) -> None:
        application = CourseApplication.objects.select_related("case").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        if application.case_id != row.found["case"].pk:
            raise BelongsToAnother(before=application.case.number, field="case")
        refuse_changes(row, but=("approved_on", "enrolled_on", "ended_on", "ended_as", "reason"))
        self._go_on(row, application)

    def _go_on(self, row: Row, application: CourseApplication) -> None:
        """Do what the row says of the application that no import has seen yet."""
        by, at = self._intake.by, self._intake.at
        approved_on = row.get("approved_on") or row.get("enrolled_on")
        is_open = application.state == _State.APPLIED
        if approved_on and (is_open or row.says_anew("approved_on")):
            approve_application(by=by, application=application, on=approved_on, at=at)
        if row.get("enrolled_on") and row.says_anew("enrolled_on"):
            run, on = row.found["run"], row["enrolled_on"]
            enrol_in_course(by=by, application=application, run=run, on=on, at=at)
        if row.get("ended_on") and row.says_anew("ended_on"):
            if not row.get("reason"):
                raise ReasonForEndMissing(field="reason")
            end_application(
                by=by,
                application=application,
                state=_State(row.get("ended_as", _State.WITHDRAWN)),
                because=row["reason"],
                on=row["ended_on"],
                at=at,
            )


def applications_brought(intake: Intake) -> Brought[CourseApplication]:
    """Applications by the number that the office's ledger gives them."""
    applications = CourseApplication.objects.select_related("case__person", "run")
    return Brought(intake, APPLICATIONS, APPLICATIONS_LABEL, applications)


_COSTS = ("tuition", "exam_fee", "textbook")
_YEN = yen_up_to(10_000_000)


def _courses(scheme: Scheme) -> list[Option]:
    return [Option(course.key, course.label) for course in scheme.courses]


def _qualifications(scheme: Scheme) -> list[Option]:
    return [Option(it.key, it.label) for it in scheme.qualifications]


def _endings(_scheme: object) -> list[Option]:
    return labelled((it.value, it.label) for it in (_State.WITHDRAWN, _State.DECLINED))


RUNS, RUNS_LABEL = "course_runs", "開講"
APPLICATIONS, APPLICATIONS_LABEL = "course_applications", "受講"

COURSE_RUNS = LedgerPart(
    name=RUNS,
    label=RUNS_LABEL,
    fields=(
        Field("key", key(), required=True),
        chosen("course", _courses, required=True),
        Field("days", days, required=True),
        Field("starts_at", time_of_day, required=True),
        Field("ends_at", time_of_day, required=True),
        Field("break_minutes", number(0, 480)),
        Field("place", text(), required=True),
        Field("capacity", number(1, 999), required=True),
        *(Field(kind, _YEN) for kind in _COSTS),
        Field("cancelled_because", text()),
    ),
    key="key",
    writer=_Runs,
    writes_now=True,
    places={"first_on": "days", "weekdays": "days", "training.run_has_people": "cancelled_because"},
)

COURSE_APPLICATIONS = LedgerPart(
    name=APPLICATIONS,
    label=APPLICATIONS_LABEL,
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        Field("run", key(), required=True),
        Field("applied_on", day_in_year, required=True),
        Field("approved_on", day_in_year),
        Field("enrolled_on", day_in_year),
        Field("holds", several(_qualifications), choices=_qualifications),
        Field("has_experience", mark_or_names),
        Field("purpose", text()),
        Field("ended_on", day_in_year),
        chosen("ended_as", _endings),
        Field("reason", text()),
    ),
    key="key",
    writer=_Applications,
    writes_now=True,
    places={
        "course": "run",
        "wish_1": "run",
        "qualification": "holds",
        "people.case_closed": "applied_on",
        "training.consultation_first": "applied_on",
        "training.no_course": "applied_on",
        "training.no_contract": "approved_on",
        "training.contract_not_running": "enrolled_on",
        "training.run_full": "run",
        "training.held_already": "run",
        "training.birth_date_missing": "case",
        "training.too_young": "case",
        "training.prerequisite_missing": "run",
        "training.too_few_hours": "holds",
    },
)
