"""The days for which a person can claim: what the records of attendance say, written once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.schemes.benefits import Benefit
from bansou.support.experience.queries import attended_days as days_at_workplaces
from bansou.support.training.models import Attendance


@dataclass(frozen=True, slots=True)
class AttendedDay:
    """A day on which somebody was there, and the record that says so."""

    on: date
    title: str
    minutes: int
    source: str
    source_id: UUID


def attended_days(case: Case, programme: Programme, benefit: Benefit) -> Sequence[AttendedDay]:
    """Every day attended in a programme of the kind that a benefit is paid for, the first first.

    Two records of one day are one day; the longer one stands for it.
    """
    if benefit.part == "training":
        found = _in_courses(case, programme)
    else:
        found = _at_workplaces(case, programme, benefit.experiences)
    longest: dict[date, AttendedDay] = {}
    for day in found:
        if day.on not in longest or longest[day.on].minutes < day.minutes:
            longest[day.on] = day
    return [longest[on] for on in sorted(longest)]


def _in_courses(case: Case, programme: Programme) -> list[AttendedDay]:
    marks = Attendance.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        state=Attendance.State.ATTENDED,
        application__programme=programme,
    ).select_related("day__run", "application")
    return [
        AttendedDay(
            on=mark.day.on,
            title=_("%(course)s　%(number)d日目")
            % {"course": mark.application.title, "number": mark.day.number},
            minutes=mark.day.run.minutes_a_day,
            source="attendance",
            source_id=mark.pk,
        )
        for mark in marks
    ]


def _at_workplaces(case: Case, programme: Programme, kinds: Collection[str]) -> list[AttendedDay]:
    found = days_at_workplaces(programme, programme.starts_on, programme.ends_on, case=case)
    return [
        AttendedDay(
            on=day.on,
            title=(
                _("職場体験　%(employer)s") if day.kind == "trial" else _("職場見学　%(employer)s")
            )
            % {"employer": day.employer},
            minutes=day.minutes,
            source="experience",
            source_id=day.key,
        )
        for day in found
        if day.kind in kinds
    ]
