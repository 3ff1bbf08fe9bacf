"""A worker that is killed in the middle of a job loses nothing: another one does the job."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.commons.models import Task
from bansou.config.places import project_root
from tests.commons.access.cities import City, found_centre, found_city
from tests.commons.jobs.queue import waiting
from tests.commons.jobs.slow import GATE, finish_slowly

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]
#: A worker that has not said in this time what is waited for is killed, and the test fails.
PATIENCE_SECONDS = 90


class Worker:
    """A running `bansou worker`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def hear(self, word: str) -> None:
        """Wait until it says `word`."""
        assert self.process.stdout is not None
        impatience = Timer(PATIENCE_SECONDS, self.process.kill)
        impatience.start()
        try:
            assert any(line.strip() == word for line in self.process.stdout), f"never said {word}"
        finally:
            impatience.cancel()


@contextmanager
def worker(log: Path) -> Iterator[Worker]:
    database = connection.settings_dict["NAME"]
    with (
        log.open("a") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.commons.jobs.worker", database],
            cwd=project_root(),
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "bansou.config.settings.test"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Worker(process)
        finally:
            process.kill()


@contextmanager
def closed_gate() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])


def task_of(city: City) -> Task:
    with acting(city.supervisor_actor, why="確かめる"):
        return Task.objects.get(case_id=city.case.pk)


def times_done(task: Task, city: City) -> int:
    with acting(city.supervisor_actor, why="確かめる"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM commons_taskevent WHERE pgh_obj_id = %s"
            " AND pgh_label = 'update' AND pgh_context->>'why' LIKE 'tests.finish_slowly%%'",
            [task.pk],
        )
        count: int = cursor.fetchone()[0]
    return count


def test_does_once_what_a_killed_worker_had_begun(tmp_path: Path) -> None:
    city = found_city("苫小牧市", found_centre("訓練センター"))
    task = task_of(city)
    with acting(city.counsellor_actor, why="頼む"):
        finish_slowly.later(by=city.counsellor_actor, task=task.pk)

    with closed_gate(), worker(tmp_path / "first.log") as first:
        first.hear("begun")
        assert [status for name, status, _ in waiting() if name == finish_slowly.name] == ["doing"]
        first.process.send_signal(signal.SIGKILL)
        first.process.wait()
    assert task_of(city).done_at is None

    with worker(tmp_path / "second.log") as second:
        second.hear("begun")
        second.hear("done")
        second.process.send_signal(signal.SIGTERM)
        assert second.process.wait(PATIENCE_SECONDS) == 0

    assert task_of(city).done_at is not None
    assert times_done(task, city) == 1
    assert finish_slowly.name not in {name for name, _, _ in waiting()}
