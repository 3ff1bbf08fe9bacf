"""The values that components show. Views fill them; templates only place them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: a breadcrumb, a tab (with its count), a button."""

    text: str
    url: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A word with a shape. Kinds: key, plain, good, warn, bad, quiet."""

    text: str
    kind: str = "plain"
    icon: str = ""


class Standing(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    LOCKED = "locked"

    @property
    def word(self) -> str:
        return str(_STANDING_WORDS[self])


_STANDING_WORDS = {
    Standing.DONE: _("済み"),
    Standing.NOW: _("進行中"),
    Standing.OPEN: _("これから"),
    Standing.LOCKED: _("まだ申し込めません"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scheme. `mark` is what the circle holds: 2, 後; done and locked draw an icon.

    `fact` is one line; for a locked step it says which record opens it.
    """

    name: str
    standing: Standing
    mark: str
    chip: Chip | None = None
    fact: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a timeline.

    `who` are the units of its second line: 工藤 真由美, 12分, 閲覧区分2 支援記録. With `veil` the
    text is withheld: the sentence says who may read it, `veil_link` how to ask. `more` leads to what
    was said about the entry.
    """

    on: date
    title: str
    icon: str
    who: Sequence[str] = ()
    text: str = ""
    url: str = ""
    chip: Chip | None = None
    veil: str = ""
    veil_link: Link | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list that is paged by key: what it shows and where to go on.

    `first` is the number of its first row, counted from 1; None where it isn't known.
    """

    shown: int
    total: int | None = None
    first: int | None = None
    previous_url: str = ""
    next_url: str = ""

    @property
    def last(self) -> int | None:
        return self.first + self.shown - 1 if self.first else None
