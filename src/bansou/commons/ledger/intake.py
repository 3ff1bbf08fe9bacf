"""One import at work: for whom, by whom, when, under which scheme, and what it has met so far."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.keys import uuid7
from bansou.commons.ledger.problems import Problem, Question
from bansou.commons.ledger.workbook import folded
from bansou.schemes.shape import Scheme


@dataclass
class Intake:
    """What all parts of one import share.

    :param opens_accounts: whether the ledger's staff may be given accounts here and at the
        contractor's; only who looks after the whole installation may decide that
    :ivar broken: what rows with a problem are called, by ledger: a reference to one of them is
        not a problem of its own
    :ivar unread: ledgers whose sheet could not be read at all; anything might be in them
    :ivar questions: people who may be registered already, for the office to decide
    :ivar answers: what it decided, by the number of the new row: the number of the case whose
        person it is, or nothing where it is somebody else
    :ivar books: what several sheets look things up in, made once
    :ivar former_rows: fingerprints as they were, of rows that say something else now
    """

    by: Actor
    at: datetime
    scheme_id: str
    scheme: Scheme
    scheme_text: str
    year: FiscalYear
    opens_accounts: bool = False
    import_id: UUID = field(default_factory=uuid7)
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    former_rows: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unread: set[str] = field(default_factory=set)
    books: dict[type, Any] = field(default_factory=dict)

    def note_broken(self, ledger: str, *called: str) -> None:
        """Remember what a row with a problem is called by its own and by other sheets."""
        self.broken[ledger].update(map(folded, called))

    def note_unsound(self, ledger: str, called: Iterable[str], *, is_whole: bool) -> None:
        """Remember what could not be read of a ledger's sheet, or that it could not be read."""
        self.note_broken(ledger, *called)
        if not is_whole:
            self.unread.add(ledger)

    def is_broken(self, ledger: str, called: str) -> bool:
        return ledger in self.unread or folded(called) in self.broken[ledger]

    def book[B](self, kind: type[B], make: Callable[[], B]) -> B:
        """What sheets look things up in: made for the first that asks, and kept for the others."""
        if kind not in self.books:
            self.books[kind] = make()
        kept: B = self.books[kind]
        return kept

    @property
    def keeper_id(self) -> UUID:
        return self.by.require_organisation()

    @property
    def today(self) -> date:
        return local_day(self.at)

    @property
    def year_prefix(self) -> str:
        """Put before numbers that the office begins anew each year."""
        return f"{self.scheme_id}:{self.year.year}:"
