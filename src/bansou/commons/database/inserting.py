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

from django.db import connection
from django.db.models import Field, ForeignKey, Model, UUIDField
from django.db.models.base import ModelState
from django.utils.functional import Promise

from bansou.commons.database.behind import send

_AT_ONCE = 5_000


def new_row[M: Model](model: type[M], columns: Mapping[str, Any]) -> M:
    """A new row as the model's constructor makes it, in a fifth of the time; no signal tells of it.

    :raises TypeError: the table has no such column
    """
    row = model.__new__(model)
    row._state = ModelState()
    held = row.__dict__
    unnamed = len(columns)
    for name, attname, field, default in _fields(model):
        if attname in columns:
            held[attname] = columns[attname]
        elif name in columns:
            other = columns[name]
            held[attname] = other and other.pk
            field.set_cached_value(row, other)
        else:
            held[attname] = default()
            continue
        unnamed -= 1
    if unnamed:
        raise TypeError(f"{model.__name__} lacks a column of {', '.join(columns)}")
    return row


@cache
def _fields(model: type[Model]) -> Sequence[tuple[str, str, Any, Callable[[], Any]]]:
    return [(f.name, f.attname, f, f.get_default) for f in model._meta.concrete_fields]


def insert_rows[M: Model](model: type[M], rows: Sequence[M]) -> None:
    """Insert new rows, each with its key made already."""
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in model._meta.concrete_fields)
    table = quoted(model._meta.db_table)
    insert = (
        f"INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608 - names of our own tables
        f" FROM json_populate_recordset(NULL::{table}, %s)"
    )
    alias = connection.alias
    for some in batched(rows, _AT_ONCE):
        send(insert, _written(model, some))
        for row in some:
            row._state.adding, row._state.db = False, alias


def _written(model: type[Model], rows: Sequence[Model]) -> str:
    """The rows as JSON, put together column by column."""
    fields = model._meta.concrete_fields
    columns = [field.column for field in fields]
    values = zip(*(_column(field, rows) for field in fields), strict=True)
    return in_json([dict(zip(columns, of_row, strict=True)) for of_row in values])


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


in_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
"""Rows as `json_populate_recordset` reads them."""
