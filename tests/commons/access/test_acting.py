"""The transaction in which somebody acts: what it sets, for how long, and for whom."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.keys import uuid7
from bansou.commons.models import Task
from bansou.people.models import Case
from tests.commons.access.cities import City, found_centre, found_city

NAMES = (
    "app.organisations",
    "app.actor",
    "app.membership",
    "app.person",
    "app.company",
    "pghistory.context_id",
    "pghistory.context_metadata",
)
NOTHING = [""] * len(NAMES)


def settings() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in NAMES), NAMES
        )
        return list(cursor.fetchone())


def somebody() -> Actor:
    return Actor(user_id=uuid7(), name="", membership_id=uuid7(), organisation_id=uuid7())


@pytest.mark.django_db
def test_says_to_the_database_who_acts_for_whom_and_why() -> None:
    actor = somebody()

    with acting(actor, why="相談を記録する"):
        organisations, user, membership, _person, _company, context, metadata = settings()

    assert organisations == f"{{{actor.organisation_id}}}"
    assert (user, membership) == (str(actor.user_id), str(actor.membership_id))
    assert context
    for told in (user, membership, str(actor.organisation_id), '"why": "相談を記録する"'):
        assert told in metadata


@pytest.mark.django_db
def test_gives_every_transaction_a_context_of_its_own() -> None:
    actor = somebody()
    with acting(actor, why="一"):
        first = settings()
    with acting(actor, why="一"):
        second = settings()

    assert first[5] != second[5]


@pytest.mark.django_db
def test_gives_back_to_the_outer_actor_what_was_his() -> None:
    with acting(somebody(), why="外"):
        outer = settings()
        with acting(somebody(), why="内"):
            inner = settings()
        after = settings()

    assert inner[0] != outer[0]
    assert after == outer
    assert settings() == NOTHING


@pytest.mark.django_db
def test_gives_back_to_the_outer_actor_after_a_failure_inside() -> None:
    with acting(somebody(), why="外"):
        outer = settings()
        with pytest.raises(ZeroDivisionError), acting(somebody(), why="内"):
            raise ZeroDivisionError

        assert settings() == outer


@pytest.mark.django_db
def test_gives_back_to_the_outer_actor_after_a_block_that_is_to_be_rolled_back() -> None:
    with acting(somebody(), why="外"):
        outer = settings()
        with acting(somebody(), why="内"):
            transaction.set_rollback(True)

        assert settings() == outer


def test_undoes_what_was_written_before_a_failure(city: City) -> None:
    with pytest.raises(ZeroDivisionError):
        _rename_tasks_and_fail(city)

    with acting(city.supervisor_actor, why="確かめる"):
        assert not Task.objects.filter(title="残らない").exists()


def _rename_tasks_and_fail(city: City) -> None:
    with acting(city.supervisor_actor, why="途中で失敗"):
        Task.objects.update(title="残らない")
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_leaves_nothing_behind_on_the_connection_and_nothing_to_another_one() -> None:
    city = found_city("苫小牧市", found_centre("訓練センター"))
    elsewhere: list[Any] = []

    with acting(city.supervisor_actor, why="見る"):
        inside = Case.objects.count()
        other = Thread(target=_look_from_another_connection, args=(elsewhere,))
        other.start()
        other.join()

    assert inside == 2
    assert elsewhere == [NOTHING, 0]
    assert settings() == NOTHING
    assert Case.objects.count() == 0
    with transaction.atomic():
        assert settings() == NOTHING


def _look_from_another_connection(seen: list[Any]) -> None:
    try:
        seen.extend([settings(), Case.objects.count()])
    finally:
        connection.close()


def test_shows_rows_only_inside(city: City) -> None:
    before = Case.objects.count()
    with acting(city.supervisor_actor, why="見る"):
        inside = Case.objects.count()

    assert (before, inside, Case.objects.count()) == (0, 2, 0)
