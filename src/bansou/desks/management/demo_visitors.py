"""People and companies with pages of their own for the demo: somebody in a course, and a company."""

from datetime import datetime

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import User
from bansou.desks.shared.login_names import as_address
from bansou.employers.accounts.actions import account_of_invitation, invite, send_offer
from bansou.employers.accounts.actions import new_user as new_employer
from bansou.employers.accounts.actions import open_account as join_company
from bansou.employers.companies.models import Company
from bansou.people.accounts.actions import account_of_letter, issue_code, new_user, open_account
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from bansou.people.steps.sharing import share_note
from bansou.support.training.models import CourseApplication

#: By what the demo's person signs in.
PERSON_LOGIN = "honnin"
#: By what the demo's company signs in.
EMPLOYER_LOGIN = "saiyo@company.example.jp"
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


def open_page_of_a_company(*, officer: Actor, password: str, at: datetime) -> None:
    """Let a company be tried that has openings, a place for trials and a corporate number, once."""
    if User.objects.filter(email=EMPLOYER_LOGIN).exists():
        return
    with acting(officer, why="体験用のデータ"):
        company = (
            Company.objects.filter(
                organisation_id=officer.require_organisation(),
                openings__isnull=False,
                host_places__takes_trials=True,
            )
            .exclude(corporate_number="")
            .order_by("name_key", "pk")
            .first()
        )
        if company:
            open_company_page(by=officer, company=company, password=password, at=at)


def open_company_page(*, by: Actor, company: Company, password: str, at: datetime) -> None:
    """Invite somebody at a company, have them come in by the letter, and offer an opening."""
    _account, code = invite(
        by=by, company=company, name="採用の担当者", email=EMPLOYER_LOGIN, at=at
    )
    account = account_of_invitation(code=code, corporate_number=company.corporate_number, at=at)
    user = new_employer(account=account, password=password, at=at)
    seat = join_company(account=account, user=user, at=at)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    employer = Actor(
        user_id=user.pk,
        name=user.name,
        membership_id=seat.pk,
        organisation_id=seat.organisation_id,
    )
    content = {"title": "検品の補助", "seats": 2, "days_off": "土日祝"}
    send_offer(by=employer, company=company, kind="opening", content=content, at=at)
