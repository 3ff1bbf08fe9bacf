"""The three database roles, what each may do, and how a connection changes from one to another.

`bansou_owner` migrates, `bansou_app` serves, `bansou_search` owns the functions of the name search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from psycopg import sql

OWNER = "bansou_owner"
APPLICATION = "bansou_app"
SEARCH = "bansou_search"


def role_statements(
    database: str, passwords: Mapping[str, str], *, may_create_databases: bool = False
) -> Iterator[sql.Composed]:
    """Yield the statements that make the roles or bring them to their proper state.

    A superuser runs them, as often as wanted. The owner may act as `bansou_search` to give it
    functions, but inherits nothing from it: it would inherit its policies too (`WITH INHERIT`
    needs PostgreSQL 16; docs/configuration.md says it with NOINHERIT, as 15 understands it).

    :param passwords: for the owner and the application role
    :param may_create_databases: only where tests make their own databases
    """
    for role in (OWNER, APPLICATION, SEARCH):
        yield sql.SQL(
            "DO $$ BEGIN CREATE ROLE {}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        ).format(sql.Identifier(role))
    guarded = "NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
    for role in (OWNER, APPLICATION):
        creates = "CREATEDB" if may_create_databases and role == OWNER else "NOCREATEDB"
        yield sql.SQL(f"ALTER ROLE {{}} LOGIN {guarded} {creates} PASSWORD {{}}").format(
            sql.Identifier(role), sql.Literal(passwords[role])
        )
    yield sql.SQL(f"ALTER ROLE {{}} NOLOGIN {guarded} NOCREATEDB").format(sql.Identifier(SEARCH))
    yield sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
        sql.Identifier(SEARCH), sql.Identifier(OWNER)
    )
    yield sql.SQL("ALTER DATABASE {} OWNER TO {}").format(
        sql.Identifier(database), sql.Identifier(OWNER)
    )


@contextmanager
def as_role(role: str, *, using: str = "default") -> Iterator[None]:
    """Connect as `role` inside the block, and as before after it.

    The connection is closed at both ends, so it must not be inside a transaction.

    :param role: a key of the setting `DATABASE_ROLES`
    :raises ImproperlyConfigured: the environment says nothing about this role
    """
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    if role not in settings.DATABASE_ROLES:
        raise ImproperlyConfigured(
            f"{role} としての接続先がありません。BANSOU_OWNER_DATABASE_URL を設定してください。"
        )
    connection = connections[using]
    login: Mapping[str, str] = settings.DATABASE_ROLES[role]
    before = {key: connection.settings_dict[key] for key in login}
    connection.close()
    connection.settings_dict.update(login)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
