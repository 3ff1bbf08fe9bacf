"""Many rows in one statement: the same values come back as from rows written one by one."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from bansou.commons.access.acting import acting
from bansou.commons.clock import JST
from bansou.commons.database.inserting import insert_rows, new_row
from bansou.commons.ledger.models import LedgerImport
from bansou.people.models import Case, Person, Step
from tests.commons.access.cities import City, found_centre, found_city

ODD = '"引用" \\ {波},改行\nと🏔, 葛󠄀城 %s %% '


@pytest.fixture
def city(db: None) -> City:
    return found_city("苫小牧市", found_centre("訓練センター"))


def a_step(city: City, **columns: Any) -> dict[str, Any]:
    return {
        "organisation_id": city.body.pk,
        "recorded_by": city.body,
        "case": city.case,
        "kind": "consultation.held",
        "on": date(2021, 11, 24),
        "title": "相談",
        "note": ODD,
        "minutes": 0,
        "fields": {"項目": [1, True, None, {"深い": ODD}], "空": ""},
        "recorded_at": datetime(2021, 11, 24, 23, 59, 59, 123456, tzinfo=JST),
        **columns,
    }


def written(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_gives_back_what_was_written(city: City) -> None:
    with acting(city.counsellor_actor, why="test"):
        steps = [new_row(Step, a_step(city, title=f"相談{n}")) for n in range(3)]
        person = new_row(
            Person, {"organisation": city.body, "name": ODD, "grams": ["サト", '"', "\\"]}
        )
        insert_rows(Step, steps)
        insert_rows(Person, [person])

        assert not any(row._state.adding for row in (*steps, person))
        for row in (*steps, person):
            assert written(type(row)._default_manager.get(pk=row.pk)) == written(row)


def test_makes_the_same_row_as_the_constructor(city: City) -> None:
    columns = a_step(city)

    one, other = new_row(Step, columns), Step(**columns)

    assert one.pk != other.pk
    assert written(one) | {"id": 0} == written(other) | {"id": 0}
    assert one.case is city.case
    assert one._state.adding
    assert one.fields is columns["fields"]
    assert new_row(Case, {}).fields is not new_row(Case, {}).fields


def test_knows_no_column_that_the_table_has_not(city: City) -> None:
    with pytest.raises(TypeError, match=r"lacks a column of .*nonsense"):
        new_row(Step, a_step(city, nonsense=1))


def test_refuses_what_it_cannot_say(city: City) -> None:
    record = LedgerImport(
        organisation=city.body, content=b"PK", changed_at=datetime(2021, 4, 1, tzinfo=JST)
    )
    with acting(city.counsellor_actor, why="test"), pytest.raises(TypeError, match="bytes"):
        insert_rows(LedgerImport, [record])


def test_the_row_policy_holds(city: City) -> None:
    neighbour = found_city("室蘭市", found_centre("別の訓練センター"))
    row = new_row(Step, a_step(neighbour))

    with (
        acting(city.counsellor_actor, why="test"),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        insert_rows(Step, [row])
