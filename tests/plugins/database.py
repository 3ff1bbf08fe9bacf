"""Test databases: migrated once as the owner, copied for every worker, used as the application.

The migrated template is kept in `var/test` until a migration, a dependency or the policies and
rights in commons change.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bansou.config.embedded import EmbeddedServer
from bansou.config.places import fingerprint_of_tables
from bansou.config.roles import APPLICATION, OWNER, as_role

_DRAFT = "test_template_draft"


@pytest.fixture(scope="session")
def database_server() -> Iterator[EmbeddedServer]:
    """Yield the running embedded PostgreSQL of the tests."""
    from django.conf import settings

    server: EmbeddedServer = settings.EMBEDDED_DATABASE
    server.attach()
    yield server
    server.leave()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    database_server: EmbeddedServer,
    django_test_environment: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Give this worker a database of its own, copied from the migrated template."""
    from django.db import connection

    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    name = f"test_bansou_{worker}"
    with django_db_blocker.unblock():
        copy_template(database_server, name)
        connection.close()
        connection.settings_dict["NAME"] = name
        _insist_on_the_serving_role()
    yield
    with django_db_blocker.unblock():
        connection.close()
    drop_database(database_server, name)


def _insist_on_the_serving_role() -> None:
    """Stop before the first test if policies would not bind us: every test would prove nothing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user::text, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        role = cursor.fetchone()
    if role != (APPLICATION, False):
        pytest.exit(f"the tests would run as {role}, whom no policy binds", returncode=3)


def copy_template(server: EmbeddedServer, name: str) -> None:
    """Create the database `name` as a copy of the migrated template."""
    template = f"test_template_{fingerprint_of_tables()}"
    lock = server.var / "template.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with _administration(server) as administration:
            if template not in _databases(administration):
                _migrate_template(administration, template)
            _send_away(server, name)
            _drop(administration, name)
            administration.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )


def drop_database(server: EmbeddedServer, name: str) -> None:
    """Drop a database that a test no longer needs."""
    _send_away(server, name)
    with _administration(server) as administration:
        _drop(administration, name)


def _migrate_template(administration: psycopg.Connection[Any], template: str) -> None:
    """Migrate a fresh database; its final name, given last, says that this has finished."""
    from django.core.management import call_command
    from django.db import connection

    for old in _databases(administration):
        if old.startswith("test_template_"):
            _drop(administration, old)
    administration.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_DRAFT)))
    served = connection.settings_dict["NAME"]
    with as_role(OWNER):
        connection.settings_dict["NAME"] = _DRAFT
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = served
    administration.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(_DRAFT), sql.Identifier(template)
        )
    )


@contextmanager
def _administration(server: EmbeddedServer) -> Iterator[psycopg.Connection[Any]]:
    with server.connect(OWNER, "postgres") as connection:
        yield connection


def _databases(administration: psycopg.Connection[Any]) -> set[str]:
    return {name for (name,) in administration.execute("SELECT datname FROM pg_database")}


def _drop(administration: psycopg.Connection[Any], name: str) -> None:
    """Drop a database; autovacuum leaves at a plain DROP."""
    administration.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _send_away(server: EmbeddedServer, name: str) -> None:
    """End what a test's server has left open: each role may end its own sessions only."""
    for role in (APPLICATION, OWNER):
        with server.connect(role, "postgres") as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [name],
            )


@pytest.fixture(autouse=True, scope="session")
def _flush_as_owner() -> Iterator[None]:
    """After a test with real transactions, empty the tables as the owner, with an actor.

    The application role may not TRUNCATE, and nobody may without saying who acts.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def as_owner(self: TransactionTestCase) -> None:
        with as_role(OWNER):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.actor', 'flush', false)")
            flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", as_owner)
        yield
