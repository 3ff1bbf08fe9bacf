"""Telling when others have come as far as a lock that this transaction holds."""

import time
from collections.abc import Callable

from django.db import connection

_LIMIT = 60


def wait_until_waiting(number: int, still_alive: Callable[[], bool] = lambda: True) -> None:
    """Come back when so many connections to this database wait for a lock."""
    deadline = time.monotonic() + _LIMIT
    while time.monotonic() < deadline:
        assert still_alive(), "it ended before it came to the lock"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() == (number,):
                return
        time.sleep(0.1)
    raise AssertionError("they never came to the lock")
