"""The records behind a figure as rows to show or write out; names only for who may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.queries import visible
from bansou.commons.clock import wareki
from bansou.desks.manager.finding import may_here
from bansou.desks.manager.words import event_name, words_for, words_of
from bansou.desks.shared.parts import Chip
from bansou.employers.models import Company
from bansou.engines.indicators import (
    EvidenceRow,
    Fact,
    NotCounted,
    ReasonInWords,
    Unknown,
    Words,
    explain_reason,
)
from bansou.engines.indicators.facts import Value, is_known
from bansou.evidence.indicators.queries import Reading
from bansou.people.cases.models import Case

#: Said by another field of the same record, naming somebody, or a key that nobody reads.
_NOT_SHOWN = frozenset({"qualification_used", "employer", "born_on", "hire"})
NOT_WRITTEN = gettext_lazy("未記入")
NOT_KNOWN = gettext_lazy("不明")
NONE_USED = gettext_lazy("なし")


@dataclass(frozen=True, slots=True)
class Item:
    """One record with its part in an answer: counted, or fallen for a reason.

    :param is_gone: it was counted once and is no record of the indicator any more
    """

    fact: Fact
    also: tuple[Fact, ...] = ()
    fallen: NotCounted | Unknown | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """Whose record it is, as far as the viewer may know: a name, else a number.

    :param url: the case or the company, if the viewer may open it
    """

    text: str
    number: str = ""
    url: str = ""

    @property
    def is_named(self) -> bool:
        """Tell whether it names somebody; companies have no case number."""
        return bool(self.url and self.number)


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: its number in the whole list, the day, whose, what, and the columns' cells."""

    number: int
    item: Item
    who: Who
    what: str
    cells: tuple[tuple[str, str | Chip], ...]
    reason: ReasonInWords | None = None

    @property
    def on(self) -> date:
        return self.item.fact.on

    @property
    def more(self) -> int:
        return len(self.item.also)

    @property
    def more_in_words(self) -> str:
        return _("ほか%(number)s件") % {"number": f"{self.more:,}"} if self.more else ""


def items_of(reading: Reading, tab: str) -> list[Item]:
    """The records of one tab: counted, not_counted or unknown."""
    answer = reading.answer
    if tab == "counted":
        return [_counted(row) for row in answer.rows]
    fallen: Iterable[NotCounted | Unknown] = (
        answer.not_counted if tab == "not_counted" else answer.unknown
    )
    return [Item(it.fact, fallen=it) for it in fallen]


def _counted(row: EvidenceRow) -> Item:
    return Item(row.fact, row.also)


