"""The queue as the database has it."""

import json
from typing import Any

from django.db import connection


def waiting() -> list[tuple[str, str, dict[str, Any]]]:
    """Name, status and arguments of every job, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status, args::text FROM procrastinate_jobs ORDER BY id")
        return [(name, status, json.loads(args)) for name, status, args in cursor.fetchall()]


def let_fall_silent(task: str, *, queueing_lock: str | None = None) -> int:
    """Write a job as a worker that died a minute ago had left it; returns its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 minute') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, queueing_lock)"
            " VALUES ('default', %s, 'doing', %s, %s) RETURNING id",
            [task, worker, queueing_lock],
        )
        number: int = cursor.fetchone()[0]
    return number
