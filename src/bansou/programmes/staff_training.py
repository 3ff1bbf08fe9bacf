"""支援人材養成研修: courses for those who support people, who was there, and who completed them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import fiscal_year_of
from bansou.commons.database.editing import save_seen
from bansou.commons.database.holding import hold_until_the_end
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.programmes.models import (
    StaffAttendance,
    StaffCourse,
    StaffCourseDay,
    StaffCourseSeat,
)


class CourseCalledOff(Refusal):
    """The course does not take place."""

    code = "staff_training.called_off"
    message = _("この研修は取りやめになっています。行うときは、新しい研修を登録してください。")


class DayTaken(Refusal):
    """The course has a day that begins at this time."""

    code = "staff_training.day_taken"
    message = _("この日時の回は、すでにあります。別の日か、別の開始時刻を入れてください。")


class EndsBeforeStart(Refusal):
    """A day that ends before it begins."""

    code = "staff_training.ends_before_start"
    message = _("終わりの時刻は、始まりの時刻よりあとにしてください。")


class SeatTaken(Refusal):
    """They take the course already."""

    code = "staff_training.seat_taken"
    message = _("%(name)sさんは、すでにこの研修に入っています。別の人を選んでください。")


class NobodyNamed(Refusal):
    """Neither a member nor a name."""

    code = "staff_training.nobody_named"
    message = _("参加する人がいません。職員を選ぶか、氏名と所属を入れてください。")


class DayToCome(Refusal):
    """Attendance is marked before the day."""

    code = "staff_training.day_to_come"
    message = _("この回は、まだ行われていません。行った日から、出席を記録してください。")


class TooShort(Refusal):
    """They were not there long enough."""

    code = "staff_training.too_short"
    message = _(
        "%(name)sさんの出席は%(attended)d分で、修了に要る%(needed)d分に足りません。"
        "出席を確かめるか、補講の回を加えて出席を記録してください。"
    )


class AlreadyCompleted(Refusal):
    """They hold the certificate."""

    code = "staff_training.already_completed"
    message = _("%(name)sさんは、すでに修了しています。修了証（%(number)s）を開いてください。")


class CompletedByIt(Refusal):
    """Attendance that a certificate rests on is to be taken away."""

    code = "staff_training.completed_by_it"
    message = _(
        "%(name)sさんは修了証を受けています。この出席を消すと時間が足りなくなるため、消せません。"
    )


class HasBeenHeld(Refusal):
    """The course has been held, so that it cannot be called off."""

    code = "staff_training.has_been_held"
    message = _("出席の記録がある研修は、取りやめにできません。残りの回を行って終えてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a course teaches, who teaches it where, and how long one must have been there."""

    title: str
    taught_by: str
    place: str
    minutes_needed: int
    aim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One day of a course."""

    on: date
    starts_at: time
    ends_at: time
    subject: str


def plan_course(*, by: Actor, planned: Planned, first: Held) -> StaffCourse:
    """Plan a course with its first day; further days are added to it.

    :raises EndsBeforeStart: the day ends before it begins
    """
    keeper_id = by.require_organisation()
    with transaction.atomic():
        course = StaffCourse.objects.create(
            organisation_id=keeper_id,
            recorded_by_id=keeper_id,
            title=planned.title,
            aim=planned.aim,
            taught_by=planned.taught_by,
            place=planned.place,
            minutes_needed=planned.minutes_needed,
        )
        add_day(by=by, course=course, held=first)
    return course


def add_day(*, by: Actor, course: StaffCourse, held: Held) -> StaffCourseDay:
    """Add a day to a course, a make-up lesson too.

    :raises CourseCalledOff: the course does not take place
    :raises EndsBeforeStart: it ends before it begins
    :raises DayTaken: there is one that begins then
    """
    if held.ends_at <= held.starts_at:
        raise EndsBeforeStart(field="ends_at")
    with transaction.atomic():
        it = _going(course)
        same = it.days.filter(on=held.on, starts_at=held.starts_at)
        if same.exists():
            raise DayTaken(field="on")
        return StaffCourseDay.objects.create(
            organisation_id=it.organisation_id,
            recorded_by_id=by.require_organisation(),
            course=it,
            on=held.on,
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            subject=held.subject,
        )


def seat(
    *, by: Actor, course: StaffCourse, member: Membership | None, name: str = "", body: str = ""
) -> StaffCourseSeat:
    """Let somebody take a course: a member, or by name a supporter of another body.

    :raises CourseCalledOff: the course does not take place
    :raises NobodyNamed: neither a member is chosen nor a name with a body given
    :raises SeatTaken: they take it already
    """
    called = (
        (member.user.name, member.organisation.name) if member else (name.strip(), body.strip())
    )
    if not all(called):
        raise NobodyNamed(field="name")
    with transaction.atomic():
        it = _going(course)
        if it.seats.filter(name=called[0], body=called[1], member=member).exists():
            raise SeatTaken(name=called[0], field="member" if member else "name")
        return StaffCourseSeat.objects.create(
            organisation_id=it.organisation_id,
            recorded_by_id=by.require_organisation(),
            course=it,
            member=member,
            name=called[0],
            body=called[1],
        )


def mark_attendance(
    *,
    by: Actor,
    day: StaffCourseDay,
    there: Collection[UUID],
    seen_version: int,
    at: datetime,
    today: date,
) -> None:
    """Say who was there on a day, over what was said before.

    :param there: the keys of the seats of those who were there
    :raises CourseCalledOff: the course does not take place
    :raises DayToCome: the day has not come
    :raises CompletedByIt: somebody's certificate rests on what is to be taken away
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else marked it in between
    """
    if day.on > today:
        raise DayToCome()
    with transaction.atomic():
        course = _going(day.course)
        save_seen(day, seen_version, marked_at=at)
        was = {one.seat_id: one for one in StaffAttendance.objects.filter(day=day)}
        for one in with_attendance(course):
            if one.pk in there and one.pk not in was:
                _add_attendance(by, one, day)
            if one.pk not in there and one.pk in was:
                _refuse_needed(one, day, course.minutes_needed)
                was[one.pk].delete()


def _add_attendance(by: Actor, seat: StaffCourseSeat, day: StaffCourseDay) -> None:
    StaffAttendance.objects.create(
        organisation_id=day.organisation_id,
        recorded_by_id=by.require_organisation(),
        seat=seat,
        day=day,
    )


def _refuse_needed(seat: StaffCourseSeat, day: StaffCourseDay, needed: int) -> None:
    if seat.certificate and minutes_of(seat) - day.minutes < needed:
        raise CompletedByIt(name=seat.name)


def complete(*, by: Actor, seat: StaffCourseSeat, seen_version: int, today: date) -> str:
    """Let somebody complete a course on the last day they attended; the number of the certificate.

    :raises CourseCalledOff: the course does not take place
    :raises AlreadyCompleted: they hold the certificate
    :raises TooShort: they were not there long enough
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else changed it in between
    """
    with transaction.atomic():
        course = _going(seat.course)
        it = with_attendance(course).get(pk=seat.pk)
        if it.certificate:
            raise AlreadyCompleted(name=it.name, number=it.certificate)
        attended = minutes_of(it)
        if attended < course.minutes_needed:
            raise TooShort(name=it.name, attended=attended, needed=course.minutes_needed)
        last = max(one.day.on for one in it.attended.all())
        number = _next_certificate(by.require_organisation(), last)
        save_seen(it, seen_version, completed_on=last, certificate=number)
    return number


def call_off(*, course: StaffCourse, seen_version: int, because: str) -> None:
    """Say that a course does not take place, and why.

    :raises CourseCalledOff: it was called off before
    :raises HasBeenHeld: somebody attended it
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else changed it in between
    """
    with transaction.atomic():
        it = _going(course)
        if StaffAttendance.objects.filter(day__course=it).exists():
            raise HasBeenHeld()
        save_seen(it, seen_version, called_off_because=because)


def _going(course: StaffCourse) -> StaffCourse:
    """The course as it is on record now, kept from others until the transaction ends."""
    it = StaffCourse.objects.select_for_update().get(
        organisation_id=course.organisation_id, pk=course.pk
    )
    if it.called_off_because:
        raise CourseCalledOff()
    return it


def _next_certificate(keeper_id: UUID, on: date) -> str:
    """The next number of the keeper in the fiscal year of a day; nobody else draws meanwhile."""
    hold_until_the_end(f"staff certificate:{keeper_id}")
    year = fiscal_year_of(on)
    drawn = StaffCourseSeat.objects.filter(
        organisation_id=keeper_id, certificate__startswith=f"{year}-"
    )
    return f"{year}-{drawn.count() + 1:03d}"


# What the desk asks for


def courses_of(keeper_id: UUID) -> QuerySet[StaffCourse]:
    """The courses of an office with their days and seats, the latest planned first."""
    days = StaffCourseDay.objects.order_by("on", "starts_at")
    return (
        StaffCourse.objects.filter(organisation_id=keeper_id)
        .prefetch_related(Prefetch("days", queryset=days), "seats")
        .order_by("-id")
    )


def with_attendance(course: StaffCourse) -> QuerySet[StaffCourseSeat]:
    """Who takes a course, with the days they attended."""
    rows = StaffCourseSeat.objects.filter(organisation_id=course.organisation_id, course=course)
    return rows.prefetch_related("attended__day").order_by("body", "name", "id")


def minutes_of(seat: StaffCourseSeat) -> int:
    """How long somebody was there."""
    return sum(one.day.minutes for one in seat.attended.all())


def completed_by(keeper_id: UUID) -> QuerySet[StaffCourseSeat]:
    """The courses that members of an office completed, the latest first."""
    rows = StaffCourseSeat.objects.filter(organisation_id=keeper_id, member__isnull=False)
    return rows.exclude(certificate="").select_related("course").order_by("-completed_on", "-id")
