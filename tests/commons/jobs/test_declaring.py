"""Jobs: written in the asker's transaction, with keys only, and done by a named service."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.jobs.declaring import Job, Upkeep, job, upkeep
from bansou.commons.keys import uuid7
from bansou.commons.models import Task, User
from bansou.people.models import Case
from tests.commons.access.cities import City
from tests.commons.jobs.queue import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., None]], Job]:
    """Declare a job that the application does not come to know."""
    monkeypatch.setattr("bansou.commons.jobs.declaring.app", _Unheard())
    return job("試験の仕事", service="tests")


class _Unheard:
    def task(self, **_: Any) -> Any:
        return lambda function: function

    def periodic(self, **_: Any) -> Any:
        return lambda task: task


def nothing(actor: Actor, *, case: UUID) -> None:
    """Work that leaves everything as it is."""


def test_writes_the_job_with_keys_only(
    declared: Callable[[Callable[..., None]], Job], city: City
) -> None:
    with acting(city.counsellor_actor, why="頼む"):
        declared(nothing).later(by=city.counsellor_actor, case=city.case.pk)

    assert waiting() == [
        (
            "試験の仕事",
            "todo",
            {
                "asked_by": str(city.counsellor.user_id),
                "organisation": str(city.body.pk),
                "case": str(city.case.pk),
            },
        )
    ]


def test_forgets_the_job_with_the_transaction_in_which_it_was_asked_for(
    declared: Callable[[Callable[..., None]], Job], city: City
) -> None:
    with acting(city.counsellor_actor, why="頼む"), transaction.atomic():
        declared(nothing).later(by=city.counsellor_actor, case=city.case.pk)
        assert len(waiting()) == 1
        transaction.set_rollback(True)

    assert waiting() == []


def test_forgets_a_job_that_a_failing_job_asked_for(
    declared: Callable[[Callable[..., None]], Job], city: City
) -> None:
    """In a worker as well: its own connection to the queue would have kept it."""
    from procrastinate.contrib.django import app

    first = declared(nothing)
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(worker), transaction.atomic():
        first.later(by=city.counsellor_actor, case=city.case.pk)
        transaction.set_rollback(True)

    assert waiting() == []


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"case": "佐藤"},
        {"case": uuid7(), "note": "本人の言葉"},
        {"case": uuid7(), "note": uuid7()},
        {"case": str(uuid7())},
    ],
)
def test_refuses_to_write_anything_but_the_keys_it_takes(
    declared: Callable[[Callable[..., None]], Job], keys: dict[str, Any], city: City
) -> None:
    with pytest.raises(TypeError, match="case"):
        declared(nothing).later(by=city.counsellor_actor, **keys)

    assert waiting() == []


def test_refuses_a_job_of_somebody_without_an_organisation(
    declared: Callable[[Callable[..., None]], Job], city: City
) -> None:
    with pytest.raises(LookupError):
        declared(nothing).later(by=Actor(user_id=uuid7(), name=""), case=city.case.pk)


def test_acts_as_the_service_of_the_organisation_and_no_further(
    declared: Callable[[Callable[..., None]], Job], city: City, other_city: City
) -> None:
    seen: list[Any] = []

    def look(actor: Actor, *, case: UUID) -> None:
        seen.extend([actor.role, actor.membership_id, case, set(_visible_cases())])
        Task.objects.filter(case_id=case).update(title="片づけた")

    declared(look).run(
        asked_by=str(city.counsellor.user_id),
        organisation=str(city.body.pk),
        case=str(city.case.pk),
    )

    assert seen == ["service", None, city.case.pk, {city.case.pk, city.other_case.pk}]
    assert not _visible_cases()
    service = User.objects.get(email="tests@service.invalid")
    assert (service.is_service, service.is_active) == (True, False)
    with acting(city.supervisor_actor, why="確かめる"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_context->>'user', pgh_context->>'why' FROM commons_taskevent"
            " WHERE title = '片づけた'"
        )
        assert cursor.fetchall() == [(str(service.pk), f"試験の仕事 ({city.counsellor.user_id})")]


def _visible_cases() -> list[UUID]:
    return list(Case.objects.values_list("pk", flat=True))


def test_does_upkeep_as_a_service_that_sees_nobodys_rows(
    monkeypatch: pytest.MonkeyPatch, city: City
) -> None:
    monkeypatch.setattr("bansou.commons.jobs.declaring.app", _Unheard())
    seen: list[Any] = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.actor')")
            seen.extend([cursor.fetchone()[0], _visible_cases()])

    declared = upkeep("試験の手入れ", cron="* * * * *", service="tests")(look)
    assert isinstance(declared, Upkeep)
    declared.run(timestamp=0)

    assert seen == [str(User.objects.get(email="tests@service.invalid").pk), []]


def by_text(actor: Actor, *, note: str) -> None: ...
def by_position(actor: Actor, case: UUID) -> None: ...
def without_actor(case: UUID) -> None: ...
def by_anything(actor: Actor, **given: UUID) -> None: ...


@pytest.mark.parametrize("function", [by_text, by_position, without_actor, by_anything])
def test_refuses_to_declare_work_that_takes_anything_but_an_actor_and_keys(
    declared: Callable[[Callable[..., None]], Job], function: Callable[..., None]
) -> None:
    with pytest.raises(TypeError, match="must take an Actor and then keys"):
        declared(function)
