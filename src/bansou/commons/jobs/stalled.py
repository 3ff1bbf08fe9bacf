"""Jobs whose worker has died are taken up again."""

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from bansou.commons.jobs.declaring import QUEUE, upkeep


@upkeep("jobs.take_up_stalled", cron=settings.STALLED_JOBS_CRON, service="jobs")
def take_up_stalled() -> None:
    """Put back in the queue what a worker without a heartbeat had begun."""
    waiting = async_to_sync(QUEUE.get_stalled_jobs)(
        seconds_since_heartbeat=settings.STALLED_WORKER_SECONDS
    )
    for job in waiting:
        _take_up(job)


def _take_up(job: Job) -> None:
    """Put one job back; where another of its kind waits already, that one does the work."""
    try:
        with transaction.atomic():
            async_to_sync(QUEUE.retry_job)(job)
    except UniqueViolation:
        async_to_sync(QUEUE.finish_job)(job, status=Status.ABORTED, delete_job=True)
