"""What lies ahead of somebody: talks, days of courses, days at workplaces."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from bansou.commons.clock import local_day, local_moment
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import Booking, Channel
from bansou.support.consultation.booking.queries import bookings_of
from bansou.support.counselling.booking import coming_bookings
from bansou.support.counselling.models import CounsellingBooking
from bansou.support.experience.models import Experience
from bansou.support.experience.queries import experiences_of
from bansou.support.training.models import CourseApplication
from bansou.support.training.queries import applications_of


@dataclass(frozen=True, slots=True)
class Coming:
    """Something on a day to come: when, what, where, and where it can be called off."""

    on: date
    title: str
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    booking: Booking | None = None
    note: str = ""
    may_change: bool = False
    #: A time with a psychologist, and where both meet on the web.
    counselling: CounsellingBooking | None = None
    video_url: str = ""


def coming_of(case: Case, at: datetime) -> Iterator[Coming]:
    """Talks, days of courses in which there is a seat, days at workplaces, from now on."""
    today = local_day(at)
    for booking in bookings_of(case, at):
        yield _talk(booking, at, may_change=case.is_open)
    for promised in coming_bookings(case, at):
        yield _counselling(promised)
    for application in applications_of(case).filter(state=CourseApplication.State.ENROLLED):
        yield from _course_days(application, today)
    for experience in experiences_of(case).filter(state=Experience.State.CONFIRMED):
        yield from _workplace_days(experience, today)


def _talk(booking: Booking, at: datetime, *, may_change: bool) -> Coming:
    begins, ends = local_moment(booking.starts_at), local_moment(booking.ends_at)
    said = {"way": booking.get_channel_display(), "name": booking.member.user.name}
    return Coming(
        on=begins.date(),
        title=_("相談（%(way)s）　%(name)s") % said,
        starts_at=begins.time(),
        ends_at=ends.time(),
        place=booking.where,
        booking=booking,
        note=_how_to_meet(booking),
        may_change=may_change and booking.starts_at > at,
    )


def _counselling(booking: CounsellingBooking) -> Coming:
    slot = booking.slot
    begins, ends = local_moment(slot.starts_at), local_moment(slot.ends_at)
    way = _("時間になったら、下のリンクを開いてください。") if slot.video_url else ""
    return Coming(
        on=begins.date(),
        title=_("心理カウンセリング　%(name)s") % {"name": slot.member.user.name},
        starts_at=begins.time(),
        ends_at=ends.time(),
        note=way,
        counselling=booking,
        video_url=slot.video_url,
    )


def _how_to_meet(booking: Booking) -> str:
    """What the person has to do when the time has come."""
    if booking.channel == Channel.PHONE:
        return _("時間になったら、窓口から電話をします。")
    if booking.channel == Channel.ONLINE and booking.desk.video_url:
        return _("時間になったら、下のリンクを開いてください。")
    return ""


def _course_days(application: CourseApplication, today: date) -> Iterator[Coming]:
    run = application.run
    for day in run.days.all() if run else ():
        if run and day.on >= today:
            yield Coming(
                on=day.on,
                title=_("%(course)s　%(number)d日目")
                % {"course": application.title, "number": day.number},
                starts_at=run.starts_at,
                ends_at=run.ends_at,
                place=run.place,
            )


def _workplace_days(experience: Experience, today: date) -> Iterator[Coming]:
    place = experience.host.place if experience.host else ""
    for day in experience.days.all():
        if day.on >= today:
            yield Coming(day.on, experience.title, experience.starts_at, experience.ends_at, place)
