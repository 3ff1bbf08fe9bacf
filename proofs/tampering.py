"""Somebody who may do anything in the database changes the log, a history or the seals at random."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from bansou.commons.audit.verifying import Kind, sealed_tables

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was done, to which row, and as what it has to be reported."""

    kind: Kind
    table: str = ""
    key: str = ""
    seal: int = 0


@contextmanager
def taken_back(connection: Connection) -> Iterator[None]:
    """Inside, no trigger and no foreign key stands in the way; at the end all is as before."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL session_replication_role = replica")
        yield


def tamper(connection: Connection, chance: random.Random) -> Tampering:
    """Do one of the eleven things at random."""
    return chance.choice(_WAYS)(connection, chance)


def _alter(connection: Connection, chance: random.Random) -> Tampering:
    """Change the smallest part of one value of one row."""
    table, key, row = _some_row(connection, chance)
    column, value = _changed(connection, chance, table, row)
    connection.execute(
        sql.SQL(
            "UPDATE {table} SET {column} ="
            " (jsonb_populate_record(NULL::{table}, %s::jsonb)).{column} WHERE {key} = %s"
        ).format(**_names(table), column=sql.Identifier(column)),
        [json.dumps({column: value}), key],
    )
    return Tampering(Kind.ALTERED, table, key)


def _remove(connection: Connection, chance: random.Random) -> Tampering:
    table, key, _row = _some_row(connection, chance)
    _delete(connection, table, key)
    return Tampering(Kind.REMOVED, table, key)


def _remove_with_its_digest(connection: Connection, chance: random.Random) -> Tampering:
    table, key, _row = _some_row(connection, chance)
    seal = _forget(connection, table, key)
    _delete(connection, table, key)
    return Tampering(Kind.SEAL_BROKEN, seal=seal)


def _swap(connection: Connection, chance: random.Random) -> Tampering:
    """Give each of two rows what the other one says."""
    while True:
        table, key, row = _some_row(connection, chance)
        found = connection.execute(
            sql.SQL(
                "SELECT r.{key}::text, to_jsonb(r) FROM {table} r JOIN commons_sealedrow s"
                " ON s.table_name = %s AND s.key = r.{key}::text"
                " WHERE r.{key} <> %s ORDER BY r.{key}"
            ).format(**_names(table)),
            [table, key],
        ).fetchall()
        if found:
            break
    other, theirs = chance.choice(found)
    for into, content in ((key, theirs), (other, row)):
        columns = [name for name in content if name != sealed_tables()[table]]
        sets = sql.SQL(", ").join(sql.SQL("{0} = f.{0}").format(sql.Identifier(c)) for c in columns)
        connection.execute(
            sql.SQL(
                "UPDATE {table} r SET {sets} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) f"
                " WHERE r.{key} = %s"
            ).format(**_names(table), sets=sets),
            [json.dumps(content), into],
        )
    return Tampering(Kind.SWAPPED, table, min(key, other, key=_order(table)))


def _add(connection: Connection, chance: random.Random) -> Tampering:
    """Put a row in among those that were sealed long ago."""
    table, _key, row = _some_row(connection, chance)
    key: Any = str(UUID(int=chance.getrandbits(128)))
    if table != "commons_accesslog":
        key = -chance.randrange(1, 1_000_000)
    else:
        row["at"] = "2020-04-01T00:00:00+00:00"
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
        ).format(**_names(table)),
        [json.dumps({**row, sealed_tables()[table]: key})],
    )
    return Tampering(Kind.ADDED, table, str(key))


def _forget_a_digest(connection: Connection, chance: random.Random) -> Tampering:
    table, key, _row = _some_row(connection, chance)
    return Tampering(Kind.SEAL_BROKEN, seal=_forget(connection, table, key))


def _change_a_digest(connection: Connection, chance: random.Random) -> Tampering:
    table, key, _row = _some_row(connection, chance)
    connection.execute(
        "UPDATE commons_sealedrow SET digest = set_byte(digest, %s, get_byte(digest, 0) # 1)"
        " WHERE table_name = %s AND key = %s",
        [0, table, key],
    )
    return Tampering(Kind.ALTERED, table, key)


def _change_a_salt(connection: Connection, chance: random.Random) -> Tampering:
    table, key, _row = _some_row(connection, chance)
    connection.execute(
        "UPDATE commons_sealedrow SET salt = %s WHERE table_name = %s AND key = %s",
        [UUID(int=chance.getrandbits(128)), table, key],
    )
    return Tampering(Kind.ALTERED, table, key)


def _change_a_seal(connection: Connection, chance: random.Random) -> Tampering:
    seal = _some_seal(connection, chance)
    change = chance.choice(
        [
            "made_at = made_at - interval '1 microsecond'",
            "rows = rows + 1",
            "horizon = horizon + 1",
            "chain = set_byte(chain, 0, get_byte(chain, 0) # 1)",
        ]
    )
    connection.execute(f"UPDATE commons_seal SET {change} WHERE number = %s", [seal])
    return Tampering(Kind.SEAL_BROKEN, seal=seal)


def _cut_off(connection: Connection, chance: random.Random) -> Tampering:
    """Let the last seals never have been, with all that they cover; only what was written down tells."""
    seal = _some_seal(connection, chance)
    for table, key in connection.execute(
        "SELECT table_name, key FROM commons_sealedrow WHERE seal_id >= %s", [seal]
    ).fetchall():
        _delete(connection, table, key)
    connection.execute("DELETE FROM commons_sealedrow WHERE seal_id >= %s", [seal])
    connection.execute("DELETE FROM commons_seal WHERE number >= %s", [seal])
    return Tampering(Kind.SEAL_REPLACED, seal=seal)


def _call_it_erased(connection: Connection, chance: random.Random) -> Tampering:
    """Take a row's salt away and name a decision that nobody made, so that any change would pass."""
    table, key, _row = _some_row(connection, chance)
    connection.execute(
        "UPDATE commons_sealedrow SET salt = NULL, erased_by = %s WHERE table_name = %s AND key = %s",
        [UUID(int=chance.getrandbits(128)), table, key],
    )
    return Tampering(Kind.UNDECIDED, table, key)


