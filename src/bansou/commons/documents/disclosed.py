"""What is handed to somebody of a record, on paper: to whom and why, then item by item."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.documents.typesetting import LetterNotPrintable, typeset

#: What is said at the end of a paper that has letters as numbers.
NUMBERED = _("〓は、印刷用の書体にない文字です。かっこの中は、その文字の番号（Unicode）です。")
#: How often letters are looked for; each round finds those of the first lines that have any.
_MOST_ROUNDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item: what it is, of when, what it says, and why something of it is not shown."""

    label: str
    about: str = ""
    text: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of one kind."""

    heading: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedPaper:
    """A paper of what is handed out.

    :ivar to: whom it is to, with 様 or 御中
    :ivar facts: what is known of the handing over itself
    :ivar closing: what is said at its end
    :ivar caveat: what whoever reads it has to know first, such as that it is no copy
    :ivar note: what is said below it of how it is printed
    """

    title: str
    number: str
    on: str
    to: str
    body: str
    intro: str
    facts: Sequence[tuple[str, str]]
    groups: Sequence[Group]
    closing: str = ""
    foot: str = ""
    note: str = ""
    caveat: str = ""


def disclosed_pdf(paper: DisclosedPaper, *, at: datetime) -> bytes:
    """Draw the paper. The same paper at the same moment gives the same bytes.

    A letter that is in no typeface stands as its number, and the paper says so at its end: nobody
    waits for their records because of a letter.
    """
    values = asdict(paper)
    for _round in range(_MOST_ROUNDS):
        try:
            return typeset(_template(), values, at=at)
        except LetterNotPrintable as missing:
            values = {**_numbered(values, missing.values["each"]), "note": str(NUMBERED)}
    return typeset(_template(), values, at=at)


def _numbered(said: Any, letters: Any) -> Any:
    """The same values with some letters as their numbers."""
    if isinstance(said, str):
        for letter in letters:
            said = said.replace(letter, f"〓（{' '.join(f'U+{ord(one):04X}' for one in letter)}）")
        return said
    if isinstance(said, dict):
        return {key: _numbered(one, letters) for key, one in said.items()}
    if isinstance(said, list | tuple):
        return [_numbered(one, letters) for one in said]
    return said


@cache
def _template() -> bytes:
    return files(__package__).joinpath("disclosed.typ").read_bytes()
