"""Letters and what is done with them: made at the counsellor's desk, read as the person reads them."""

import io
import re
from typing import Any

import pypdf
from django.test import Client

from bansou.people.accounts.models import PersonAccount
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, signed_in

PASSWORD = "うみべの町でゆっくり歩く"
BORN = {"birth_on": "1980-05-05"}


def letter(town: Town, case: Case) -> str:
    """What the letter says that the counsellor has made."""
    response = signed_in(town.counsellor).post(f"/cases/{case.pk}/account/letter/")
    assert response.status_code == 200, text_of(response)
    assert response["Content-Type"] == "application/pdf"
    return "\n".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages
    )


def code_in(said: str) -> str:
    """The code of a letter."""
    found = re.search(r"\d{4}-\d{4}-\d{4}", said)
    assert found, said
    return found[0]


def enter(client: Client, code: str, **said: str) -> Any:
    """Type code and birth date into the first page."""
    return client.post("/my/open/", {"code": code, **BORN, **said})


def choose(client: Client, login: str = "umi2026", **said: str) -> Any:
    """Choose a login on the second page."""
    fields = {"login": login, "password": PASSWORD, "again": PASSWORD, **said}
    return client.post("/my/open/account/", fields)


def came_in(town: Town, case: Case, login: str = "umi2026") -> Client:
    """A browser in which the person of a case has come in by their letter."""
    client = Client()
    assert enter(client, code_in(letter(town, case))).url == "/my/open/account/"
    assert choose(client, login).url == "/my/"
    return client


def account_of(town: Town, case: Case) -> PersonAccount:
    """The account of a case's person as it is on record, the latest."""
    with town.at_work():
        accounts = PersonAccount.objects.filter(person=case.person_id).select_related("user")
        return accounts.latest("id")
