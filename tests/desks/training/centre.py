"""What happens at the training centre: runs are planned through its desk."""

from datetime import date, timedelta
from typing import Any

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.support.training.models import CourseApplication, CourseRun, RunDay
from tests.desks.counsellor.town import Town, days, signed_in


def day_fields(name: str, day: date) -> dict[str, str]:
    """A day as its field is posted."""
    return {name: day.isoformat()}


def plan_fields(town: Town, first_on: date, **said: Any) -> dict[str, Any]:
    """The form of a run, filled in."""
    return {
        "contract": str(town.contract.pk),
        **day_fields("first_on", first_on),
        "days": 3,
        "weekdays": ["0", "1", "2", "3", "4"],
        "skips_holidays": "on",
        "starts_at": "9:00",
        "ends_at": "17:00",
        "place": "訓練センター 実習棟",
        "capacity": 10,
        "request_key": str(uuid7()),
        **said,
    }


def post_plan(town: Town, course: str, by: Membership | None = None, **said: Any) -> Any:
    """Plan a run through the page; a week from today, in as many days as its hours take."""
    first_on = said.pop("first_on", days(7))
    said.setdefault("days", 4 if course == "forklift" else 3)
    address = f"/courses/programmes/{town.programme.pk}/runs/new/?course={course}"
    return signed_in(by or town.trainer).post(address, plan_fields(town, first_on, **said))


def planned(town: Town, course: str = "sling", **said: Any) -> CourseRun:
    """A run that was planned through the page."""
    response = post_plan(town, course, **said)
    assert response.status_code == 302, response.content.decode()[-3000:]
    with town.at_work():
        return CourseRun.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def days_of(town: Town, run: CourseRun) -> list[date]:
    """The days of a run, in order."""
    with town.at_work():
        return [day.on for day in run.days.order_by("number")]


def second_monday_of_january(town: Town) -> date:
    """成人の日 of the programme's year: a holiday that always is a Monday."""
    first = date(town.programme.fiscal_year + 1, 1, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7)


def began(town: Town, run: CourseRun, days_ago: int) -> CourseRun:
    """The same run some time later: its first day lies so many days ago."""
    with town.at_work():
        for day in run.days.all():
            RunDay.objects.filter(pk=day.pk).update(on=days(day.number - 1 - days_ago))
    return run


def enrolled(town: Town, application: CourseApplication, run: CourseRun) -> CourseApplication:
    """An application that got its seat through the page."""
    response = post_seat(town, application, run)
    assert response.status_code == 302, response.content.decode()[-3000:]
    with town.at_work():
        return CourseApplication.objects.select_related("case").get(pk=application.pk)


def post_seat(
    town: Town, application: CourseApplication, run: CourseRun, what: str = "enrol"
) -> Any:
    """Give the seat, or have somebody wait (what="wait"), through the page."""
    address = f"/courses/applications/{application.pk}/runs/{run.pk}/{what}/"
    return signed_in(town.trainer).post(address)


def mark(town: Town, run: CourseRun, number: int, **said: Any) -> Any:
    """Mark a day's attendance through the page; said by keys of applications."""
    address = f"/courses/runs/{run.pk}/days/{number}/"
    return signed_in(town.trainer).post(address, said)


def marked(application: CourseApplication, what: str) -> dict[str, str]:
    """What the attendance page posts about one person."""
    return {f"mark_{application.pk}": what}


def run_again(town: Town, run: CourseRun) -> CourseRun:
    """The run as it is on record now."""
    with town.at_work():
        return CourseRun.objects.get(pk=run.pk)
