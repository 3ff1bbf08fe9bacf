"""What PostgreSQL must guard on every table that an organisation keeps, and on what could pass by."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

# Read before anybody acts, to find out who does; their history carries policies all the same.
READ_AT_THE_DOOR = {"commons_membership"}


def rows(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def kept_tables() -> set[str]:
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.column == "organisation_id" for field in model._meta.concrete_fields)
    }
    assert len(tables) > 20
    return tables - READ_AT_THE_DOOR


def test_forces_row_level_security_on_every_table_with_an_organisation() -> None:
    forced = {
        name
        for (name,) in rows(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relrowsecurity AND relforcerowsecurity"
        )
    }

    assert kept_tables() - forced == set()


def test_gives_every_such_table_a_policy_that_asks_for_organisation_or_grant() -> None:
    asking = {
        name
        for (name,) in rows(
            "SELECT tablename FROM pg_policies WHERE 'bansou_app' = ANY (roles)"
            " AND qual ~ 'bansou_(organisations|granted_\\w+|membership)\\(' AND cmd <> 'INSERT'"
        )
    }

    assert kept_tables() - asking == set()


def test_opens_no_table_to_the_serving_role_without_a_condition() -> None:
    open_tables = rows(
        "SELECT tablename, policyname FROM pg_policies"
        " WHERE NOT roles <@ ARRAY['bansou_search'::name]"
        " AND coalesce(qual, 'true') = 'true' AND coalesce(with_check, 'true') = 'true'"
        " AND has_table_privilege('bansou_app', format('public.%I', tablename),"
        "   CASE cmd WHEN 'ALL' THEN 'SELECT, INSERT, UPDATE, DELETE' ELSE cmd END)"
    )

    assert open_tables == []


def test_shows_nothing_to_who_does_not_act() -> None:
    seen = {table for table in kept_tables() if rows(f"SELECT 1 FROM {table} LIMIT 1")}

    assert seen == set()


def test_names_the_organisation_in_every_unique_key() -> None:
    # A duplicate of a hidden value is refused and so tells that it exists. Nobody can guess
    # the key of a hidden row, so a key that refers to one row only tells nothing.
    telling = rows(
        "SELECT t.relname, i.relname FROM pg_index x"
        " JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid"
        " WHERE t.relrowsecurity AND x.indisunique AND NOT x.indisprimary"
        " AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid"
        "   AND a.attnum = ANY (x.indkey::int2[])"
        "   AND (a.attname = 'organisation_id' OR x.indnatts = 1 AND a.atttypid = 'uuid'::regtype))"
    )

    assert telling == []


def test_has_no_view_that_looks_past_the_policies() -> None:
    views = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND (relkind = 'm' OR relkind = 'v'"
        "   AND NOT coalesce(reloptions, '{}') @> ARRAY['security_invoker=true'])"
    )

    assert views == []


def test_pins_the_search_path_of_functions_that_run_as_their_owner() -> None:
    loose = rows(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) c WHERE c LIKE 'search_path=%')"
    )

    assert loose == []


def test_lets_the_serving_role_neither_empty_a_table_nor_write_history() -> None:
    allowed = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace"
        " AND (has_table_privilege('bansou_app', oid, 'TRUNCATE')"
        "   OR relname LIKE '%event' AND EXISTS (SELECT 1 FROM pg_attribute a"
        "     WHERE a.attrelid = pg_class.oid AND a.attname = 'pgh_id')"
        "     AND has_table_privilege('bansou_app', oid, 'INSERT, UPDATE, DELETE'))"
    )

    assert allowed == []


def test_has_the_search_role_see_more_only_inside_functions_of_its_own() -> None:
    borrowed = rows(
        "SELECT proname FROM pg_proc WHERE proowner = 'bansou_search'::regrole"
        " AND (NOT prosecdef OR has_function_privilege('public', oid, 'EXECUTE'))"
    )

    assert borrowed == []
