"""People in courses for the town: one has a seat and missed a day, one wishes, one only applied."""

from datetime import datetime, timedelta
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.persons.actions import register_person
from bansou.programmes.models import Contract, Programme
from bansou.support.consultation.actions import Talk, record_consultation
from bansou.support.training.allotting import allot_seats
from bansou.support.training.applying import Wanted, apply_for_course, approve_application
from bansou.support.training.attending import complete_course, mark_attendance
from bansou.support.training.certificates import keep_certificate
from bansou.support.training.models import CourseApplication, CourseRun, HeldQualification, RunDay
from bansou.support.training.planning import Plan, plan_run
from bansou.support.training.seats import enrol_in_course
from tests.desks.files import pdf

_PEOPLE = (("小林 健一", "コバヤシ ケンイチ"), ("松本 さやか", "マツモト サヤカ"))


def courses(
    *, by: Actor, centre: Actor, me: Any, case: Case, programme: Programme, now: datetime
) -> dict[str, Any]:
    """Fill a run and let it begin; returns what its pages are called by."""
    today = local_day(now)
    contract = Contract.objects.get(programme=programme)
    run = CourseRun.objects.filter(programme=programme, course="sling").earliest("id")
    forklift = CourseRun.objects.filter(programme=programme, course="forklift").earliest("id")
    with acting(by, why="試験"):
        full = _full_run(by, contract, run, now)
        seated, wishing = (
            _applied(by, _person(by, me, programme, name, kana, now), [full, run], now)
            for name, kana in _PEOPLE
        )
        for application in (seated, wishing):
            approve_application(by=by, application=application, on=today, at=now)
        wanted = Wanted(
            course="forklift", wishes=[forklift], holds=["ordinary_licence"], purpose="倉庫で"
        )
        applied = apply_for_course(by=by, case=case, wanted=wanted, on=today, at=now)
        held = HeldQualification.objects.get(case=case, qualification="ordinary_licence")
        keep_certificate(by=by, held=held, name="運転免許証.pdf", content=pdf(), at=now)
    with acting(centre, why="試験"):
        enrol_in_course(by=centre, application=seated, run=full, on=today, at=now)
    with acting(by, why="試験"):
        for day in full.days.all():
            RunDay.objects.filter(pk=day.pk).update(on=today + timedelta(days=day.number - 3))
    with acting(centre, why="試験"):
        seat = CourseApplication.objects.select_related("case__person").get(pk=seated.pk)
        for day in full.days.order_by("number")[:2]:
            mark_attendance(
                by=centre,
                application=seat,
                day=day,
                attended=day.number == 1,
                today=today,
                at=now,
            )
    with acting(by, why="試験"):
        computer = CourseRun.objects.filter(programme=programme, course="computer").earliest("id")
        CourseRun.objects.filter(pk=computer.pk).update(capacity=1)
        for application in (seated, wishing):
            wanted = Wanted(course="computer", wishes=[computer])
            other = apply_for_course(by=by, case=application.case, wanted=wanted, on=today, at=now)
            approve_application(by=by, application=other, on=today, at=now)
    with acting(centre, why="試験"):
        allotment = allot_seats(
            by=centre,
            programme=programme,
            course="computer",
            provider_ids=[centre.organisation_id],
            on=today,
            at=now,
        )
    return {
        "allotment": allotment.pk,
        "run": run.pk,
        "full_run": full.pk,
        "participant": seated.pk,
        "wisher": wishing.pk,
        "application": applied.pk,
        "held": held.pk,
        "completed": _completed(by, centre, me, programme, run, now),
    }


def _completed(
    by: Actor, centre: Actor, me: Any, programme: Programme, like: CourseRun, now: datetime
) -> Any:
    """Somebody who has completed a course and been given its certificate."""
    today = local_day(now)
    with acting(by, why="試験"):
        run = _full_run(by, like.contract, like, now)
        person = _person(by, me, programme, "森 修", "モリ オサム", now)
        application = _applied(by, person, [run], now)
        approve_application(by=by, application=application, on=today, at=now)
    with acting(centre, why="試験"):
        enrol_in_course(by=centre, application=application, run=run, on=today, at=now)
    with acting(by, why="試験"):
        for day in run.days.all():
            RunDay.objects.filter(pk=day.pk).update(on=today + timedelta(days=day.number - 9))
    with acting(centre, why="試験"):
        seat = CourseApplication.objects.select_related("case__person").get(pk=application.pk)
        for day in run.days.order_by("number"):
            mark_attendance(
                by=centre, application=seat, day=day, attended=True, today=today, at=now
            )
        complete_course(
            by=centre, application=seat, on=today, number="玉第1234号", today=today, at=now
        )
    return seat.pk


def _full_run(by: Actor, contract: Contract, like: CourseRun, now: datetime) -> CourseRun:
    """A run with one seat, with the same days as another one."""
    plan = Plan(
        course=like.course,
        days=[day.on for day in like.days.order_by("number")],
        starts_at=like.starts_at,
        ends_at=like.ends_at,
        break_minutes=like.break_minutes,
        place=like.place,
        capacity=1,
    )
    return plan_run(by=by, contract=contract, plan=plan, at=now)


def _person(by: Actor, me: Any, programme: Programme, name: str, kana: str, now: datetime) -> Case:
    """Somebody who is enrolled and has had a talk."""
    today = local_day(now)
    born_on = today - timedelta(days=45 * 365)
    person = register_person(by=by, name=name, kana=kana, birth_on=born_on)
    case = open_case(by=by, person=person, opened_on=today)
    enrol(case=case, programme=programme, from_on=today)
    assign(by=by, case=case, to=me, from_on=today, at=now)
    talk = Talk(on=today, channel="visit", kind="first_session", note="資格を取りたい。")
    record_consultation(by=by, case=case, talk=talk, title="初回面談（来所）", at=now)
    return case


def _applied(by: Actor, case: Case, wishes: list[CourseRun], now: datetime) -> CourseApplication:
    wanted = Wanted(course="sling", wishes=wishes, purpose="現場で働きたい")
    return apply_for_course(by=by, case=case, wanted=wanted, on=local_day(now), at=now)
