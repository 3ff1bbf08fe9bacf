"""What has served its time goes; what is younger stays, whatever is asked for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.jobs.clearing import clear_away
from bansou.commons.keys import uuid7
from bansou.commons.models import Draft, LedgerImport, RequestKey
from tests.commons.access.cities import City, eyes_of, keys, refused

pytestmark = pytest.mark.django_db


def ago(**time: float) -> datetime:
    return datetime.now(UTC) - timedelta(**time)


def write(city: City, at: datetime) -> tuple[Draft, RequestKey]:
    with acting(city.supervisor_actor, why="書きかける"):
        draft = Draft.objects.create(
            organisation=city.body,
            membership=city.supervisor,
            form="consultation",
            content={"note": "まだ途中"},
            saved_at=at,
        )
        key = RequestKey.objects.create(
            organisation=city.body,
            key=uuid7(),
            actor=city.supervisor.user,
            action="a",
            made_at=at,
        )
    return draft, key


def left(city: City) -> tuple[set[Any], set[Any]]:
    with eyes_of(city.supervisor_actor) as cursor:
        return keys(cursor, "commons_draft"), keys(cursor, "commons_requestkey")


def test_clears_old_drafts_and_request_keys_of_every_organisation(
    city: City, other_city: City
) -> None:
    old = [write(whose, ago(days=40)) for whose in (city, other_city)]
    young = [write(whose, ago(days=2)) for whose in (city, other_city)]

    clear_away.run()

    for whose, (gone, kept) in zip((city, other_city), zip(old, young, strict=True), strict=True):
        drafts, request_keys = left(whose)
        assert gone[0].pk not in drafts
        assert gone[1].pk not in request_keys
        assert kept[0].pk in drafts
        assert kept[1].pk in request_keys


def test_keeps_each_thing_as_long_as_the_settings_say(city: City, settings: Any) -> None:
    settings.DRAFTS_KEPT = timedelta(days=60)
    settings.REQUEST_KEYS_KEPT = timedelta(days=3)
    draft, key = write(city, ago(days=40))

    clear_away.run()

    drafts, request_keys = left(city)
    assert draft.pk in drafts
    assert key.pk not in request_keys


def test_leaves_what_is_younger_than_a_day_whatever_is_asked_for(city: City) -> None:
    draft, key = write(city, ago(hours=20))
    with eyes_of(city.counsellor_actor) as cursor:
        cursor.execute(
            "SELECT bansou_forget_drafts('infinity'), bansou_forget_request_keys('infinity')"
        )
        told = cursor.fetchone()

    drafts, request_keys = left(city)
    assert draft.pk in drafts
    assert key.pk in request_keys
    assert all(isinstance(count, int) for count in told)


def test_removes_files_of_ledgers_that_nobody_took_further(city: City, other_city: City) -> None:
    def handed_in(whose: City, at: datetime, state: str = "refused") -> LedgerImport:
        with acting(whose.supervisor_actor, why="渡す"):
            return LedgerImport.objects.create(
                organisation=whose.body,
                handed_in_by=whose.supervisor,
                handed_in_at=at,
                changed_at=at,
                name="台帳.xlsx",
                content=b"x",
                state=state,
            )

    old = [handed_in(whose, ago(days=40)) for whose in (city, other_city)]
    kept = [handed_in(city, ago(days=2)), handed_in(city, ago(days=40), "importing")]

    clear_away.run()

    for whose, record in zip((city, other_city), old, strict=True):
        with acting(whose.supervisor_actor, why="見る"):
            record.refresh_from_db()
        assert (record.content, record.state) == (None, "given_up")
    with acting(city.supervisor_actor, why="見る"):
        for record in kept:
            record.refresh_from_db()
    assert [bytes(record.content) for record in kept] == [b"x", b"x"]


def test_clears_nothing_when_nobody_acts(city: City) -> None:
    with connection.cursor() as cursor:
        assert refused(cursor, "SELECT bansou_forget_drafts(now())") == "BA001"


def test_clears_sessions_that_have_expired() -> None:
    for expiry in (-60, 3600):
        session = SessionStore()
        session.set_expiry(expiry)
        session.create()

    clear_away.run()

    assert [s.expire_date > timezone.now() for s in Session.objects.all()] == [True]


def test_clears_jobs_that_failed_long_ago() -> None:
    with connection.cursor() as cursor:
        for days in (40, 2):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
                " VALUES ('default', %s, 'failed')"
                " RETURNING id",
                [f"{days} days"],
            )
            cursor.execute(
                "UPDATE procrastinate_events SET at = now() - make_interval(days => %s)"
                " WHERE job_id = %s",
                [days, cursor.fetchone()[0]],
            )
            cursor.execute(
                "INSERT INTO procrastinate_events (job_id, type, at)"
                " SELECT id, 'failed', now() - make_interval(days => %s)"
                " FROM procrastinate_jobs WHERE task_name = %s",
                [days, f"{days} days"],
            )

    clear_away.run()

    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [("2 days",)]
