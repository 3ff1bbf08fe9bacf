"""What is handed to somebody of a record, on paper: to whom and why, then item by item."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from bansou.commons.documents.typesetting import typeset


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


def disclosed_pdf(paper: DisclosedPaper, *, at: datetime) -> bytes:
    """Draw the paper. The same paper at the same moment gives the same bytes.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    return typeset(_template(), asdict(paper), at=at)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("disclosed.typ").read_bytes()
