"""Every act of reading leaves one row in the log of the organisation whose records were read."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.models import AccessLog
from tests.commons.access.cities import (
    NOON,
    Centre,
    City,
    found_centre,
    found_city,
    permit,
)


@pytest.fixture
def centre(db: None) -> Centre:
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    return found_city("苫小牧市", centre)


@pytest.fixture
def other_city(centre: Centre) -> City:
    return found_city("小樽市", centre)


def log_of(city: City) -> list[AccessLog]:
    with acting(city.supervisor_actor, why="記録を見る"):
        return list(AccessLog.objects.filter(subject__in=["case", "cases"]).order_by("id"))


@pytest.mark.parametrize(
    ("kind", "subject", "detail"),
    [
        (AccessLog.Kind.OPEN, "case", {}),
        (AccessLog.Kind.LIST, "cases", {"hits": 2}),
        (AccessLog.Kind.SEARCH, "cases", {"asked": "さとう", "found": 1}),
        (AccessLog.Kind.EXPORT, "cases", {"rows": 20}),
        (AccessLog.Kind.REFUSED, "case", {}),
    ],
)
def test_writes_one_row_with_who_what_and_when(
    kind: AccessLog.Kind, subject: str, detail: dict[str, Any], city: City
) -> None:
    before = log_of(city)
    by = city.counsellor_actor
    with acting(by, why="読む"):
        note_reading(
            by=by,
            kind=kind,
            subject=subject,
            at=NOON,
            keeper_id=city.body.pk,
            case_id=city.case.pk,
            detail=detail,
        )

    (entry,) = log_of(city)[len(before) :]
    assert (entry.kind, entry.subject, entry.detail, entry.at) == (kind, subject, detail, NOON)
    assert (entry.actor_id, entry.membership_id) == (by.user_id, by.membership_id)
    assert (entry.actor_organisation_id, entry.case_id) == (city.body.pk, city.case.pk)


def read_by(actor: Actor, keeper: UUID, case: UUID | None) -> None:
    with acting(actor, why="読む"):
        note_reading(
            by=actor,
            kind=AccessLog.Kind.OPEN,
            subject="case",
            at=NOON,
            keeper_id=keeper,
            case_id=case,
        )


def test_writes_a_contractors_reading_into_the_keepers_log(centre: Centre, city: City) -> None:
    with acting(city.supervisor_actor, why="紹介"):
        permit(city.body, city.case, centre.body, level=1)
    before = log_of(city)

    read_by(centre.actor, city.body.pk, city.case.pk)

    (entry,) = log_of(city)[len(before) :]
    assert entry.actor_organisation_id == centre.body.pk
    with acting(centre.actor, why="読む"):
        assert not AccessLog.objects.exists()


def test_refuses_an_entry_about_a_case_that_was_not_granted(centre: Centre, city: City) -> None:
    for case in (city.case.pk, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            read_by(centre.actor, city.body.pk, case)


def list_read_by(actor: Actor, *cities: City, **detail: Any) -> None:
    with acting(actor, why="一覧"):
        note_list(
            by=actor,
            subject="case",
            at=NOON,
            shown=[(city.body.pk, city.case.pk) for city in cities],
            detail=detail,
        )


def test_tells_each_keeper_of_its_own_cases_in_a_list_and_of_no_others(
    centre: Centre, city: City, other_city: City
) -> None:
    for keeper in (city, other_city):
        with acting(keeper.supervisor_actor, why="紹介"):
            permit(keeper.body, keeper.case, centre.body, level=1)

    list_read_by(centre.actor, city, other_city, hits=2, category="ice_age")

    for keeper in (city, other_city):
        entry = log_of(keeper)[-1]
        assert (entry.kind, entry.actor_organisation_id) == ("list", centre.body.pk)
        assert entry.detail == {"hits": 1, "category": "ice_age", "shown": [str(keeper.case.pk)]}


def test_notes_an_empty_list_where_the_reader_works(city: City) -> None:
    list_read_by(city.counsellor_actor, hits=0)

    assert log_of(city)[-1].detail == {"hits": 0, "shown": []}


def test_counts_what_further_pages_show_for_ones_own_organisation(city: City) -> None:
    list_read_by(city.counsellor_actor, city, hits=70)

    assert log_of(city)[-1].detail["hits"] == 70


@pytest.mark.parametrize("ended", [False, True])
def test_refuses_an_entry_about_a_list_into_the_log_of_who_granted_nothing(
    centre: Centre, city: City, other_city: City, ended: bool
) -> None:
    with acting(city.supervisor_actor, why="紹介"):
        permit(city.body, city.case, centre.body, level=1, ended_at=NOON if ended else None)
    stranger = city if ended else other_city

    with pytest.raises(DatabaseError), transaction.atomic():
        list_read_by(centre.actor, stranger, hits=1)


def test_forgets_the_entry_with_the_reading_that_was_undone(city: City) -> None:
    before = log_of(city)
    with acting(city.counsellor_actor, why="読む"), transaction.atomic():
        read_by(city.counsellor_actor, city.body.pk, city.case.pk)
        transaction.set_rollback(True)

    assert len(log_of(city)) == len(before)


@pytest.mark.parametrize("change", ["UPDATE commons_accesslog SET kind = 'search'", "DELETE"])
def test_keeps_what_was_written(change: str, city: City) -> None:
    statement = "DELETE FROM commons_accesslog" if change == "DELETE" else change
    with (
        acting(city.supervisor_actor, why="消す"),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute(statement)

    assert len(log_of(city)) == 1
