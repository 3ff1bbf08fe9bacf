"""What functions of the database give back, as plain values."""

from dataclasses import fields
from typing import Any

from django.db import connection


def answers_of[T](function: str, row: type[T]) -> list[T]:
    """The rows of a function without arguments, in its order.

    :param row: a dataclass whose fields are called as the function's columns are
    """
    names = ", ".join(field.name for field in fields(row))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {function}()")  # noqa: S608 - names of our own
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return [row(*values) for values in found]
