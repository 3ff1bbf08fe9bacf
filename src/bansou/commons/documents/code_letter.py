"""The letter that brings the one-time code of an account: one page of A4, to be folded in three."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from bansou.commons.clock import local_day, wareki
from bansou.commons.documents.typesetting import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLetter:
    """What such a letter says.

    :ivar to: whom it is to, with 様 or 御中
    :ivar body: the organisation that writes it
    :ivar contact: who answers questions about it
    :ivar address: where the code is entered
    :ivar until: the last moment at which it opens anything
    """

    title: str
    to: str
    body: str
    contact: str
    intro: str
    steps: Sequence[str]
    notes: str
    address: str
    code: str
    until: datetime


def code_letter(letter: CodeLetter, *, at: datetime) -> bytes:
    """Draw the letter.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    values = {
        "document": {"title": letter.title, "author": letter.body},
        "to": letter.to,
        "on": wareki(local_day(at)),
        "body": letter.body,
        "contact": letter.contact,
        "intro": letter.intro,
        "steps": list(letter.steps),
        "notes": letter.notes,
        "address": letter.address,
        "code": letter.code,
        "until": wareki(local_day(letter.until)),
    }
    return typeset(_template(), values, at=at)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("code_letter.typ").read_bytes()
