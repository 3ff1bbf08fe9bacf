"""Pairs of persons who look like one, without comparing everybody with everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from bansou.people.cases.models import Case
from bansou.people.persons.models import DistinctPersons, Person, PersonMerge
from bansou.people.persons.weighing import LIKELY, Reason, reasons, score

#: A telephone number that more rows have is an office's or a home's, and tells nothing.
_SHARED_BY = 12
#: So many pairs are weighed at most, the likeliest first; whoever settles them sees the next ones.
_MOST = 10_000

# Whoever was erased has no key of a name left and is nobody's double.
# Two rows are weighed where one of these is the same: the key of the name (or the name without
# spaces) with the day of birth, with a day that differs by a slip, or with mail or address where a
# day is missing; the telephone number; the day of birth with the beginning or end of the key, as
# after a marriage. Each is a join by equality of columns that few rows share, so that the number of
# pairs looked at grows with the people, also where half of them are called the same.
# Two who were settled as two stay two when one of them, or both, go on as somebody else.
_PAIRS = """
WITH RECURSIVE gone AS (
    SELECT id, merged_into_id AS root FROM people_person
    WHERE organisation_id = %(keeper)s AND merged_into_id IS NOT NULL
    UNION ALL
    SELECT gone.id, p.merged_into_id FROM gone JOIN people_person p ON p.id = gone.root
    WHERE p.merged_into_id IS NOT NULL
), settled AS MATERIALIZED (
    SELECT coalesce(a.root, d.person_id) AS left_id, coalesce(b.root, d.other_id) AS right_id
    FROM people_distinctpersons d
    LEFT JOIN gone a ON a.id = d.person_id LEFT JOIN gone b ON b.id = d.other_id
    WHERE d.organisation_id = %(keeper)s
), own AS MATERIALIZED (
    SELECT id, name_key, birth_on,
        date_part('year', birth_on) AS y,
        date_part('month', birth_on) AS m,
        date_part('day', birth_on) AS d,
        least(date_part('month', birth_on), date_part('day', birth_on)) AS lower,
        greatest(date_part('month', birth_on), date_part('day', birth_on)) AS upper,
        left(name_key, 2) AS head, right(name_key, 2) AS tail,
        regexp_replace(normalize(name, NFKC), '\\s', '', 'g') AS plain,
        nullif(lower(btrim(normalize(email, NFKC))), '') AS mail,
        nullif(regexp_replace(normalize(address, NFKC), '\\s', '', 'g'), '') AS place,
        regexp_replace(normalize(phone, NFKC), '[^0-9]', '', 'g') AS number
    FROM people_person
    WHERE organisation_id = %(keeper)s AND merged_into_id IS NULL AND name_key <> ''
), numbers AS (
    SELECT number FROM own WHERE length(number) >= 9
    GROUP BY number HAVING count(*) BETWEEN 2 AND %(shared)s
), pairs AS (
    SELECT a.id AS one, b.id AS other, 3 AS weight FROM own a JOIN own b USING (birth_on, name_key)
    UNION ALL SELECT a.id, b.id, 3 FROM own a JOIN own b USING (birth_on, plain)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, y, m)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, y, d)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, m, d)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, y, lower, upper)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, mail)
    UNION ALL SELECT a.id, b.id, 2 FROM own a JOIN own b USING (name_key, place)
    UNION ALL SELECT a.id, b.id, 2
        FROM numbers JOIN own a USING (number) JOIN own b USING (number)
    UNION ALL SELECT a.id, b.id, 1 FROM own a JOIN own b USING (birth_on, head)
    UNION ALL SELECT a.id, b.id, 1 FROM own a JOIN own b USING (birth_on, tail)
)
SELECT one, other FROM pairs
WHERE one < other AND NOT EXISTS (
    SELECT FROM settled
    WHERE least(left_id, right_id) = one AND greatest(left_id, right_id) = other)
GROUP BY one, other ORDER BY max(weight) DESC, one, other
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that look like one person: why, and how much that weighs."""

    one: Person
    other: Person
    reasons: list[Reason]

    @property
    def score(self) -> int:
        return score(self.reasons)


def pairs_to_weigh(keeper_id: UUID, most: int = _MOST) -> list[tuple[UUID, UUID]]:
    """Keys of two persons each for whom something speaks, the smaller key first.

    Whoever must not know of one of the two sees no pair; settled ones are left out.
    """
    with connection.cursor() as cursor:
        # Behind a row policy the planner expects few rows and would compare everybody with everybody.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_PAIRS, {"keeper": keeper_id, "shared": _SHARED_BY, "most": most})
        pairs = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
    return pairs


def doubles_of(keeper_id: UUID) -> list[Double]:
    """The pairs that are likely enough to be shown, the likeliest first."""
    pairs = pairs_to_weigh(keeper_id)
    persons = _by_key(keeper_id, {key for pair in pairs for key in pair})
    weighed = [
        double_of(persons[one], persons[other])
        for one, other in pairs
        if one in persons and other in persons
    ]
    likely = [double for double in weighed if double.score >= LIKELY]
    return sorted(likely, key=lambda double: (-double.score, double.one.name, double.one.pk))


def double_of(one: Person, other: Person) -> Double:
    """A pair with its reasons, whatever they weigh."""
    return Double(one, other, reasons(one, other))


def _by_key(keeper_id: UUID, keys: Iterable[UUID]) -> dict[UUID, Person]:
    persons = Person.objects.filter(organisation_id=keeper_id, pk__in=list(keys))
    return {person.pk: person for person in persons.prefetch_related("cases__responsible__user")}


def both_of(keeper_id: UUID, one: UUID, other: UUID) -> tuple[Person, Person] | None:
    """Two persons of the keeper whom the actor may know of; None if one of them is missing."""
    found = _by_key(keeper_id, {one, other})
    return (found[one], found[other]) if len(found) == 2 else None


def merges_of(keeper_id: UUID) -> QuerySet[PersonMerge, Any]:
    """What was made one, the latest first, with who did so and who took it back."""
    return (
        PersonMerge.objects.filter(organisation_id=keeper_id, person__isnull=False)
        .select_related("person", "other", "by__user", "undone_by__user")
        .order_by("-at", "-id")
    )


def undone_since(case: Case, moment: datetime) -> QuerySet[PersonMerge]:
    """What had made a case's person one with somebody else at a moment, and was taken back since."""
    return PersonMerge.objects.filter(
        Q(person_id=case.person_id) | Q(other_id=case.person_id),
        organisation_id=case.organisation_id,
        at__lte=moment,
        undone_at__gte=moment,
    )


def distinct_of(keeper_id: UUID) -> QuerySet[DistinctPersons, Any]:
    """Pairs that somebody knows to be two, the latest first."""
    return (
        DistinctPersons.objects.filter(organisation_id=keeper_id)
        .select_related("person", "other", "by__user")
        .order_by("-at", "-id")
    )
