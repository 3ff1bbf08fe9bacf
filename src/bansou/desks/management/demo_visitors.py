"""People with pages of their own for the demo: the person who has a seat in the course that goes on."""

from datetime import datetime

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import User
from bansou.desks.shared.login_names import as_address
from bansou.people.accounts.actions import account_of_letter, issue_code, new_user, open_account
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from bansou.people.steps.sharing import share_note
from bansou.support.training.models import CourseApplication

#: By what the demo's person signs in.
PERSON_LOGIN = "honnin"
_NOTE = (
    "今日は、玉掛けの講習を受けることを決めました。\n"
    "休む日があっても、次の回で受け直せます。心配なときは、前の日までに電話をください。"
)


def open_page_of_a_trainee(*, counsellor: Actor, password: str, at: datetime) -> None:
    """Let somebody who is in a course be tried, once; without anybody in one there is none."""
    if User.objects.filter(email=as_address(PERSON_LOGIN)).exists():
        return
    with acting(counsellor, why="体験用のデータ"):
        seated = CourseApplication.objects.filter(
            organisation_id=counsellor.require_organisation(),
            state=CourseApplication.State.ENROLLED,
            case__person__birth_on__isnull=False,
            case__closed_on=None,
        )
        application = seated.select_related("case__person").order_by("pk").first()
        if application is None or application.case.person is None:
            return
        open_page(person=application.case.person, login=PERSON_LOGIN, password=password, at=at)
        _share(counsellor, application.case, at)


def open_page(*, person: Person, login: str, password: str, at: datetime) -> User:
    """Write a letter, and have the person come in by it; the login becomes one of the demo's."""
    _account, code = issue_code(person=person, at=at)
    born_on = person.birth_on
    if born_on is None:
        raise LookupError(f"{person.pk} has no birth date")
    account = account_of_letter(code=code, birth_on=born_on, at=at)
    user = new_user(login=as_address(login), password=password, at=at)
    open_account(account=account, user=user, at=at)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    return user


def _share(counsellor: Actor, case: Case, at: datetime) -> None:
    talk = Step.objects.filter(
        organisation_id=case.organisation_id, case=case, kind="consultation.held", withdrawn_at=None
    )
    if step := talk.order_by("-on", "-pk").first():
        share_note(by=counsellor, step=step, text=_NOTE, at=at)
