"""Statements that travel behind: the database carries one out while Python makes the next rows.

They arrive one at a time and in the order in which they were sent. Any other statement on the
connection waits for them, so that nobody reads a table before its rows are there.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

#: So many may be on their way before the next has to wait: their rows are held in memory.
_MOST = 8


class _Sender:
    """Sends on the transaction's own connection, from a thread of its own."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._sent: deque[Future[None]] = deque()

    def send(self, statement: str, parameter: str) -> None:
        while len(self._sent) >= _MOST:
            self._arrive()
        self._sent.append(
            self._pool.submit(_carry_out, connection.connection, statement, parameter)
        )

    def wait(self) -> None:
        """Return when everything has arrived.

        :raises django.db.DatabaseError: the database refused one of them
        """
        while self._sent:
            self._arrive()

    def _arrive(self) -> None:
        with connection.wrap_database_errors:
            self._sent.popleft().result()

    def before_another(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Django's hook around each statement of its own."""
        self.wait()
        return execute(sql, params, many, context)


def _carry_out(raw: Any, statement: str, parameter: str) -> None:
    with raw.cursor() as cursor:
        cursor.execute(statement, [parameter])


_sender: ContextVar[_Sender | None] = ContextVar("sender", default=None)


@contextmanager
def sent_behind() -> Iterator[None]:
    """Inside, `send` returns at once; the block ends when everything has arrived.

    Whoever opens it has a transaction around it.

    :raises django.db.DatabaseError: the database refused a statement, told at the latest here
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        sender = _Sender(pool)
        token = _sender.set(sender)
        try:
            with connection.execute_wrapper(sender.before_another):
                yield
                sender.wait()
        finally:
            _sender.reset(token)


def send(statement: str, parameter: str) -> None:
    """Carry out a statement with one parameter: behind the caller inside `sent_behind`, else now."""
    if sender := _sender.get():
        sender.send(statement, parameter)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, [parameter])
