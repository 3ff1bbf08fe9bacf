"""What the planner is told where a transaction fills tables that were empty when it began."""

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


def _carry_out(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
