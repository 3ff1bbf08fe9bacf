"""What each database role may do, put in order after every migrate (idempotent).

bansou_owner owns and migrates, bansou_app serves (neither owner nor superuser), bansou_search
owns the few functions that must reach further than a row policy lets; they tell no content.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from bansou.commons.database.conflicts import keep_conflicts_apart
from bansou.commons.database.erasing import lay_erasing
from bansou.commons.database.visitors import keep_visitors_apart

#: Tables whose rows the serving role may add but never change or remove.
APPEND_ONLY = (
    "commons_accesslog",
    "evidence_measure",
    "grants_casesheet",
    "grants_sheetdecision",
    "grants_sheetwording",
)
#: Functions that run as bansou_search; they give back keys only, numbers or times, and to a company
#: what it was told of people (docs/decisions/0024-what-companies-are-told.md).
SEARCHING = (
    "bansou_accounts_of",
    "bansou_barred_cases",
    "bansou_barred_persons",
    "bansou_candidates",
    "bansou_case_numbers",
    "bansou_companies_of",
    "bansou_emergency_cases",
    "bansou_employed",
    "bansou_granted_cases",
    "bansou_granted_persons",
    "bansou_days_of_benefit",
    "bansou_drafts_on",
    "bansou_feed_member",
    "bansou_ibasho_numbers",
    "bansou_ibasho_tablet",
    "bansou_find_persons",
    "bansou_forget_drafts",
    "bansou_forget_drafts_of",
    "bansou_forget_ledger_files",
    "bansou_forget_request_keys",
    "bansou_hosted",
    "bansou_joint_counts",
    "bansou_joint_doubts",
    "bansou_joint_known",
    "bansou_joint_project",
    "bansou_keeper_of_code",
    "bansou_keeper_of_invitation",
    "bansou_own_cases",
    "bansou_own_companies",
    "bansou_own_persons",
    "bansou_seal",
    "bansou_taken_times",
)
#: What seals are made of: nobody who serves reads or writes it but by the function that seals.
_SEALS = ("commons_seal", "commons_sealedrow")

_SEARCH = "bansou_search"
_RIGHTS = """
GRANT USAGE ON SCHEMA public TO bansou_app, bansou_search;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO bansou_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO bansou_app;
REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM bansou_app;
REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM bansou_app;
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT false';
"""


def refuse_an_heir(*, using: str = "default", **_: Any) -> None:
    """Receiver of pre_migrate: the migrating role must not see what bansou_search may see.

    :raises ImproperlyConfigured: the role inherits from bansou_search
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(oid, 'USAGE') FROM pg_roles WHERE rolname = %s", [_SEARCH]
        )
        found = cursor.fetchone()
    if found is not None and found[0]:
        raise ImproperlyConfigured(
            "表の持ち主の役が bansou_search を引き継いでいます。"
            "docs/configuration.md の「別に用意する PostgreSQL」のとおりに役を作り直してください。"
        )


def set_rights_after_migrate(*, using: str = "default", **_: Any) -> None:
    """Receiver of post_migrate: grants, then revokes, then the history functions' owner rights."""
    with connections[using].cursor() as cursor:
        cursor.execute(_RIGHTS)
        tables = _tables(cursor)
        for table in _event_tables():
            if table in tables:
                cursor.execute(f"REVOKE ALL ON public.{table} FROM bansou_app")
                cursor.execute(f"GRANT SELECT ON public.{table} TO bansou_app")
                _hide_sequence(cursor, table)
        for table in APPEND_ONLY:
            if table in tables:
                cursor.execute(f"REVOKE UPDATE, DELETE ON public.{table} FROM bansou_app")
        for table in _SEALS:
            if table in tables:
                cursor.execute(f"REVOKE ALL ON public.{table} FROM bansou_app")
        _open_to_the_seal(cursor, tables & {"commons_accesslog", *_event_tables()})
        _run_history_as_owner(cursor)
        _run_search_apart(cursor)
        keep_visitors_apart(cursor, _event_tables())
        keep_conflicts_apart(cursor, _event_tables())
        lay_erasing(cursor, tables)


def _event_tables() -> list[str]:
    return [m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model")]


def _tables(cursor: Any) -> set[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in cursor.fetchall()}


def _hide_sequence(cursor: Any, table: str) -> None:
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'pgh_id')", [f"public.{table}"])
    (sequence,) = cursor.fetchone()
    if sequence:
        cursor.execute(f"REVOKE ALL ON SEQUENCE {sequence} FROM bansou_app")


def _open_to_the_seal(cursor: Any, tables: Iterable[str]) -> None:
    """Let the function that seals read the log and the histories, where it may not yet."""
    cursor.execute(
        "SELECT tablename FROM pg_policies WHERE schemaname = 'public'"
        " AND policyname = 'for_sealing'"
    )
    opened = {name for (name,) in cursor.fetchall()}
    for table in sorted(set(tables) - opened):
        cursor.execute(f"GRANT SELECT ON public.{table} TO {_SEARCH}")
        cursor.execute(
            f"CREATE POLICY for_sealing ON public.{table} FOR SELECT TO {_SEARCH} USING (true)"
        )


def _run_history_as_owner(cursor: Any) -> None:
    """History rows are written by the owner, so that the serving role cannot forge any.

    Nobody else may use these functions: as the trigger of a table of one's own they would write
    whatever that table says. (The right is asked for when a trigger is made, not when it fires.)
    """
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE proname LIKE 'pgtrigger\\_%' AND pronamespace = 'public'::regnamespace"
    )
    for (function,) in cursor.fetchall():
        cursor.execute(
            f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp"
        )
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")


def _run_search_apart(cursor: Any) -> None:
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE proname = ANY (%s)"
        " AND pronamespace = 'public'::regnamespace"
        " AND proowner <> 'bansou_search'::regrole",
        [list(SEARCHING)],
    )
    functions = [function for (function,) in cursor.fetchall()]
    if functions:
        # Only a role that may create in the schema can be given a function in it.
        cursor.execute("GRANT CREATE ON SCHEMA public TO bansou_search")
        for function in functions:
            cursor.execute(f"ALTER FUNCTION {function} OWNER TO bansou_search")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM bansou_search")
        # The former owner's right went over with the function: its new owner gives it back.
        cursor.execute("SET ROLE bansou_search")
        for function in functions:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO bansou_app, bansou_owner")
        cursor.execute("RESET ROLE")
