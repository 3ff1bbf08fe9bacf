"""The database alone: who is barred from a case reaches nothing of it nor of its person."""

from datetime import UTC, datetime

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.models import ConflictBlock
from tests.commons.access.cities import (
    EVENT_TABLES,
    TENANT_TABLES,
    City,
    barred,
    eyes_of,
    found_centre,
    found_city,
    keys,
    permit,
    refused,
)

NOT_PERMITTED = "42501"
#: Where somebody sees that they are barred, and where nobody but its keeper's readers look.
OF_THE_BLOCK = {"commons_conflictblock", "commons_conflictblockevent"}


@pytest.fixture
def city(db: None) -> City:
    return found_city("利益相反の市", found_centre("相反のセンター"))


def of_case(cursor: object, table: str, city: City) -> int:
    """How many rows of the table name the city's first case or its person."""
    case, person = str(city.case.pk), str(city.person.pk)
    query: object = cursor
    query.execute(  # type: ignore[attr-defined]
        f"SELECT count(*) FROM {table} r WHERE to_jsonb(r)->>'case_id' = %s"
        " OR to_jsonb(r)->>'person_id' = %s OR to_jsonb(r)->>'id' IN (%s, %s)",
        [case, person, case, person],
    )
    (number,) = query.fetchone()  # type: ignore[attr-defined]
    return int(number)


def test_hides_every_row_of_the_case_whatever_permits_it(city: City) -> None:
    with acting(city.supervisor_actor, why="許可と利益相反"):
        permit(city.body, city.case, city.counsellor, level=4)
        permit(city.body, city.other_case, city.counsellor, level=4)
        permit(city.body, city.case, city.body, level=4)
    tables = [table for table in TENANT_TABLES if table not in OF_THE_BLOCK]
    with eyes_of(city.counsellor_actor) as cursor:
        before = {table: of_case(cursor, table, city) for table in tables}
    with acting(city.supervisor_actor, why="利益相反を記録する"):
        barred(city, city.case, city.counsellor.user)

    with eyes_of(city.counsellor_actor) as cursor:
        after = {table: of_case(cursor, table, city) for table in tables}
        cases = keys(cursor, "people_case")
        cursor.execute("SELECT bansou_barred_cases(), bansou_barred_persons()")
        barring = cursor.fetchone()
    with eyes_of(city.supervisor_actor) as cursor:
        others = {table: of_case(cursor, table, city) for table in EVENT_TABLES}

    assert sum(number > 0 for number in before.values()) > 30
    assert {table: number for table, number in after.items() if number} == {}
    assert cases == {city.other_case.pk}
    assert barring == ([city.case.pk], [city.person.pk])
    assert others["people_caseevent"] > 0


def test_lets_nobody_lift_their_own_block_nor_write_on_the_case(city: City) -> None:
    with acting(city.supervisor_actor, why="利益相反を記録する"):
        held = barred(city, city.case, city.supervisor.user)
    now = datetime.now(UTC)

    with eyes_of(city.supervisor_actor) as cursor:
        cursor.execute("UPDATE commons_conflictblock SET ended_at = %s, ended_because = 'x'", [now])
        lifted = cursor.rowcount
        cursor.execute("DELETE FROM commons_conflictblock WHERE id = %s", [held.pk])
        removed = cursor.rowcount
        answer = refused(
            cursor,
            "INSERT INTO commons_task (id, organisation_id, recorded_by_id, case_id, title,"
            " owner_id, due_on, promised_on, subject, version) VALUES (gen_random_uuid(), %s, %s,"
            " %s, '約束', %s, now(), now(), 'case', 1)",
            [city.body.pk, city.body.pk, city.case.pk, city.supervisor.pk],
        )
    with acting(city.counsellor_actor, why="統括のかわり"):
        ConflictBlock.objects.filter(pk=held.pk).update(ended_at=now, ended_because="転居")
    with eyes_of(city.supervisor_actor) as cursor:
        again = keys(cursor, "people_case")

    assert (lifted, removed, answer) == (0, 0, NOT_PERMITTED)
    assert city.case.pk in again
