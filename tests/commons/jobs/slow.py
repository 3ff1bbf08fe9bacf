"""A job that waits in the middle of its work until the test opens the gate."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bansou.commons.access.actors import Actor
from bansou.commons.jobs.declaring import job
from bansou.commons.models import Task

#: Number of the advisory lock that is the gate.
GATE = 20_261_124


@job("tests.finish_slowly", service="tests")
def finish_slowly(actor: Actor, *, task: UUID) -> None:
    """Say "begun", wait at the gate, mark the task as done, and say "done" once that holds."""
    _say("begun")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
    Task.objects.filter(pk=task, done_at=None).update(done_at=timezone.now())
    transaction.on_commit(lambda: _say("done"))


def _say(word: str) -> None:
    print(word, flush=True)  # noqa: T201 - the test reads it
