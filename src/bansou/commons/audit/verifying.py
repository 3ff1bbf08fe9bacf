"""Checking the log and the histories against their seals: the first row that is not as it was.

Reads every row of everybody, so it is asked on a connection that may: the owner's, as
`bansou_search`, in a transaction of its own that writes nothing.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from psycopg import sql

from bansou.commons.audit.chain import Head, digest_of_row, digest_of_rows, next_link
from bansou.commons.audit.models import AccessLog
from bansou.commons.audit.seals import Link
from bansou.commons.database.erasing import ERASED

#: Clocks of several machines differ; a row of the log this much older than a seal is not late.
_CLOCKS = timedelta(hours=1)
_LAST = 1 << 62
#: Histories of rows that name neither case nor person: an account, and a guest by a code; and what
#: was promised to a nickname before a case was joined to it.
_NAMED_OTHERWISE = (
    "commons_taskevent",
    "commons_userevent",
    "support_bookingevent",
    "support_ibashoguestevent",
    "support_waitingpersonevent",
)


class Kind(StrEnum):
    """What happened to a row, or to a seal itself."""

    ALTERED = "altered"
    SWAPPED = "swapped"
    REMOVED = "removed"
    UNDECIDED = "undecided"
    ADDED = "added"
    SEAL_BROKEN = "seal_broken"
    SEAL_MISSING = "seal_missing"
    SEAL_REPLACED = "seal_replaced"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was sealed, and where it stands."""

    kind: Kind
    seal: int
    table: str = ""
    key: str = ""
    place: int = _LAST


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was checked, how much waits for the next seal, and what is wrong, the first first.

    :ivar erased: how many rows were erased, by the number of each decision
    """

    seals: int
    rows: int
    waiting: int
    faults: tuple[Fault, ...]
    erased: Mapping[str, int]


class _Decision(NamedTuple):
    """A decision to erase: its number, and the keys of the cases and the person it is about."""

    number: str
    about: tuple[str, ...]

    def covers(self, row: "_Row", table: str) -> bool:
        """Tell whether it is about what the row says; of the log it leaves the decision's number."""
        content = row.content or ""
        if table == AccessLog._meta.db_table:
            return bool(json.loads(content or "{}").get("detail") == {"erased": self.number})
        if table in _NAMED_OTHERWISE and ERASED in content:
            return True
        return any(key in content for key in self.about)


class _Seal(NamedTuple):
    head: Head
    chain: bytes

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(it["columns"]) for name, it in json.loads(self.head.tables).items()}


class _Row(NamedTuple):
    seal: int
    place: int
    key: str
    salt: UUID | None
    digest: bytes
    content: str | None
    erased_by: UUID | None


def verify(cursor: Any, *, links: Collection[Link] = ()) -> Verdict:
    """Check everything that was sealed against what is there now.

    :param cursor: in a transaction that sees one state of all rows (REPEATABLE READ)
    :param links: seals that were written down outside the database
    """
    cursor.execute("SET LOCAL TIME ZONE 'UTC'")
    seals = _seals(cursor)
    faults = [*_broken(cursor, seals), *_replaced(seals, links)]
    decisions, erased, waiting = _decisions(cursor), Counter[str](), 0
    for table, key_column in sealed_tables().items():
        faults += _changed(
            _rows_by_seal(cursor, seals, table, key_column), table, decisions, erased
        )
        unsealed, added = _unsealed(cursor, seals, table, key_column)
        waiting += unsealed - len(added)
        faults += added
    faults.sort(key=lambda fault: (fault.seal, fault.place))
    rows = sum(seal.head.rows for seal in seals)
    return Verdict(len(seals), rows, waiting, tuple(faults), dict(sorted(erased.items())))


