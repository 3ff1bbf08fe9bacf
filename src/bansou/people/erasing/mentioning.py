"""Where records of other people name somebody who is to be erased: found for a decision by hand.

Nothing is blanked there: it is another person's record, and who keeps it knows what it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from bansou.commons.database.erasing import texts_on_cases
from bansou.people.cases.models import Case

#: A shorter word stands in many texts that are about nobody of this name.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Another person's case, and in how many places of its record the name stands."""

    case_id: UUID
    number: str
    places: int


def mentions_of(cases: list[Case]) -> list[Mention]:
    """Cases of others, as far as the transaction may see them, whose record names a case's person."""
    words = sorted(set(_words(cases)))
    if not words:
        return []
    given: dict[str, Any] = {
        "keeper": cases[0].organisation_id,
        "own": [it.pk for it in cases],
        "words": words,
    }
    asked = "\nUNION ALL\n".join(_asked(*one) for one in texts_on_cases())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.number, count(*) FROM ({asked}) found"  # noqa: S608 - likewise
            " JOIN people_case c ON c.id = found.case_id GROUP BY c.id, c.number"
            " ORDER BY count(*) DESC, c.number",
            given,
        )
        return [Mention(*row) for row in cursor.fetchall()]


def _words(cases: list[Case]) -> Iterator[str]:
    for case in cases:
        names = (case.person.name, case.person.kana) if case.person else (case.alias,)
        for name in names:
            word = "".join(name.split())
            if len(word) >= _SHORTEST:
                yield word


def _asked(table: str, owner: str, columns: list[str]) -> str:
    """SQL: the case of each row of a table that holds one of the words, whatever its spaces and width."""
    texts = ", ".join(f"{column}::text" for column in columns)
    plain = f"regexp_replace(normalize(concat_ws(' ', {texts}), NFKC), '\\s', '', 'g')"
    return (
        f"SELECT {owner} AS case_id FROM {table}"  # noqa: S608 - the names are the models' own
        f" WHERE organisation_id = %(keeper)s AND {owner} <> ALL (%(own)s)"
        f" AND EXISTS (SELECT FROM unnest(%(words)s::text[]) word"
        f" WHERE strpos({plain}, normalize(word, NFKC)) > 0)"
    )
