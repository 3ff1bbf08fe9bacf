"""What has to have come about in the town before a form can be sent: done first, and taken back with it.

Nothing here fills in a form; that is tried without knowing it (`proofs.filling`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from proofs.filling import as_it_came
from proofs.forms import forms_of
from proofs.stage import Asker, Stage, today


class Sent(Protocol):
    """A form on a page, and who sends it."""

    @property
    def page(self) -> str: ...
    @property
    def by(self) -> Asker: ...


@contextmanager
def _at_work(stage: Stage, city: int) -> Iterator[None]:
    from bansou.commons.access.acting import acting

    with acting(stage.supervisors[stage.bodies[city]], why="試験"):
        yield


def _key_in(page: str) -> str:
    from proofs.places import KEY

    return KEY.findall(page)[-1]


def _another_step(case_id: Any) -> Any:
    """A record on the timeline, as an earlier one of the case."""
    from bansou.commons.keys import uuid7
    from bansou.people.steps.models import Step

    step = Step.objects.filter(case=case_id).earliest("id")
    step.pk, step.ledger_key = uuid7(), ""
    step.save(force_insert=True)
    return step.pk


def _visit_was_made(stage: Stage, it: Sent) -> None:
    from bansou.support.outreach.visits.models import OutreachVisit

    with _at_work(stage, 1):
        OutreachVisit.objects.filter(pk=_key_in(it.page)).update(on=today())


def _every_item_is_decided(stage: Stage, it: Sent) -> None:
    """Open each item of the request, and show it."""
    import re

    items = it.page.replace("decide/", "items/")
    listed = stage.ask(it.by, "GET", items).content.decode()
    for path in dict.fromkeys(re.findall(rf'href="({items}[^"]+/[0-9a-f-]{{36}}/)"', listed)):
        page = stage.ask(it.by, "GET", path).content.decode()
        for form in forms_of(page, path):
            if "verdict" in form.controls:
                stage.ask(it.by, "POST", form.path, as_it_came(form) | {"verdict": "shown"})


def _days_were_attended(stage: Stage, it: Sent) -> None:
    from bansou.support.experience.models import Experience, ExperienceDay

    key = _key_in(it.page)
    with _at_work(stage, 0):
        Experience.objects.filter(pk=key).update(state="confirmed")
        for gone, day in enumerate(ExperienceDay.objects.filter(experience=key).order_by("-on")):
            ExperienceDay.objects.filter(pk=day.pk).update(
                on=today() - timedelta(days=gone + 20),
                state="attended",
                step_id=_another_step(day.case_id),
            )


def _both_sides_told(stage: Stage, it: Sent) -> None:
    from bansou.support.experience.models import Experience, ExperienceEvaluation

    _days_were_attended(stage, it)
    with _at_work(stage, 0):
        trial = Experience.objects.get(pk=_key_in(it.page))
        own = {"organisation_id": trial.organisation_id, "recorded_by_id": trial.recorded_by_id}
        for side in ("person", "host"):
            ExperienceEvaluation.objects.create(
                **own, case=trial.case, experience=trial, side=side, on=today(),
                answers={"item_work": "good"}, step_id=_another_step(trial.case_id),
            )  # fmt: skip


def _is_insured(stage: Stage, it: Sent) -> None:
    from bansou.support.experience.models import Experience, InsuredPerson, InternshipPolicy

    with _at_work(stage, 0):
        trial = Experience.objects.get(pk=_key_in(it.page))
        policy = InternshipPolicy.objects.get()
        own = {"organisation_id": trial.organisation_id, "recorded_by_id": trial.recorded_by_id}
        span = {"from_on": today(), "until_on": today() + timedelta(days=90)}
        InternshipPolicy.objects.update(ends_on=span["until_on"])
        InsuredPerson.objects.create(**own, **span, case=trial.case, policy=policy)


def _came_on_every_day(stage: Stage, it: Sent) -> None:
    from bansou.support.training.models import Attendance, CourseApplication, RunDay

    with _at_work(stage, 0):
        one = CourseApplication.objects.get(pk=_key_in(it.page))
        own = {"organisation_id": one.organisation_id, "recorded_by_id": one.recorded_by_id}
        Attendance.objects.filter(application=one).update(state="attended")
        for day in RunDay.objects.filter(run=one.run).exclude(attendances__application=one):
            Attendance.objects.create(
                **own, case=one.case, application=one, day=day, state="attended",
                step_id=_another_step(one.case_id),
            )  # fmt: skip
        for gone, day in enumerate(RunDay.objects.filter(run=one.run).order_by("-number")):
            RunDay.objects.filter(pk=day.pk).update(on=today() - timedelta(days=gone + 20))


def _nobody_applied(stage: Stage, _it: Sent) -> None:
    from bansou.support.training.models import CourseApplication

    with _at_work(stage, 0):
        CourseApplication.objects.filter(case=stage.keys["case"]).update(state="withdrawn")


def _nobody_came_yet(stage: Stage, it: Sent) -> None:
    from bansou.programmes.models import StaffAttendance, StaffCourseDay

    with _at_work(stage, 1):
        days = StaffCourseDay.objects.filter(course=_key_in(it.page))
        StaffAttendance.objects.filter(day__in=days).delete()
        days.update(marked_at=None)


def _nothing_was_agreed(stage: Stage, it: Sent) -> None:
    from bansou.programmes.models import Contract

    with _at_work(stage, 0):
        Contract.objects.filter(programme=_key_in(it.page)).update(contractor=stage.bodies[1])


READY: Mapping[str, Callable[[Stage, Sent], None]] = {
    "counsellor:training_apply": _nobody_applied,
    "experience:confirm": _is_insured,
    "experience:end": _both_sides_told,
    "manager:contract_conclude": _nothing_was_agreed,
    "manager:staff_course_cancel": _nobody_came_yet,
    "outreach:visit_record": _visit_was_made,
    "rights:request_decide": _every_item_is_decided,
    "seeker:apply": _nobody_applied,
    "seeker:how_it_was": _days_were_attended,
    "training:complete": _came_on_every_day,
}