def sealed_tables() -> dict[str, str]:
    """The log and every history, each with the column of its key."""
    histories = (m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model"))
    return {AccessLog._meta.db_table: "id"} | dict.fromkeys(sorted(histories), "pgh_id")


def _seals(cursor: Any) -> list[_Seal]:
    cursor.execute(
        "SELECT number, (extract(epoch FROM made_at) * 1000000)::bigint, horizon, settled, rows,"
        " tables::text, chain FROM commons_seal ORDER BY number"
    )
    return [_Seal(Head(*head), bytes(chain)) for *head, chain in cursor.fetchall()]


def _broken(cursor: Any, seals: Sequence[_Seal]) -> Iterator[Fault]:
    """Seals that are missing, or do not follow from those before and from the rows they cover."""
    before = b""
    for expected, (head, chain) in enumerate(seals, start=seals[0].head.number if seals else 1):
        if head.number != expected or (expected == 1) != (before == b""):
            yield Fault(Kind.SEAL_MISSING, head.number)
            return
        cursor.execute(
            "SELECT place, table_name, key, digest FROM commons_sealedrow"
            " WHERE seal_id = %s ORDER BY place",
            [head.number],
        )
        found = cursor.fetchall()
        rows = digest_of_rows((table, key, bytes(digest)) for _, table, key, digest in found)
        if next_link(before, head, rows) != chain:
            gap = (n for n, (place, *_) in enumerate(found, start=1) if n != place)
            yield Fault(Kind.SEAL_BROKEN, head.number, place=next(gap, _LAST))
        before = chain


def _replaced(seals: Sequence[_Seal], links: Collection[Link]) -> Iterator[Fault]:
    chains = {seal.head.number: seal.chain.hex() for seal in seals}
    for link in links:
        if chains.get(link.number) != link.chain:
            yield Fault(Kind.SEAL_REPLACED, link.number)


def _decisions(cursor: Any) -> dict[UUID, _Decision]:
    """Every decision to erase that was carried out (a table of a room above, asked by its name).

    Somebody who was registered twice has another key, or several.
    """
    cursor.execute(
        "SELECT id, number, case_ids || array(WITH RECURSIVE same AS ("
        "SELECT unnest(e.person_id || e.person_ids) AS id UNION"
        " SELECT p.id FROM people_person p JOIN same ON p.merged_into_id = same.id)"
        " SELECT same.id FROM same WHERE same.id IS NOT NULL) FROM people_erasure e"
        " WHERE state = 'approved'"
    )
    return {
        key: _Decision(number, tuple(map(str, about))) for key, number, about in cursor.fetchall()
    }


def _rows_by_seal(
    cursor: Any, seals: Sequence[_Seal], table: str, key_column: str
) -> Iterator[_Row]:
    """Every row of a table that was sealed, with what it says today."""
    by_columns: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for seal in seals:
        if table in seal.columns:
            by_columns[seal.columns[table]].append(seal.head.number)
    for columns, numbers in by_columns.items():
        yield from _sealed_rows(cursor, table, key_column, columns, numbers)


def _changed(
    rows: Iterable[_Row],
    table: str,
    decisions: Mapping[UUID, _Decision],
    erased: Counter[str],
) -> list[Fault]:
    """Rows that were sealed and are gone or differ; what was erased is counted by its decision."""
    differing: list[_Row] = []
    for row in rows:
        if row.salt and row.content is not None:
            if digest_of_row(row.salt, table, row.key, row.content) != row.digest:
                differing.append(row)
            continue
        decision = decisions.get(row.erased_by) if row.erased_by else None
        if row.content is not None and decision and decision.covers(row, table):
            erased[decision.number] += 1
        else:
            differing.append(row)
    return [
        Fault(_kind_of(table, row, differing), row.seal, table, row.key, row.place)
        for row in differing
    ]


def _kind_of(table: str, row: _Row, differing: Sequence[_Row]) -> Kind:
    if row.content is None:
        return Kind.REMOVED
    if row.salt is None:
        return Kind.UNDECIDED
    elsewhere = (
        digest_of_row(other.salt, table, other.key, row.content) == other.digest
        for other in differing
        if other is not row and other.salt
    )
    return Kind.SWAPPED if any(elsewhere) else Kind.ALTERED


def _sealed_rows(
    cursor: Any, table: str, key_column: str, columns: Collection[str], numbers: list[int]
) -> Iterator[_Row]:
    cursor.execute(
        "SELECT array_agg(attname::text) FROM pg_attribute WHERE attnum > 0"
        " AND NOT attisdropped AND attrelid = %s::regclass",
        [f"public.{table}"],
    )
    (there,) = cursor.fetchone()
    left_out = sorted(set(there) - set(columns))
    cursor.execute(
        sql.SQL(
            "SELECT s.seal_id, s.place, s.key, s.salt, s.digest,"
            " CASE WHEN r.{key} IS NOT NULL THEN (to_jsonb(r) - %s::text[])::text END, s.erased_by"
            " FROM public.commons_sealedrow s LEFT JOIN public.{table} r ON r.{key}::text = s.key"
            " WHERE s.table_name = %s AND s.seal_id = ANY (%s)"
        ).format(key=sql.Identifier(key_column), table=sql.Identifier(table)),
        [left_out, table, numbers],
    )
    while some := cursor.fetchmany(5_000):
        for seal, place, key, salt, digest, *said in some:
            yield _Row(seal, place, key, salt, bytes(digest), *said)


def _unsealed(
    cursor: Any, seals: Sequence[_Seal], table: str, key_column: str
) -> tuple[int, list[Fault]]:
    """How many rows no seal covers, and those among them that cannot have come after the last one.

    Whatever a transaction wrote that ran at the time of a settled seal was covered by a later one.
    """
    settled = _settled(seals)
    is_log = key_column == "id"
    moment = "at" if is_log else "pgh_created_at"
    cursor.execute(
        sql.SQL(
            "SELECT r.{key}::text, (extract(epoch FROM r.{moment}) * 1000000)::bigint"
            " FROM public.{table} r WHERE NOT EXISTS (SELECT FROM public.commons_sealedrow s"
            " WHERE s.table_name = %s AND s.key = r.{key}::text)"
        ).format(
            key=sql.Identifier(key_column),
            moment=sql.Identifier(moment),
            table=sql.Identifier(table),
        ),
        [table],
    )
    rows = cursor.fetchall()
    if settled is None:
        return len(rows), []
    limit = settled.head.made_at_microseconds
    limit -= int(_CLOCKS.total_seconds() * 1_000_000) if is_log else 0
    highest = json.loads(settled.head.tables).get(table, {}).get("highest")
    last = seals[-1].head.number
    return len(rows), [
        Fault(Kind.ADDED, last, table, key)
        for key, at in rows
        if at < limit or (not is_log and highest is not None and int(key) <= int(highest))
    ]


def _settled(seals: Sequence[_Seal]) -> _Seal | None:
    number = seals[-1].head.settled if seals else None
    return next((seal for seal in seals if seal.head.number == number), None)
