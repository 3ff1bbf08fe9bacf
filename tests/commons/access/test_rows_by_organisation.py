"""The database alone: a transaction sees the rows of its own organisation and no other."""

import pytest
from django.db import connection

from bansou.commons.models import Membership
from tests.commons.access.cities import (
    EVENT_TABLES,
    TENANT_TABLES,
    WITHOUT_POLICY,
    City,
    eyes,
    key_of,
    keys,
    refused,
)


def test_knows_every_table_with_an_organisation() -> None:
    assert len(TENANT_TABLES) > len(EVENT_TABLES) > 10


@pytest.mark.django_db
def test_forces_a_policy_on_every_table_with_an_organisation() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity"
            " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind IN ('r', 'p') AND a.attname = 'organisation_id'"
            " AND c.relnamespace = 'public'::regnamespace"
        )
        forced = dict(cursor.fetchall())

    assert {table for table, is_forced in forced.items() if not is_forced} == WITHOUT_POLICY
    assert set(forced) == set(TENANT_TABLES) | WITHOUT_POLICY


def test_shows_nothing_to_nobody(city: City) -> None:
    with eyes() as cursor:
        seen = {table for table in TENANT_TABLES if keys(cursor, table)}

    assert seen == set()


def test_shows_each_city_its_own(city: City, other_city: City) -> None:
    seen = {}
    for whose in (city, other_city):
        with eyes(whose.body.pk, membership=whose.supervisor.pk) as cursor:
            for table in TENANT_TABLES:
                cursor.execute(f"SELECT DISTINCT organisation_id FROM {table}")
                assert cursor.fetchall() == [(whose.body.pk,)], table
            seen[whose.body.pk] = {(t, key) for t in TENANT_TABLES for key in keys(cursor, t)}

    assert not seen[city.body.pk] & seen[other_city.body.pk]


def test_shows_nothing_through_a_join_from_a_table_without_policy(
    city: City, other_city: City
) -> None:
    with eyes(other_city.body.pk, membership=other_city.supervisor.pk) as cursor:
        for table in TENANT_TABLES:
            cursor.execute(
                f"SELECT count(t.*) FROM commons_organisation o"
                f" LEFT JOIN {table} t ON t.organisation_id = o.id WHERE o.id = %s",
                [city.body.pk],
            )
            assert cursor.fetchone() == (0,), table


def test_counts_and_finds_nothing_of_others(city: City, other_city: City) -> None:
    with eyes(other_city.body.pk, membership=other_city.supervisor.pk) as cursor:
        for table in TENANT_TABLES:
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {table} WHERE organisation_id = %s),"
                f" (SELECT count(*) FROM {table} WHERE organisation_id = %s),"
                f" (SELECT max(organisation_id::text) FROM {table} WHERE organisation_id = %s)",
                [city.body.pk] * 3,
            )
            assert cursor.fetchone() == (False, 0, None), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET organisation_id = organisation_id WHERE {key} = ANY(%s)",
        "DELETE FROM {table} WHERE {key} = ANY(%s)",
        "SELECT FROM {table} WHERE {key} = ANY(%s) FOR UPDATE",
    ],
)
def test_lets_nobody_change_or_hold_rows_of_others(
    statement: str, city: City, other_city: City
) -> None:
    with eyes(city.body.pk, membership=city.supervisor.pk) as cursor:
        there = {table: list(keys(cursor, table)) for table in TENANT_TABLES}

    member = other_city.supervisor
    with eyes(other_city.body.pk, membership=member.pk, actor=member.user_id) as cursor:
        for table, rows in there.items():
            tried = statement.format(table=table, key=key_of(table))
            answer = refused(cursor, tried, [rows])
            # Where the role has no right to the statement at all, it is not even asked.
            assert answer == "42501" or (answer, cursor.rowcount) == ("accepted", 0), table


@pytest.mark.django_db
def test_offers_no_view_of_tenant_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm')"
            " AND relnamespace = 'public'::regnamespace"
        )

        assert cursor.fetchall() == []


def test_hides_rows_from_a_function_that_tells_what_it_is_asked(city: City) -> None:
    with eyes() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.tell(told text) RETURNS boolean LANGUAGE plpgsql COST 0.0001"
            " AS $$ BEGIN RAISE EXCEPTION 'told %', told; END $$"
        )
        cursor.execute("SELECT count(*) FROM people_person WHERE pg_temp.tell(name)")

        assert cursor.fetchone() == (0,)


def test_refuses_to_work_with_the_policies_switched_off(city: City) -> None:
    with eyes(city.body.pk) as cursor:
        cursor.execute("SET LOCAL row_security = off")

        assert refused(cursor, "SELECT count(*) FROM people_case") == "42501"


def test_keeps_memberships_readable_before_anybody_acts(city: City) -> None:
    with eyes():
        assert Membership.objects.filter(organisation=city.body).count() == 3
