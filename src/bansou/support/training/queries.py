"""Courses as the desks ask for them: runs to come, their days, who applied, what somebody holds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from bansou.commons.clock import local_moment
from bansou.people.cases.models import Case
from bansou.people.ledger import QUALIFICATION
from bansou.people.steps.models import Step
from bansou.programmes.models import Programme
from bansou.schemes.shape import Scheme
from bansou.support.training import rules
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    CourseRun,
    HeldQualification,
    RunDay,
    SeatAllotment,
)


def runs_of(programme: Programme, *, provider_id: UUID | None = None) -> QuerySet[Any]:
    """The runs of a programme by their `first_on`; one provider's, if one is named."""
    runs = CourseRun.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).select_related("provider", "contract")
    if provider_id:
        runs = runs.filter(provider_id=provider_id)
    dated: QuerySet[Any] = runs.annotate(first_on=Min("days__on")).order_by("first_on", "id")
    return dated


def run_of(key: UUID) -> CourseRun | None:
    """One run, as far as the transaction may see it."""
    return (
        CourseRun.objects.select_related("programme", "contract", "provider")
        .filter(pk=key)
        .annotate(first_on=Min("days__on"))
        .first()
    )


def days_between(
    programme: Programme, from_on: date, until_on: date, *, provider_id: UUID | None = None
) -> QuerySet[RunDay]:
    """Every day of a programme's runs between two days, both included; cancelled runs left out."""
    days = RunDay.objects.filter(
        organisation_id=programme.organisation_id,
        run__programme=programme,
        run__cancelled_at=None,
        on__range=(from_on, until_on),
    ).select_related("run")
    if provider_id:
        days = days.filter(run__provider_id=provider_id)
    return days.order_by("on", "run__starts_at", "id")


def runs_after(programme: Programme, course: str, day: date) -> QuerySet[Any]:
    """The runs of a course that begin after a day and take place."""
    return runs_of(programme).filter(course=course, cancelled_at=None, first_on__gt=day)


def open_runs(programme: Programme, course: str, at: datetime) -> QuerySet[Any]:
    """The runs of a course that have not begun by a moment and take place, today's included."""
    now = local_moment(at)
    has_not_begun = Q(first_on__gt=now.date()) | Q(first_on=now.date(), starts_at__gt=now.time())
    return runs_of(programme).filter(has_not_begun, course=course, cancelled_at=None)


def first_day(run: CourseRun) -> date | None:
    """The day on which a run begins."""
    first: date | None = run.days.aggregate(first=Min("on"))["first"]
    return first


def applications_of(case: Case) -> QuerySet[CourseApplication]:
    """A case's applications, the latest first."""
    return (
        CourseApplication.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("run__provider", "programme")
        .prefetch_related("wishes__run__days", "run__days")
        .order_by("-applied_on", "-id")
    )


def application_of(key: UUID) -> CourseApplication | None:
    """One application, as far as the transaction may see it."""
    return (
        CourseApplication.objects.select_related(
            "case__person", "run__contract", "run__provider", "programme"
        )
        .filter(pk=key)
        .first()
    )


def wishing(run: CourseRun) -> QuerySet[CourseApplication]:
    """Applications without a seat that wish for this run, in the order in which they came."""
    return (
        CourseApplication.objects.filter(
            organisation_id=run.organisation_id,
            wishes__run=run,
            state__in=CourseApplication.WITHOUT_SEAT,
        )
        .select_related("case__person", "run")
        .prefetch_related("wishes__run")
        .order_by("waiting_since", "applied_on", "id")
    )


def seated_in(run: CourseRun) -> QuerySet[CourseApplication]:
    """Applications that have a seat in this run."""
    return (
        CourseApplication.objects.filter(
            organisation_id=run.organisation_id, run=run, state__in=CourseApplication.SEATED
        )
        .select_related("case__person")
        .order_by("id")
    )


def waiting_for(run: CourseRun) -> QuerySet[CourseApplication]:
    """Who waits for a seat in this run, the first in turn first."""
    return CourseApplication.objects.filter(
        organisation_id=run.organisation_id, run=run, state=CourseApplication.State.WAITING
    ).order_by("waiting_since", "id")


def making_up_on(day: RunDay) -> QuerySet[Attendance]:
    """Days made up here by people who have their seat in another run."""
    return Attendance.objects.filter(organisation_id=day.organisation_id, day=day).exclude(
        application__run=day.run_id
    )


def guests_on(day: RunDay) -> QuerySet[CourseApplication]:
    """Who makes a day up here and has their seat in another run."""
    return (
        CourseApplication.objects.filter(organisation_id=day.organisation_id, attendances__day=day)
        .exclude(run=day.run_id)
        .select_related("case__person")
        .order_by("id")
    )


def attendance_of(application: CourseApplication) -> QuerySet[Attendance]:
    """What is known of an application's days, in their order."""
    return (
        Attendance.objects.filter(
            organisation_id=application.organisation_id, application=application
        )
        .select_related("day__run", "step")
        .order_by("day__on")
    )


def last_attended(application: CourseApplication) -> date | None:
    """The last day of the course on which they came."""
    attended = attendance_of(application).filter(state=Attendance.State.ATTENDED)
    last: date | None = attended.order_by().aggregate(last=Max("day__on"))["last"]
    return last


def attended_numbers(application: CourseApplication) -> set[int]:
    """The numbers of the course's days that were attended, in whichever run."""
    attended = attendance_of(application).filter(state=Attendance.State.ATTENDED)
    return set(attended.order_by().values_list("day__number", flat=True))


