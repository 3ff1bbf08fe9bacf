"""Inserting many new rows of a table: one statement with one parameter, the rows as JSON.

A statement with a parameter for each column of each row takes longer to put together and to take
apart than to carry out. Row policies, guards and history hold as for any other statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.db.models import Field, ForeignKey, Model, UUIDField
from django.utils.functional import Promise

_AT_ONCE = 5_000


def new_row[M: Model](model: type[M], columns: Mapping[str, Any]) -> M:
    """A new row as the model's constructor makes it, for many rows: each field is asked once.

    :raises TypeError: the table has no such column
    """
    values: list[Any] = []
    referred: list[tuple[ForeignKey[Any, Any], Any]] = []
    for name, attname, field in _fields(model):
        if attname in columns:
            values.append(columns[attname])
        elif name in columns:
            other = columns[name]
            referred.append((field, other))
            values.append(other and other.pk)
        else:
            values.append(field.get_default())
    if unknown := columns.keys() - _names(model):
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    row = model(*values)
    for field, other in referred:
        field.set_cached_value(row, other)
    return row


@cache
def _fields(model: type[Model]) -> Sequence[tuple[str, str, Any]]:
    return [(field.name, field.attname, field) for field in model._meta.concrete_fields]


@cache
def _names(model: type[Model]) -> frozenset[str]:
    return frozenset(name for field in _fields(model) for name in field[:2])


def insert_rows[M: Model](model: type[M], rows: Sequence[M]) -> None:
    """Insert new rows, each with its key made already."""
    using = router.db_for_write(model)
    connection = connections[using]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in model._meta.concrete_fields)
    table = quoted(model._meta.db_table)
    insert = (
        f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608 - names of our own tables
        f" FROM json_populate_recordset(NULL::{table}, %s)"
    )
    with connection.cursor() as cursor:
        for some in batched(rows, _AT_ONCE):
            cursor.execute(insert, [_written(model, some)])
            for row in some:
                row._state.adding, row._state.db = False, using


def _written(model: type[Model], rows: Sequence[Model]) -> str:
    """The rows as JSON, put together column by column."""
    fields = model._meta.concrete_fields
    columns = [field.column for field in fields]
    values = zip(*(_column(field, rows) for field in fields), strict=True)
    return _in_json([dict(zip(columns, of_row, strict=True)) for of_row in values])


def _column(field: Field[Any, Any], rows: Sequence[Model]) -> list[Any]:
    values = [row.__dict__[field.attname] for row in rows]
    if isinstance(field.target_field if isinstance(field, ForeignKey) else field, UUIDField):
        return [value and f"{value.int:032x}" for value in values]
    return values


def _plain(value: Any) -> str:
    """A value that JSON does not know, as the database reads it from text.

    :raises TypeError: it would read something else
    """
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON here")


_in_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
