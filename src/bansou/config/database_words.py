"""What to say where a command finds no database, or one without our tables, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import errors

#: The tables are missing, or are those of another version.
_OTHER_TABLES = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.InvalidSchemaName,
)


def sentence_for(failure: BaseException) -> str | None:
    """What whoever typed the command can do about it; nothing where it is our own fault."""
    for cause in _chain(failure):
        if isinstance(cause, _OTHER_TABLES):
            return (
                "データベースの表が、まだいまの版に合っていません。"
                "先に「bansou migrate」を行ってから、もう一度行ってください。"
            )
        if isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None:
            return (
                f"データベース（{_where()}）につながりません。"
                "動いているか、DATABASE_URL の場所・利用者名・パスワードが正しいかを"
                f"確かめてください。\nデータベースの返事: {_answer(cause)}"
            )
    return None


def _chain(failure: BaseException) -> Iterator[BaseException]:
    """The failure and what it came from."""
    cause: BaseException | None = failure
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _where() -> str:
    from django.db import connection

    said = connection.settings_dict
    place = ":".join(str(said[key]) for key in ("HOST", "PORT") if said.get(key))
    return " の ".join(part for part in (place, str(said["NAME"])) if part)


def _answer(failure: BaseException) -> str:
    lines = str(failure).strip().splitlines()
    return lines[-1] if lines else type(failure).__name__
