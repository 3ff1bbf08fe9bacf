"""Writing many new rows in few statements, by the very actions that write one.

An action creates its rows with `create` and asks about rows of a case with `rows_of`. Inside
`rows_gathered` new rows wait in memory until `write_gathered`, which writes each table in bulk.
What an action refuses, it refuses in both; the database's own guards hold when the rows are written.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model

from bansou.commons.database.behind import sent_behind
from bansou.commons.database.inserting import insert_rows, new_row
from bansou.commons.database.order import dependants_first
from bansou.commons.database.planning import checked_at_once, found_by_index


class _Gathering:
    """New rows by table and, of those that belong to a case, by case."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], list[Model]] = {}
        self.of_case: defaultdict[tuple[type[Model], UUID], list[Model]] = defaultdict(list)
        self.remembered: dict[Hashable, Any] = {}

    def add(self, row: Model) -> None:
        self.rows.setdefault(type(row), []).append(row)
        if case_id := getattr(row, "case_id", None):
            self.of_case[type(row), case_id].append(row)

    def write(self) -> None:
        rows, self.rows = self.rows, {}
        self.of_case.clear()
        for model in reversed(list(dependants_first(rows))):
            insert_rows(model, rows[model])


_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def rows_gathered() -> Iterator[None]:
    """Inside, new rows are gathered; whoever opens the block has a transaction around it.

    What is written travels behind while the next rows are made. A block that ends with an
    exception writes nothing more.
    """
    token = _gathering.set(_Gathering())
    try:
        with _nothing_older_swept(), found_by_index(), checked_at_once(), sent_behind():
            yield
            write_gathered()
    finally:
        _gathering.reset(token)


@contextmanager
def _nothing_older_swept() -> Iterator[None]:
    """Inside, the search for circular garbage leaves out what was there before the block.

    Ten thousands of rows just read would be gone through again and again while others are made
    of them. They are freed as ever once nobody holds them; circular garbage goes first, since it
    would be kept until the end.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def rows_written_now() -> Iterator[None]:
    """Inside, new rows are written one by one as anywhere else, also within `rows_gathered`.

    For actions that refer to what they have just written, and so cannot wait.
    """
    write_gathered()
    token = _gathering.set(None)
    try:
        yield
    finally:
        _gathering.reset(token)


def write_gathered() -> None:
    """Write what waits, if anything does."""
    if gathering := _gathering.get():
        gathering.write()


def create[M: Model](model: type[M], **columns: Any) -> M:
    """Create a row now, or have it wait inside `rows_gathered`."""
    gathering = _gathering.get()
    if gathering is None:
        return model._default_manager.create(**columns)
    row = new_row(model, columns)
    gathering.add(row)
    return row


def is_waiting(row: Model) -> bool:
    """Tell whether the row is new and not written yet; its columns may be set as they are."""
    return _gathering.get() is not None and row._state.adding


def amend(row: Model, *, only_if: Mapping[str, Any], **columns: Any) -> bool:
    """Change a row that is still as `only_if` says; its version counts up once it is written.

    Returns whether it was. The object keeps what it held, except where it waits itself.
    """
    if not is_waiting(row):
        rows = type(row)._default_manager.filter(**_keys(row), **only_if)
        return bool(rows.update(**columns, version=F("version") + 1))
    if any(getattr(row, name) != value for name, value in only_if.items()):
        return False
    for name, value in columns.items():
        setattr(row, name, value)
    return True


def rows_of[M: Model](model: type[M], case: Any) -> Sequence[M]:
    """The rows of a table that belong to a case, those that wait included."""
    waiting = waiting_of(model, case.pk)
    if is_waiting(case):
        return waiting
    written = model._default_manager.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return [*written, *waiting]


def waiting_of[M: Model](model: type[M], case_id: UUID) -> Sequence[M]:
    """The rows of a table that belong to a case and are not written yet."""
    gathering = _gathering.get()
    return cast("list[M]", gathering.of_case.get((model, case_id), [])) if gathering else []


def are_gathered() -> bool:
    """Tell whether new rows are being gathered."""
    return _gathering.get() is not None


def hold(row: Model) -> None:
    """Keep others from changing the row until the transaction ends; nobody else knows a waiting one."""
    if not is_waiting(row):
        type(row)._default_manager.select_for_update().get(**_keys(row))


def together() -> AbstractContextManager[None]:
    """All or nothing: a transaction of its own, except where rows are gathered inside a larger one."""
    if _gathering.get() is None:
        return cast("AbstractContextManager[None]", transaction.atomic())
    return nullcontext()


def asked_once[T](question: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question, asked anew each time, or once while rows are gathered."""
    gathering = _gathering.get()
    if gathering is None:
        return ask()
    if question not in gathering.remembered:
        gathering.remembered[question] = ask()
    return cast("T", gathering.remembered[question])


def _keys(row: Any) -> dict[str, UUID]:
    return {"organisation_id": row.organisation_id, "pk": row.pk}
