"""The papers of a consultation (書類) and what is asked in them, as data of the nation."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from bansou.engines.indicators.grammar import Said, Text
from bansou.schemes.basis import Count, Key, Shape

Prefilled = Literal["name", "kana", "birth", "address", "phone", "email"]


class PaperItem(Shape):
    """One thing that a paper asks for.

    :param group: heading under which it stands
    :param input: one line, prose, or lines that begin with a year and month
    :param rows: about so many lines of paper
    :param prefilled: what is known of the person and put in when the paper is begun
    """

    key: Key
    label: Text
    hint: Said = ""
    group: Said = ""
    input: Literal["line", "text", "dated"] = "text"
    rows: Count = 1
    prefilled: Annotated[Prefilled | None, Field(alias="from")] = None


class PaperKind(Shape):
    """A kind of paper.

    :param level: how sensitive it is, 1 to 3
    :param family: whether it is a plan, or any other paper, for the access table
    :param many: whether a person may have several, each with a name of its own
    :param goes_out: whether the person hands it in elsewhere: nothing of the support stands on it
    :param takes_file: whether it may be handed in as a file
    :param own: whether the person reads it on their own page, or writes it there too
    :param drawn: which drawing prints it
    :param basis: which official form it follows, said below it
    :param signers: who signs it on paper
    """

    key: Key
    label: Text
    level: Annotated[StrictInt, Field(ge=1, le=3)]
    family: Literal["plan", "paper"] = "paper"
    many: StrictBool = False
    goes_out: StrictBool = False
    takes_file: StrictBool = False
    own: Literal["", "reads", "writes"] = ""
    drawn: Literal["sheet", "resume"] = "sheet"
    intro: Said = ""
    basis: Said = ""
    signers: tuple[Text, ...] = ()
    items: Annotated[tuple[PaperItem, ...], Field(min_length=1)]

    @property
    def is_plan(self) -> bool:
        return self.family == "plan"

    @property
    def is_written_by_the_person(self) -> bool:
        return self.own == "writes"

    def groups(self) -> Iterator[tuple[str, list[PaperItem]]]:
        """Its items under their headings, in order."""
        for heading in dict.fromkeys(item.group for item in self.items):
            yield heading, [item for item in self.items if item.group == heading]


class Preparation(Shape):
    """What is done before an interview, so many days before it at the latest."""

    key: Key
    title: Text
    days_before: Annotated[StrictInt, Field(ge=0, le=60)]


class Papers(Shape):
    """All kinds of papers, in the order in which they are offered, and what precedes an interview."""

    kinds: Annotated[tuple[PaperKind, ...], Field(min_length=1)]
    preparation: tuple[Preparation, ...] = ()

    def kind(self, key: str) -> PaperKind | None:
        """The kind of a key, None where there is none."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def shown_to_the_person(self) -> tuple[str, ...]:
        """The keys of the kinds that somebody reads on their own page."""
        return tuple(kind.key for kind in self.kinds if kind.own)


@cache
def papers() -> Papers:
    """The papers as the package carries them."""
    file = resources.files(__package__).joinpath("national", "papers.toml")
    return Papers.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