def missing_numbers(application: CourseApplication) -> tuple[int, ...]:
    """The numbers of the days that are still to be attended."""
    days = RunDay.objects.filter(
        organisation_id=application.organisation_id, run_id=application.run_id
    )
    numbers = set(days.values_list("number", flat=True))
    return rules.days_to_make_up(numbers, attended_numbers(application))


def days_for_making_up(application: CourseApplication, day: date) -> QuerySet[RunDay]:
    """Days of other runs, from a day on, on which what was missed can be made up."""
    taken = attendance_of(application).order_by().values("day_id")
    return (
        RunDay.objects.filter(
            organisation_id=application.organisation_id,
            run__course=application.course,
            run__programme_id=application.programme_id,
            run__cancelled_at=None,
            number__in=missing_numbers(application),
            on__gte=day,
        )
        .exclude(run_id=application.run_id)
        .exclude(pk__in=taken)
        .select_related("run")
        .order_by("on", "number")
    )


def held_by(case: Case) -> QuerySet[HeldQualification]:
    """The qualifications on record for a case, by name."""
    return HeldQualification.objects.filter(
        organisation_id=case.organisation_id, case=case
    ).order_by("obtained_on", "label")


def obtained_and_not_held(case: Case) -> QuerySet[Step]:
    """Records that something was obtained, such as a ledger's, for which no qualification is held.

    What is held is told by its own record, or by the day on which it was obtained.
    """
    held = held_by(case)
    return (
        Step.objects.filter(
            organisation_id=case.organisation_id,
            case=case,
            kind=QUALIFICATION,
            withdrawn_at=None,
        )
        .exclude(pk__in=held.exclude(step=None).values("step"))
        .exclude(on__in=held.exclude(obtained_on=None).values("obtained_on"))
        .order_by("on", "id")
    )


def held_of(key: UUID) -> HeldQualification | None:
    """One qualification that somebody holds, as far as the transaction may see it."""
    return HeldQualification.objects.select_related("file").filter(pk=key).first()


def held_keys(case: Case, scheme: Scheme | None, day: date) -> set[str]:
    """Keys of what the person of a case holds on a day, by records and by the case's own fields."""
    held = {held.qualification for held in held_by(case) if rules.is_holding(held.expires_on, day)}
    register = scheme.qualifications if scheme else ()
    said = {q.key for q in register if q.case_field and case.fields.get(q.case_field) is True}
    return held | said


def with_wishes(runs: QuerySet[CourseRun]) -> QuerySet[Any]:
    """Say of each run how many approved applications without a seat wish for it first."""
    return runs.annotate(
        first_wishes=Count(
            "wishes",
            filter=Q(
                wishes__rank=1,
                wishes__application__state__in=CourseApplication.WITHOUT_SEAT,
            ),
            distinct=True,
        )
    )


def attended_by_application(
    applications: Iterable[CourseApplication],
) -> Mapping[UUID, set[int]]:
    """The numbers of the days that were attended, by application; one statement for all."""
    listed = [application.pk for application in applications]
    found: dict[UUID, set[int]] = {}
    marks = Attendance.objects.filter(
        application__in=listed, state=Attendance.State.ATTENDED
    ).values_list("application_id", "day__number")
    for key, number in marks:
        found.setdefault(key, set()).add(number)
    return found


def day_of(run_id: UUID, number: int) -> RunDay | None:
    """One day of a run, as far as the transaction may see it."""
    return (
        RunDay.objects.select_related("run__provider")
        .filter(run_id=run_id, number=number, run__cancelled_at=None)
        .first()
    )


def marks_on(day: RunDay) -> Mapping[UUID, str]:
    """What was marked on a day, by application."""
    marks = Attendance.objects.filter(organisation_id=day.organisation_id, day=day)
    return dict(marks.values_list("application_id", "state"))


def marks_in(run: CourseRun) -> Mapping[int, Mapping[UUID, str]]:
    """What was marked on each day of a run, by the day's number and application."""
    found: dict[int, dict[UUID, str]] = {}
    marks = Attendance.objects.filter(organisation_id=run.organisation_id, day__run=run)
    for number, key, state in marks.values_list("day__number", "application_id", "state"):
        found.setdefault(number, {})[key] = state
    return found


def without_seat(runs: Iterable[CourseRun]) -> QuerySet[CourseApplication]:
    """Approved applications that wish for one of these runs and have no seat, the first first."""
    keys = [run.pk for run in runs]
    return (
        CourseApplication.objects.filter(
            wishes__run__in=keys, state__in=CourseApplication.WITHOUT_SEAT
        )
        .select_related("case__person", "run")
        .prefetch_related("wishes")
        .order_by("applied_on", "id")
        .distinct()
    )


def allotments_of(programme: Programme, provider_id: UUID | None = None) -> QuerySet[SeatAllotment]:
    """The times that seats of a programme's courses were given out, the latest first."""
    allotments = SeatAllotment.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    if provider_id:
        allotments = allotments.filter(provider_id=provider_id)
    return allotments.order_by("-allotted_at", "-id")


def latest_allotment_with(application: CourseApplication) -> SeatAllotment | None:
    """The last time that seats were given out to this application among others."""
    return (
        SeatAllotment.objects.filter(
            organisation_id=application.organisation_id,
            programme_id=application.programme_id,
            course=application.course,
            receipt__wishes__has_key=application.ticket,
        )
        .order_by("-allotted_at")
        .first()
    )
