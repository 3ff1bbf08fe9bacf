"""What happens on the case's page of courses: applying, approving, looking at it."""

from typing import Any

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.training.models import CourseApplication, CourseRun
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, signed_in


def application_fields(*wishes: CourseRun, **said: Any) -> dict[str, Any]:
    """The form of an application, filled in."""
    ranked = {f"wish_{rank}": str(run.pk) for rank, run in enumerate(wishes, start=1)}
    return {**ranked, "purpose": "倉庫で働きたい", "request_key": str(uuid7()), **said}


def post_application(
    town: Town,
    case: Case,
    course: str,
    *wishes: CourseRun,
    by: Membership | None = None,
    **said: Any,
) -> Any:
    """Apply through the page."""
    address = f"/cases/{case.pk}/training/apply/?course={course}"
    return signed_in(by or town.counsellor).post(address, application_fields(*wishes, **said))


def applied(town: Town, case: Case, course: str, *wishes: CourseRun, **said: Any) -> Any:
    """An application that was made through the page."""
    response = post_application(town, case, course, *wishes, **said)
    assert response.status_code == 302, text_of(response)
    with town.at_work():
        found = CourseApplication.objects.select_related("case")
        return found.filter(case=case, course=course).latest("id")


def approved(town: Town, case: Case, course: str, *wishes: CourseRun, **said: Any) -> Any:
    """An application that was approved through the page."""
    application = applied(town, case, course, *wishes, **said)
    response = signed_in(town.counsellor).post(f"/cases/training/{application.pk}/approve/")
    assert response.status_code == 302, text_of(response)
    return application


def state_of(town: Town, application: CourseApplication) -> str:
    """The state of an application now."""
    with town.at_work():
        return CourseApplication.objects.get(pk=application.pk).state


def kinds_of(town: Town, case: Case) -> list[str]:
    """The kinds of all steps on a case, the first first."""
    with town.at_work():
        return list(Step.objects.filter(case=case).order_by("id").values_list("kind", flat=True))
