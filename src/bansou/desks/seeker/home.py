"""わたしのページ: what comes next, what is promised, what waits for an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claims_of
from bansou.commons.clock import local_moment
from bansou.commons.tasks.queries import owed_on
from bansou.desks.seeker.answering import waiting_for_answer
from bansou.desks.seeker.gate import Own, own
from bansou.desks.seeker.money import STANDS, chip_of
from bansou.desks.seeker.plan import Part, plan_of
from bansou.desks.seeker.proposals import proposals_to_answer
from bansou.desks.seeker.reading import READERS_ON_HOME, readings
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip
from bansou.people.cases.promising import SUBJECT
from bansou.people.papers.goals import goals_of
from bansou.people.papers.models import Goal
from bansou.people.papers.own import PLAN, own_papers
from bansou.people.steps.queries import notes_shared_on
from bansou.support.consultation.booking.models import Booking, Channel
from bansou.support.consultation.booking.queries import bookings_of
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


@require_safe
@door("my.read")
def home(request: Any) -> HttpResponse:
    """The page that somebody sees first."""
    it = own(request)
    coming = sorted(_coming(request, it), key=lambda one: (one.on, one.starts_at or time()))
    values = {
        "it": it,
        "next": coming[0] if coming else None,
        "later": coming[1:],
        "promises": _promises(it),
        "answers": waiting_for_answer(it.cases, request.today),
        "proposals": proposals_to_answer(it),
        "plan": _plan(it, request.today),
        "career_plan": _goals(it),
        "may_book": bool(it.case and it.case.is_open),
        "notes": notes_shared_on(it.cases)[:1],
        "money": _money(it),
        "readings": readings(request, it.cases)[:READERS_ON_HOME],
    }
    return render(request, "seeker/home.html", values)


def _coming(request: Any, it: Own) -> Iterator[Coming]:
    """Talks, days of courses in which there is a seat, days at workplaces."""
    for case in it.cases:
        for booking in bookings_of(case, request.now):
            yield _talk(booking, request, may_change=case.is_open)
        enrolled = applications_of(case).filter(state=CourseApplication.State.ENROLLED)
        for application in enrolled:
            yield from _course_days(application, request.today)
        for experience in experiences_of(case).filter(state=Experience.State.CONFIRMED):
            yield from _workplace_days(experience, request.today)


def _talk(booking: Booking, request: Any, *, may_change: bool) -> Coming:
    begins, ends = local_moment(booking.starts_at), local_moment(booking.ends_at)
    said = {"way": booking.get_channel_display(), "name": booking.member.user.name}
    return Coming(
        on=begins.date(),
        title=_("相談（%(way)s）　%(name)s") % said,
        starts_at=begins.time(),
        ends_at=ends.time(),
        place="　".join(filter(None, (booking.desk.name, booking.desk.place))),
        booking=booking,
        note=_how_to_meet(booking),
        may_change=may_change and booking.starts_at > request.now,
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


def _money(it: Own) -> list[tuple[Claim, Chip]]:
    """What was claimed for the person, and how far it has come."""
    shown = [claim for case in it.cases for claim in claims_of(case)]
    return [(claim, chip_of(claim)) for claim in shown if claim.state in STANDS]


def _promises(it: Own) -> list[Any]:
    """What those who support have promised, the next due first."""
    return [
        task
        for case in it.cases
        if case.is_open
        for task in owed_on(case.pk).filter(subject=SUBJECT)
    ]


def _plan(it: Own, today: date) -> list[Part]:
    case = it.case
    return plan_of(case, today) if case and case.is_open else []


def _goals(it: Own) -> list[Goal]:
    """What is planned and not settled, of the plan in force."""
    case = it.case
    plans = [paper for paper in own_papers([case]) if paper.kind == PLAN] if case else []
    return [goal for paper in plans for goal in goals_of(paper) if not goal.is_settled]
