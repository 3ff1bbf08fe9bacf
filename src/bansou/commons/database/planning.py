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
    _set("off")
    yield
    _set("on")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', %s, true)", [value])
