"""The letter that brings a person the code of their account: one page of A4, to be folded in three."""

from datetime import datetime
from functools import cache
from importlib.resources import files

from bansou.commons.clock import local_day, wareki
from bansou.commons.documents.typesetting import typeset
from bansou.people.accounts.models import PersonAccount
from bansou.people.persons.models import Person


def letter_pdf(
    *,
    account: PersonAccount,
    person: Person,
    code: str,
    body: str,
    address: str,
    contact: str,
    at: datetime,
) -> bytes:
    """Draw the letter.

    :param body: the organisation that writes it
    :param address: where the code is entered
    :param contact: who answers questions about it
    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has a letter that no typeface has
    """
    expires = account.code_expires_at
    values = {
        "document": {"title": "あなたのページのご案内", "author": body},
        "to": f"{person.name} 様",
        "on": wareki(local_day(at)),
        "body": body,
        "contact": contact,
        "address": address,
        "code": code,
        "until": wareki(local_day(expires)) if expires else "",
    }
    return typeset(_template(), values, at=at)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("letter.typ").read_bytes()
