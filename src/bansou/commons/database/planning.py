"""What the database is told where a transaction writes very many rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def found_by_index() -> Iterator[None]:
    """Inside, rows are looked for by an index wherever there is one.

    A plan made while a table is empty reads all of it, and the checks of foreign keys keep their
    plans: with every new row the next check would read more, and 30,000 cases took minutes. What
    raises takes its transaction back, and the setting with it.
    """
    _carry_out("SET LOCAL enable_seqscan = off")
    yield
    _carry_out("SET LOCAL enable_seqscan = on")


@contextmanager
def checked_at_once() -> Iterator[None]:
    """Inside, what rows refer to is looked for as they are written, not when the transaction ends.

    Where rows travel behind, the checks travel with them; at the end nobody would do anything else
    meanwhile. Rows are written after those that they refer to.
    """
    _carry_out("SET CONSTRAINTS ALL IMMEDIATE")
    yield
    _carry_out("SET CONSTRAINTS ALL DEFERRED")


def _carry_out(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
