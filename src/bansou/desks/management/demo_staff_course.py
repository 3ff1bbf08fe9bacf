"""A course for supporters in the demo's Kobe: two days held, one member who completed it."""

from datetime import datetime, time, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership
from bansou.programmes.staff_training import (
    Held,
    Planned,
    add_day,
    complete,
    mark_attendance,
    plan_course,
    seat,
)

_PLANNED = Planned(
    title="訪問支援の基礎研修",
    aim="はじめて家庭を訪ねる人が、二人で安全に訪問し、見たことを書けるようになる。",
    taught_by="神戸ひきこもり支援室",
    place="神戸市役所 1号館",
    minutes_needed=300,
)


def fill_staff_course(*, manager: Actor, trainee: Actor, at: datetime) -> None:
    """Both were there on the first day, the member on the second too."""
    today = local_day(at)
    first = Held(
        on=today - timedelta(days=40),
        starts_at=time(9, 30),
        ends_at=time(12, 30),
        subject="訪問の準備と、二人で行くわけ",
    )
    second = Held(
        on=today - timedelta(days=33),
        starts_at=time(13, 30),
        ends_at=time(16),
        subject="家族の話を聞く・記録を書く",
    )
    with acting(manager, why="体験用のデータ"):
        course = plan_course(by=manager, planned=_PLANNED, first=first)
        add_day(by=manager, course=course, held=second)
        member = Membership.objects.select_related("user", "organisation").get(
            pk=trainee.require_membership()
        )
        own = seat(by=manager, course=course, member=member)
        guest = seat(by=manager, course=course, member=None, name="青木 直", body="若者支援の会")
        for day, there in zip(
            course.days.order_by("on"), ({own.pk, guest.pk}, {own.pk}), strict=True
        ):
            mark_attendance(
                by=manager, day=day, there=there, seen_version=day.version, at=at, today=today
            )
        complete(by=manager, seat=own, seen_version=own.version, today=today)