@dataclass
class Listing:
    """A list of records with what is needed to show them; queries are made once for all rows."""

    request: Any
    reading: Reading
    items: Sequence[Item]
    #: Rows that are looked at: names are asked for and logged for these alone.
    start: int = 0
    stop: int | None = None
    _words: Words = field(init=False)

    def __post_init__(self) -> None:
        self._words = words_of(self.reading.scheme)

    @cached_property
    def rows(self) -> list[Shown]:
        """The rows from `start` to `stop`."""
        return [
            self._shown(number, item)
            for number, item in enumerate(self._looked_at, start=self.start + 1)
        ]

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """Fields that at least one record of the list has, with their names; keys without are ours."""
        fields = dict.fromkeys(
            name
            for item in self.items
            for name, value in item.fact.fields.items()
            if name in self._words.fields and name not in _NOT_SHOWN and is_known(value)
        )
        return [(name, self._words.field(name)) for name in fields]

    @property
    def cases_named(self) -> list[str]:
        """Keys of the cases whose names these rows show."""
        return sorted({case for case, who in self._cases.items() if who.is_named})

    @property
    def _looked_at(self) -> Sequence[Item]:
        return self.items[self.start : self.stop]

    def _shown(self, number: int, item: Item) -> Shown:
        fact = item.fact
        return Shown(
            number=number,
            item=item,
            who=self._who(fact),
            what=event_name(self._words, fact.event),
            cells=tuple((label, self._cell(name, fact)) for name, label in self.columns),
            reason=self._reason(item),
        )

    def _who(self, fact: Fact) -> Who:
        if fact.case in self._cases:
            return self._cases[fact.case]
        if fact.corporation in self._companies:
            return self._companies[fact.corporation]
        return Who(_("%(body)sの記録") % {"body": self.request.actor.organisation_name})

    def _cell(self, name: str, fact: Fact) -> str | Chip:
        value = fact.fields.get(name)
        if name == "qualification" and not value:
            is_unknown = fact.fields.get("qualification_used") is None
            return str(NOT_KNOWN if is_unknown else NONE_USED)
        text = _written(name, value, words_for(fact, self._words))
        return self._proof(text, str(value)) if name == "evidence_level" and value else text

    def _proof(self, text: str, value: str) -> Chip:
        """How well it is known, from hearsay to an official check."""
        levels = [level.key for level in self.reading.scheme.evidence_levels]
        if value in levels[:1]:
            return Chip(text)
        return Chip(text, "good" if value in levels[-1:] else "key")

    def _reason(self, item: Item) -> ReasonInWords | None:
        return item.fallen and reason_of(item.fallen, self.reading, self._words)

    @cached_property
    def _cases(self) -> Mapping[str | None, Who]:
        keys = {UUID(item.fact.case) for item in self._looked_at if item.fact.case}
        return whose(self.request, keys)

    @cached_property
    def _companies(self) -> Mapping[str | None, Who]:
        """Companies by corporate number and by key, as facts refer to them."""
        facts = [item.fact for item in self._looked_at if not item.fact.case]
        asked = {fact.corporation for fact in facts if fact.corporation}
        if not asked:
            return {}
        keys = [name for name in asked if not name.isdigit()]
        companies = Company.objects.filter(
            Q(corporate_number__in=asked - set(keys)) | Q(pk__in=keys),
            organisation_id=self.request.actor.organisation_id,
        ).values_list("id", "corporate_number", "name")
        may_open = may_here(self.request, "company.read")
        return {
            ref: Who(name, url=reverse("matching:company", args=[key]) if may_open else "")
            for key, number, name in companies
            for ref in (str(key), number)
        }


def _written(name: str, value: Value, words: Words) -> str:
    if not is_known(value):
        return str(NOT_WRITTEN)
    if isinstance(value, date):
        return wareki(value)
    if isinstance(value, tuple | frozenset):
        return "・".join(words.value(name, each) for each in sorted(value))
    return words.value(name, value)


def whose(request: Any, keys: set[UUID]) -> dict[str | None, Who]:
    """Whom these cases are about, by the case's key as text: named where one may open the case."""
    if not keys:
        return {}
    cases = Case.objects.filter(organisation_id=request.actor.organisation_id, pk__in=keys)
    may_open = visible(request.actor, cases, request.today, action="case.open", case="id")
    known: dict[str | None, Who] = {
        str(key): Who(_("ケース %(number)s") % {"number": number}, number)
        for key, number in cases.values_list("id", "number")
    }
    for key, number, name, alias in may_open.values_list("id", "number", "person__name", "alias"):
        url = reverse("counsellor:case", args=[key])
        known[str(key)] = Who(name or alias or _("氏名未登録"), number, url)
    return known


def reason_of(fallen: NotCounted | Unknown, reading: Reading, words: Words) -> ReasonInWords:
    """Why a record was not counted, in words."""
    return explain_reason(
        fallen, reading.definition, reading.scope, reading.lists, words, write_day=wareki
    )


@dataclass(frozen=True, slots=True)
class Summed:
    """A reason with the number of records that fell for it."""

    reason: ReasonInWords
    count: int


def reasons_summed(reading: Reading, items: Sequence[Item]) -> list[Summed]:
    """Each reason once, the most frequent first."""
    words = words_of(reading.scheme)
    counts: dict[ReasonInWords, int] = {}
    for item in items:
        if item.fallen:
            reason = reason_of(item.fallen, reading, words)
            counts[reason] = counts.get(reason, 0) + 1
    summed = [Summed(reason, count) for reason, count in counts.items()]
    return sorted(summed, key=lambda s: (-s.count, s.reason.sentence))
