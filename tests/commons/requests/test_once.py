"""A form that is posted twice, or eight times at once, does its work once."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.models import RequestKey, Task
from bansou.commons.requests.actions import RequestKeyUsedOtherwise, once
from bansou.commons.tasks.actions import promise
from tests.commons.access.cities import LONG_AGO, City, found_centre, found_city

BODY = {"title": "折り返し電話", "due_on": "2026-11-30"}


@pytest.fixture
def city(db: None) -> City:
    return found_city("苫小牧市", found_centre("訓練センター"))


class TooLate(Refusal):
    """What the work refuses in these tests."""

    code = "tests.too_late"
    message = "期限を過ぎています。"


def post(
    city: City,
    key: UUID,
    *,
    by: Actor | None = None,
    body: Mapping[str, Any] = BODY,
    action: str = "task.promise",
    work: Callable[[], Mapping[str, Any]] | None = None,
) -> Mapping[str, Any]:
    """One post of the form, in a transaction of its own as the door opens it."""
    actor = by or city.counsellor_actor

    def promise_it() -> Mapping[str, Any]:
        task = promise(
            by=actor,
            keeper_id=city.body.pk,
            title=body["title"],
            owner_id=city.counsellor.pk,
            due_on=LONG_AGO,
            promised_on=LONG_AGO,
            case_id=city.case.pk,
        )
        return {"task": str(task.pk)}

    with acting(actor, why="送信"):
        return once(by=actor, key=key, action=action, body=body, work=work or promise_it)


def promised(city: City) -> list[str]:
    with acting(city.counsellor_actor, why="確かめる"):
        return [str(t.pk) for t in Task.objects.filter(title=BODY["title"])]


def kept_keys(city: City) -> int:
    with acting(city.counsellor_actor, why="確かめる"):
        return RequestKey.objects.filter(action="task.promise").count()


def test_gives_the_first_answer_to_a_second_post(city: City) -> None:
    key = uuid7()

    first, second = post(city, key), post(city, key)

    assert first == second
    assert promised(city) == [first["task"]]


def test_does_the_work_again_for_another_key(city: City) -> None:
    post(city, uuid7())
    post(city, uuid7())

    assert len(promised(city)) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"body": {**BODY, "title": "訪問"}},
        {"body": {**BODY, "more": ""}},
        {"action": "case.register"},
    ],
)
def test_refuses_the_key_with_another_body_or_for_another_action(
    changed: dict[str, Any], city: City
) -> None:
    key = uuid7()
    post(city, key)

    with pytest.raises(RequestKeyUsedOtherwise):
        post(city, key, **changed)

    assert len(promised(city)) == 1


def test_refuses_the_key_from_a_colleague(city: City) -> None:
    key = uuid7()
    post(city, key)

    with pytest.raises(RequestKeyUsedOtherwise):
        post(city, key, by=city.supervisor_actor)


def test_knows_nothing_of_the_keys_of_another_organisation(city: City) -> None:
    key = uuid7()
    elsewhere = replace(city.counsellor_actor, organisation_id=found_centre("別の機関").body.pk)
    post(city, key, by=elsewhere, work=lambda: {"task": "よそ"})

    assert post(city, key)["task"] == promised(city)[0]


def test_leaves_no_key_when_the_work_is_refused(city: City) -> None:
    key = uuid7()

    def refuse() -> Mapping[str, Any]:
        raise TooLate

    with pytest.raises(TooLate):
        post(city, key, work=refuse)
    assert kept_keys(city) == 0

    assert post(city, key)["task"] == promised(city)[0]


@pytest.mark.django_db(transaction=True)
def test_does_the_work_once_when_eight_posts_arrive_at_once() -> None:
    city = found_city("苫小牧市", found_centre("訓練センター"))
    key, together = uuid7(), Barrier(8)

    def one_post(_: int) -> Mapping[str, Any]:
        try:
            together.wait(timeout=60)
            return post(city, key)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as posts:
        answers = list(posts.map(one_post, range(8)))

    assert {answer["task"] for answer in answers} == set(promised(city))
    assert len(promised(city)) == 1
    assert kept_keys(city) == 1
