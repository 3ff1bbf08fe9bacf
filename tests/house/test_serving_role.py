"""The application serves as a role that row-level security binds."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db]


def test_serves_as_a_role_that_no_policy_lets_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
            " FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()

    assert row == ("bansou_app", False, False, False, False)


def test_serves_as_a_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relowner = 'bansou_app'::regrole"
            " UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'bansou_app'::regrole"
        )
        owned = cursor.fetchall()

    assert owned == []


def test_serves_as_a_role_that_cannot_become_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role('bansou_app', 'bansou_owner', 'MEMBER'),"
            " pg_has_role('bansou_app', 'bansou_search', 'MEMBER'),"
            " pg_has_role('bansou_owner', 'bansou_search', 'USAGE')"
        )
        row = cursor.fetchone()

    assert row == (False, False, False)
