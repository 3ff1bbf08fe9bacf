"""What has served its time is cleared away: sessions, drafts, request keys, files of ledgers, old jobs."""

from datetime import datetime, timedelta
from importlib import import_module

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bansou.commons.jobs.declaring import QUEUE, upkeep


@upkeep("jobs.clear_away", cron=settings.CLEARING_CRON, service="jobs")
def clear_away() -> None:
    """Clear away by the clock, as long as the settings keep each thing."""
    clear_what_is_old(timezone.now())


def clear_what_is_old(now: datetime) -> None:
    """Remove expired sessions, and what is older than the settings keep it, as of `now`.

    Drafts, request keys and ledgers are their authors' and their organisations' alone to see;
    functions of the database remove them unseen.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bansou_forget_drafts(%s), bansou_forget_request_keys(%s),"
            " bansou_forget_ledger_files(%s)",
            [
                now - settings.DRAFTS_KEPT,
                now - settings.REQUEST_KEYS_KEPT,
                now - settings.LEDGER_FILES_KEPT,
            ],
        )
    async_to_sync(QUEUE.delete_old_jobs)(
        settings.FINISHED_JOBS_KEPT // timedelta(hours=1),
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
