"""Finding persons by any part and any spelling of their name, and persons registered twice."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, Q, TextField, UUIDField, Value

from bansou.commons.database.arrays import IsOneOf
from bansou.commons.text import name_key, query_grams
from bansou.people.persons.models import Person
from bansou.people.persons.rules import reasons_to_be_one
from bansou.people.persons.weighing import Known, reasons, score

#: Among more namesakes than this, the one person about to be registered is found by other marks.
MOST_HITS = 200
#: More persons than any keeper has: what narrows a list further sees every one who is called so.
EVERYBODY = 1_000_000


def find_persons(asked: str, most: int = MOST_HITS) -> list[UUID]:
    """Keys of persons the transaction may see whose name or reading holds `asked`.

    佐藤, サトウ, ｻﾄｳ and さとう find the same people, 高橋 finds 髙橋, one letter is enough. The
    database function looks in the index (which a row policy would keep it from) and gives back
    keys only; whoever reads the rows reads them under the policy again.
    """
    grams = list(query_grams(asked))
    if not grams:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_find_persons(%s, %s)", [grams, most])
        return [key for (key,) in cursor.fetchall()]


def is_called(person: str, asked: str) -> Q:
    """Rows whose person, whose key stands in the column `person`, is called so; all of them.

    One letter of a common name finds thousands; what cannot be searched for finds nobody.
    """
    grams = list(query_grams(asked))
    if not grams:
        return Q(pk__in=[])
    found = Func(
        Value(grams, output_field=ArrayField(TextField())),
        Value(EVERYBODY),
        template="ARRAY(SELECT bansou_find_persons(%(expressions)s))",
        output_field=ArrayField(UUIDField()),
    )
    return Q(IsOneOf(person, found))


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody registered who might be the same person, and why."""

    person: Person
    reasons: list[str]

    @property
    def is_namesake(self) -> bool:
        """Tell whether the names are the same, and not merely alike."""
        return any(reason.startswith("氏名") and "同じ" in reason for reason in self.reasons)


def _called_so(new: Known) -> list[UUID]:
    """Whose name or reading holds the new one's, in any spelling: 髙橋 and 高橋, with kana or not."""
    asked = {"".join(name.split()) for name in (new.name, new.kana) if name.strip()}
    return [key for name in asked for key in find_persons(name)]


def possibly_same(keeper_id: UUID, new: Known, most: int = 5) -> list[Possible]:
    """Persons of a keeper who might be the one about to be registered, the likeliest first.

    They are found by the key of the name, by the search key, by birth date and by telephone.
    """
    alike = Q(name_key=name_key(new.kana or new.name)[:200]) | Q(pk__in=_called_so(new))
    if new.birth_on:
        alike |= Q(birth_on=new.birth_on)
    if new.phone:
        alike |= Q(phone=new.phone)
    found = Person.objects.filter(alike, organisation_id=keeper_id, merged_into=None)
    found = found.prefetch_related("cases")
    possible = [Possible(person, reasons_to_be_one(new, person)) for person in found]
    likely = [one for one in possible if one.reasons]
    return sorted(likely, key=lambda one: (-score(reasons(new, one.person)), one.person.name))[
        :most
    ]


def rows_of_one(keeper_id: UUID, person_id: UUID) -> list[UUID]:
    """The keys of a person and of every row that goes on as theirs."""
    newest, found = [person_id], list[UUID]()
    while newest:
        found += newest
        rows = Person.objects.filter(organisation_id=keeper_id, merged_into__in=newest)
        newest = list(rows.values_list("pk", flat=True))
    return found
