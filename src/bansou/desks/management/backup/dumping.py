"""The embedded server's side of a backup: one state of all rows, written out and read in again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bansou.config.embedded import SUPERUSER, EmbeddedServer
from bansou.config.roles import OWNER
from bansou.desks.management.backup.refusals import ProgramFailed

Connection = psycopg.Connection[Any]


@contextmanager
def one_state(server: EmbeddedServer, database: str) -> Iterator[Connection]:
    """A transaction of the account that no policy binds; it sees one state of all rows."""
    with psycopg.connect(make_conninfo(**server.login(SUPERUSER, database))) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL TIME ZONE 'UTC'")
        yield connection


def dump(server: EmbeddedServer, database: str, into: Path, *, snapshot: str) -> None:
    """Write the database out as another transaction sees it."""
    into.touch(mode=0o600, exist_ok=False)
    _run(server, database, "pg_dump", "-Fc", f"--snapshot={snapshot}", "-f", str(into))


def restore(server: EmbeddedServer, database: str, dump: Path) -> None:
    """Make a new database and read the dump into it, all or nothing."""
    with server.connect(SUPERUSER, SUPERUSER) as administration:
        administration.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(database), sql.Identifier(OWNER)
            )
        )
    _run(server, database, "pg_restore", "--exit-on-error", "--single-transaction", str(dump))


def drop(server: EmbeddedServer, database: str) -> None:
    """Drop a database, whoever is still connected to it; one that is not there is no matter."""
    with server.connect(SUPERUSER, SUPERUSER) as administration:
        administration.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def put_in_place(server: EmbeddedServer, database: str, *, of: str) -> None:
    """Give a restored database the name of an empty one, which goes."""
    drop(server, of)
    with server.connect(SUPERUSER, SUPERUSER) as administration:
        administration.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(database), sql.Identifier(of)
            )
        )


def tables_in(connection: Connection) -> dict[str, list[str]]:
    """Of every table how many rows it has, and a sum over their contents in any order."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for (name,) in names:
        row = connection.execute(
            sql.SQL(
                "SELECT count(*)::text, coalesce(sum(hashtextextended(r::text, 0)), 0)::text FROM {} r"
            ).format(sql.Identifier(name))
        ).fetchone()
        found[name] = list(row or ())
    return found


def migrations_in(connection: Connection) -> list[str]:
    """The migrations that the database has been through."""
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [name for (name,) in rows]


def _run(server: EmbeddedServer, database: str, program: str, *words: str) -> None:
    login = server.login(SUPERUSER, database)
    done = subprocess.run(
        [server.seat.programs / program, "-w", "-d", database, *words],
        env={
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "PGHOST": login["host"],
            "PGPORT": login["port"],
            "PGUSER": login["user"],
            "PGPASSWORD": login["password"],
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(program=program, printed=done.stderr.strip()[-500:])
