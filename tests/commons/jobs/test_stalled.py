"""What a dead worker had begun goes back into the queue."""

import pytest
from django.db import connection

from bansou.commons.jobs.stalled import take_up_stalled
from tests.commons.jobs.queue import let_fall_silent, waiting

pytestmark = pytest.mark.django_db


def test_takes_up_what_a_silent_worker_had_begun() -> None:
    let_fall_silent("letters.case_assigned")

    take_up_stalled.run()

    assert waiting() == [("letters.case_assigned", "todo", {})]


def test_takes_up_what_a_worker_that_was_struck_off_had_begun() -> None:
    let_fall_silent("letters.case_assigned")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")

    take_up_stalled.run()

    assert waiting() == [("letters.case_assigned", "todo", {})]


def test_leaves_a_job_to_a_worker_that_lives() -> None:
    let_fall_silent("letters.case_assigned")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")

    take_up_stalled.run()

    assert waiting() == [("letters.case_assigned", "doing", {})]


def test_drops_a_stalled_job_where_another_of_its_kind_waits() -> None:
    let_fall_silent("jobs.clear_away", queueing_lock="jobs.clear_away")
    let_fall_silent("letters.case_assigned")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
            " VALUES ('default', 'jobs.clear_away', 'jobs.clear_away')"
        )

    take_up_stalled.run()

    assert sorted(waiting()) == [
        ("jobs.clear_away", "todo", {}),
        ("letters.case_assigned", "todo", {}),
    ]