_WAYS: tuple[Callable[[Connection, random.Random], Tampering], ...] = (
    _alter,
    _remove,
    _remove_with_its_digest,
    _swap,
    _add,
    _forget_a_digest,
    _change_a_digest,
    _change_a_salt,
    _change_a_seal,
    _cut_off,
    _call_it_erased,
)


def _some_row(connection: Connection, chance: random.Random) -> tuple[str, str, dict[str, Any]]:
    """A sealed row: its table, its key, what it says. Every table is as likely as any other."""
    tables = connection.execute(
        "SELECT DISTINCT table_name FROM commons_sealedrow ORDER BY 1"
    ).fetchall()
    (table,) = chance.choice(tables)
    keys = connection.execute(
        "SELECT key FROM commons_sealedrow WHERE table_name = %s ORDER BY seal_id, place", [table]
    ).fetchall()
    (key,) = chance.choice(keys)
    found = connection.execute(
        sql.SQL("SELECT to_jsonb(r) FROM {table} r WHERE {key} = %s").format(**_names(table)), [key]
    ).fetchone()
    assert found is not None
    return table, key, found[0]


def _some_seal(connection: Connection, chance: random.Random) -> int:
    numbers = connection.execute("SELECT number FROM commons_seal ORDER BY number").fetchall()
    (number,) = chance.choice(numbers)
    return int(number)


def _changed(
    connection: Connection, chance: random.Random, table: str, row: dict[str, Any]
) -> tuple[str, Any]:
    """A column of the row, and a value that is not the one it has."""
    types = connection.execute(
        "SELECT attname, atttypid::regtype::text FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attname <> %s ORDER BY attnum",
        [table, sealed_tables()[table]],
    ).fetchall()
    able = [(name, kind) for name, kind in types if row[name] is not None and kind in _OTHER]
    name, kind = chance.choice(able)
    return name, _OTHER[kind](row[name], chance)


def _other_letter(text: str, chance: random.Random) -> str:
    if not text:
        return "あ"
    at = chance.randrange(len(text))
    return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]


def _other_hex(text: str, chance: random.Random) -> str:
    at = chance.choice([n for n, letter in enumerate(text) if letter in "0123456789abcdef"])
    return text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :]


_OTHER: dict[str, Callable[[Any, random.Random], Any]] = {
    "text": _other_letter,
    "character varying": _other_letter,
    "uuid": _other_hex,
    "integer": lambda value, chance: value + chance.choice([-1, 1]),
    "smallint": lambda value, chance: value + chance.choice([-1, 1]),
    "bigint": lambda value, chance: value + chance.choice([-1, 1]),
    "boolean": lambda value, _: not value,
    "jsonb": lambda value, _: [value],
    "date": lambda value, _: str(date.fromisoformat(value) + timedelta(days=1)),
    "timestamp with time zone": lambda value, _: str(
        datetime.fromisoformat(value) + timedelta(microseconds=1)
    ),
}


def _delete(connection: Connection, table: str, key: str) -> None:
    connection.execute(
        sql.SQL("DELETE FROM {table} WHERE {key} = %s").format(**_names(table)), [key]
    )


def _forget(connection: Connection, table: str, key: str) -> int:
    """Remove a row's digest; says from which seal."""
    found = connection.execute(
        "DELETE FROM commons_sealedrow WHERE table_name = %s AND key = %s RETURNING seal_id",
        [table, key],
    ).fetchone()
    assert found is not None
    return int(found[0])


def _names(table: str) -> dict[str, sql.Identifier]:
    return {"table": sql.Identifier(table), "key": sql.Identifier(sealed_tables()[table])}


def _order(table: str) -> Callable[[str], Any]:
    return str if table == "commons_accesslog" else int
