"""Rows of 対象者 beside the people who are registered already: a question, never a silent merging."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.database.gathering import write_gathered
from bansou.commons.errors import Refusal
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Row
from bansou.commons.ledger.problems import Question
from bansou.commons.ledger.workbook import folded
from bansou.commons.phones import digits
from bansou.commons.text import name_key
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.people.persons.rules import reasons_to_be_one

#: More than these in one question help nobody.
MOST_CANDIDATES = 5


class NoSuchPerson(Refusal):
    """The answer names a case whose person is not among those who might be the same."""

    code = "ledger.no_such_person"
    message = _(
        "「%(number)s」は、同じ人かもしれない人のケース番号ではありません。"
        "候補のケース番号か「別の人」を選んでください。"
    )


type _Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody registered, with the number of one of their cases."""

    pk: UUID
    name: str
    kana: str
    birth_on: date | None
    phone: str
    number: str


@dataclass(frozen=True, slots=True)
class _New:
    name: str
    kana: str
    birth_on: date | None
    phone: str


class KnownPeople:
    """The keeper's people, found by name, reading, birth date and telephone; loaded once."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._by: defaultdict[_Place, list[Known]] = defaultdict(list)
        rows = Case.objects.filter(
            organisation_id=intake.keeper_id, person_id__isnull=False
        ).order_by("number")
        seen: set[UUID] = set()
        for values in rows.values_list(
            "person_id",
            "person__name",
            "person__kana",
            "person__birth_on",
            "person__phone",
            "number",
        ):
            if values[0] not in seen:
                seen.add(values[0])
                self._place(Known(*values))

    def note(self, person: Person, number: str) -> None:
        """Add somebody whom this import has registered."""
        self._place(
            Known(person.pk, person.name, person.kana, person.birth_on, person.phone, number)
        )

    def same_as(self, row: Row) -> Person | None:
        """The registered person whom the row means, as the office decided.

        Where it has not, the question is noted and the row taken for somebody new.

        :raises NoSuchPerson: the office named somebody who is not among the candidates
        """
        candidates = list(self._candidates(row))
        if not candidates:
            return None
        answer = self._intake.answers.get(row.key)
        if answer is None:
            self._ask(row, candidates)
            return None
        for known, _reasons in candidates:
            if folded(known.number) == folded(answer):
                write_gathered()
                return Person.objects.get(organisation_id=self._intake.keeper_id, pk=known.pk)
        if answer:
            raise NoSuchPerson(number=answer, field="name")
        return None

    def _ask(self, row: Row, candidates: list[tuple[Known, list[str]]]) -> None:
        self._intake.questions.append(
            Question(
                sheet=row.sheet,
                cell=row.address("name"),
                key=row.key,
                name=row["name"],
                candidates=tuple(
                    (known.number, known.name, tuple(reasons)) for known, reasons in candidates
                ),
            )
        )

    def _candidates(self, row: Row) -> Iterator[tuple[Known, list[str]]]:
        """Who might be the person of the row, the likeliest first."""
        new = _New(row["name"], row.get("kana", ""), row.get("birth_on"), row.get("phone", ""))
        found = {
            known.pk: known for place in _found_under(new) for known in self._by.get(place, ())
        }.values()
        likely = [(known, reasons_to_be_one(new, known)) for known in found]
        likely = [(known, reasons) for known, reasons in likely if reasons]
        likely.sort(key=lambda pair: (-len(pair[1]), pair[0].number))
        yield from likely[:MOST_CANDIDATES]

    def _place(self, known: Known) -> None:
        for place in _kept_under(known):
            self._by[place].append(known)


# Whom it is worth asking about: two birth dates in a ledger mean two namesakes, unless they share
# a telephone; a telephone alone means a family. Everybody is placed so that only these are found:
# a name that hundreds bear would else compare each of them with all the others.


def _kept_under(known: Known) -> Iterator[_Place]:
    """Where somebody is kept, for whoever may be the same person to find."""
    number = digits(known.phone)
    if known.birth_on:
        yield "born", known.birth_on
    for name in _names(known):
        yield "named", name
        if not known.birth_on:
            yield "named, undated", name
        elif number:
            yield "named, dated", name, number


def _found_under(new: _New) -> Iterator[_Place]:
    """Where those are kept who may be the person of a row."""
    number = digits(new.phone)
    if new.birth_on:
        yield "born", new.birth_on
    for name in _names(new):
        if not new.birth_on:
            yield "named", name
            continue
        yield "named, undated", name
        if number:
            yield "named, dated", name, number


def _names(person: _New | Known) -> Iterator[str]:
    """Name and reading as they are compared, each once."""
    yield from dict.fromkeys(key for it in (person.name, person.kana) if (key := name_key(it)))
