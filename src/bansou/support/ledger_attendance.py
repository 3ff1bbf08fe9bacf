"""受講の出欠 and 修了: who came to a course on which day, and who completed it.

The courses and who takes them stand in 開講 and 受講 (`ledger_training`).
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import refuse_changes
from bansou.commons.ledger.cells import (
    day_in_year,
    key,
    text,
    yes_no,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row
from bansou.people.ledger import QUALIFICATION
from bansou.people.steps.models import Step
from bansou.support.ledger_training import applications_brought
from bansou.support.training.attending import complete_course, mark_attendance, plan_make_up
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    HeldQualification,
    RunDay,
)


class NoDayOfRun(Refusal):
    """The course is not held on this day."""

    code = "ledger.no_day_of_run"
    message = _(
        "この日は、この講座の講習日ではありません。日付を確かめてください。"
        "ほかの回に振り替えた日は、その回が開講のシートにあるか確かめてください。"
    )


# 受講の出欠


class _Marks:
    """Writes who came on which day; a day in another run is one that was made up."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._applications = applications_brought(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"application": self._applications.find}

    def add(self, row: Row) -> UUID:
        application = row.found["application"]
        day = self._own_day(row, application) or self._made_up(row, application)
        return self._mark(row, application, day)

    def change(self, row: Row, subject_id: UUID) -> None:
        refuse_changes(row, but=("attended",))
        mark = Attendance.objects.select_related("application__case", "day").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        self._mark(row, mark.application, mark.day)

    def _mark(self, row: Row, application: CourseApplication, day: RunDay) -> UUID:
        mark = mark_attendance(
            by=self._intake.by,
            application=application,
            day=day,
            attended=row["attended"],
            today=self._intake.today,
            at=self._intake.at,
        )
        return mark.pk

    def _own_day(self, row: Row, application: CourseApplication) -> RunDay | None:
        days = RunDay.objects.filter(
            organisation_id=application.organisation_id, run_id=application.run_id, on=row["on"]
        )
        return days.first()

    def _made_up(self, row: Row, application: CourseApplication) -> RunDay:
        """The day in another run of the course, planned there as on the desk, or by the desk."""
        days = RunDay.objects.filter(
            organisation_id=application.organisation_id,
            run__course=application.course,
            run__programme_id=application.programme_id,
            run__cancelled_at=None,
            on=row["on"],
        )
        day = days.select_related("run").order_by("run__starts_at", "pk").first()
        if day is None:
            raise NoDayOfRun(field="on")
        planned = Attendance.objects.filter(
            organisation_id=application.organisation_id, application=application, day=day
        )
        if not planned.exists():
            plan_make_up(by=self._intake.by, application=application, day=day, today=row["on"])
        return day


# 修了


class _Completions:
    """Writes completions with their certificates; a record in 資格 of the same day is the same."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._applications = applications_brought(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"application": self._applications.find}

    def add(self, row: Row) -> UUID:
        application = row.found["application"]
        complete_course(
            by=self._intake.by,
            application=application,
            on=row["on"],
            number=row.get("number", ""),
            today=self._intake.today,
            at=self._intake.at,
            obtained=self._obtained(application, row["on"]),
        )
        return application.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        refuse_changes(row)

    def _obtained(self, application: CourseApplication, on: date) -> Step | None:
        """What the sheet of qualifications has said of this certificate already."""
        scheme = self._intake.scheme
        register = scheme.qualification(application.qualification)
        of_day = Step.objects.filter(
            organisation_id=application.organisation_id,
            case_id=application.case_id,
            kind=QUALIFICATION,
            on=on,
            withdrawn_at=None,
        )
        taken = HeldQualification.objects.filter(
            organisation_id=application.organisation_id, case_id=application.case_id
        ).exclude(step=None)
        free = of_day.exclude(pk__in=taken.values("step_id"))
        called = register.label if register else application.title
        return next((step for step in free if called in step.title), None)


COURSE_DAYS = LedgerPart(
    name="course_days",
    label="受講の出欠",
    fields=(
        Field("application", key(), required=True),
        Field("on", day_in_year, required=True),
        Field("attended", yes_no, required=True),
    ),
    key="application",
    also_by=("on",),
    writer=_Marks,
    writes_now=True,
    places={"day": "on", "training.day_not_yet_held": "on"},
)

COMPLETIONS = LedgerPart(
    name="completions",
    label="修了",
    fields=(
        Field("application", key(), required=True),
        Field("on", day_in_year, required=True),
        Field("number", text(60)),
    ),
    key="application",
    writer=_Completions,
    writes_now=True,
)
