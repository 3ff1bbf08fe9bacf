"""The database alone: what the serving role may not do, whatever the application asks of it."""

import pytest
from django.db import connection

from bansou.commons.database.rights import APPEND_ONLY
from tests.commons.access.cities import (
    EVENT_TABLES,
    OPEN_EVENT_TABLES,
    City,
    eyes_of,
    keys,
    refused,
)

NOT_PERMITTED = "42501"
HISTORIES = [*EVENT_TABLES, *OPEN_EVENT_TABLES]


@pytest.mark.django_db
def test_serves_as_a_role_without_privileges_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcanlogin,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = r.oid),"
            " EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid),"
            " EXISTS (SELECT FROM pg_database WHERE datdba = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        )

        assert cursor.fetchone() == ("bansou_app", *[False] * 4, True, *[False] * 3)


@pytest.mark.django_db
def test_gives_no_table_away_to_be_emptied_referred_to_or_triggered() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, p FROM pg_class, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) p"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND has_table_privilege(oid, p)"
        )

        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_gives_no_schema_away_to_be_built_in() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')")
        schemas = {name for (name,) in cursor.fetchall() if not name.startswith("pg_temp")}

    assert schemas == set()


@pytest.mark.django_db
def test_gives_histories_to_read_only_and_logs_to_add_to_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, array_agg(p ORDER BY p) FROM pg_class,"
            " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p"
            " WHERE relname = ANY (%s) AND has_table_privilege(oid, p) GROUP BY relname",
            [[*HISTORIES, *APPEND_ONLY]],
        )
        given = dict(cursor.fetchall())

    assert given == {
        **{table: ["SELECT"] for table in HISTORIES},
        **{table: ["INSERT", "SELECT"] for table in APPEND_ONLY},
    }


@pytest.mark.django_db
def test_hides_how_busy_the_histories_are() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*),"
            " count(*) FILTER (WHERE has_sequence_privilege(s.oid, 'SELECT, USAGE'))"
            " FROM pg_class s JOIN pg_depend d ON d.objid = s.oid"
            " JOIN pg_class t ON t.oid = d.refobjid"
            " WHERE s.relkind = 'S' AND t.relname = ANY (%s)",
            [HISTORIES],
        )

        assert cursor.fetchone() == (len(HISTORIES), 0)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE people_step DISABLE TRIGGER ALL",
        "ALTER TABLE people_step DISABLE TRIGGER bansou_actor",
        "ALTER TABLE commons_user DISABLE TRIGGER bansou_actor_changes",
        "DROP TRIGGER bansou_actor ON commons_organisation",
        "ALTER TABLE commons_organisation DROP CONSTRAINT organisation_lg_code_is_one",
        "DELETE FROM commons_userevent",
        "ALTER TABLE people_step DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_step NO FORCE ROW LEVEL SECURITY",
        "DROP TRIGGER bansou_actor ON people_step",
        "DROP POLICY tenant ON people_step",
        "DROP POLICY visitors ON people_step",
        "CREATE POLICY all_of_it ON people_step USING (true)",
        "CREATE TRIGGER q BEFORE UPDATE ON people_step EXECUTE FUNCTION bansou_require_actor()",
        "CREATE VIEW public.leak AS SELECT * FROM people_step",
        "CREATE OR REPLACE FUNCTION bansou_membership() RETURNS uuid RETURN NULL::uuid",
        "ALTER FUNCTION bansou_granted_cases(integer) OWNER TO bansou_app",
        "SET LOCAL session_replication_role = replica",
        "SET LOCAL ROLE bansou_owner",
        "SET LOCAL ROLE bansou_search",
        "ALTER ROLE bansou_app BYPASSRLS",
        "TRUNCATE people_step CASCADE",
        "TRUNCATE people_stepevent",
        "UPDATE people_stepevent SET pgh_label = 'x'",
        "DELETE FROM people_stepevent",
        "UPDATE commons_accesslog SET kind = 'search'",
        "DELETE FROM commons_accesslog",
        "SELECT FROM commons_seal",
        "SELECT FROM commons_sealedrow",
        "INSERT INTO commons_sealedrow SELECT * FROM commons_sealedrow",
        "DELETE FROM commons_sealedrow",
        "UPDATE commons_seal SET chain = ''",
        "UPDATE evidence_measure SET value = '21'",
        "DELETE FROM evidence_measure",
        "UPDATE grants_casesheet SET content = '{}'",
        "DELETE FROM grants_casesheet",
        "UPDATE grants_sheetwording SET texts = '{}'",
        "DELETE FROM grants_sheetwording",
        "DELETE FROM django_migrations",
    ],
)
def test_refuses_to_loosen_a_guard(statement: str, city: City) -> None:
    with eyes_of(city.supervisor_actor) as cursor:
        assert refused(cursor, statement) == NOT_PERMITTED


def test_does_not_let_history_be_switched_off_by_a_setting(city: City) -> None:
    with eyes_of(city.supervisor_actor) as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT t.tgrelid::regclass || ':' ||"
            " t.tgname)::text, true) FROM pg_trigger t WHERE t.tgname LIKE 'pgtrigger%%'"
        )
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true)"
            " FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'"
        )
        before = keys(cursor, "people_stepevent")
        cursor.execute("UPDATE people_step SET title = '消えない' WHERE level = 2")

        assert cursor.rowcount == 1
        assert len(keys(cursor, "people_stepevent") - before) == 1


def test_lets_nobody_forge_history_with_its_own_trigger_functions(city: City) -> None:
    """The functions run as the owner: on a table of one's own they would write what one likes."""
    with eyes_of(city.supervisor_actor) as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p"
            " WHERE p.prorettype = 'trigger'::regtype AND p.prosecdef"
            " AND p.pronamespace = 'public'::regnamespace"
        )
        functions = [name for (name,) in cursor.fetchall()]
        cursor.execute("CREATE TEMP TABLE mine (LIKE people_step)")
        forging = "CREATE TRIGGER forge AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION"
        answers = {refused(cursor, f"{forging} {name}") for name in functions}

    # Added, changed, removed; and a password that was changed.
    assert len(functions) == 3 * len(HISTORIES) + 1
    assert answers == {NOT_PERMITTED}


@pytest.mark.django_db
def test_runs_with_more_rights_only_what_gives_back_keys_tells_companies_or_erases() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.proowner::regrole::text, p.prorettype::regtype::text,"
            " 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig),"
            " has_function_privilege('bansou_app', p.oid, 'EXECUTE'),"
            " EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0) OR p.proacl IS NULL"
            " FROM pg_proc p WHERE p.prosecdef AND p.prorettype <> 'trigger'::regtype"
        )
        found = sorted(cursor.fetchall())

    assert found == [
        ("bansou_accounts_of", "bansou_search", "record", True, True, False),
        ("bansou_barred_cases", "bansou_search", "uuid[]", True, True, False),
        ("bansou_barred_persons", "bansou_search", "uuid[]", True, True, False),
        ("bansou_candidates", "bansou_search", "record", True, True, False),
        ("bansou_case_numbers", "bansou_search", "text", True, True, False),
        ("bansou_companies_of", "bansou_search", "record", True, True, False),
        ("bansou_days_of_benefit", "bansou_search", "record", True, True, False),
        ("bansou_drafts_on", "bansou_search", "bigint", True, True, False),
        ("bansou_emergency_cases", "bansou_search", "uuid[]", True, True, False),
        ("bansou_employed", "bansou_search", "record", True, True, False),
        ("bansou_erase", "bansou_owner", "void", True, True, False),
        ("bansou_feed_member", "bansou_search", "uuid", True, True, False),
        ("bansou_find_persons", "bansou_search", "uuid", True, True, False),
        ("bansou_forget_drafts", "bansou_search", "bigint", True, True, False),
        ("bansou_forget_drafts_of", "bansou_search", "bigint", True, True, False),
        ("bansou_forget_ledger_files", "bansou_search", "bigint", True, True, False),
        ("bansou_forget_request_keys", "bansou_search", "bigint", True, True, False),
        ("bansou_granted_cases", "bansou_search", "uuid[]", True, True, False),
        ("bansou_granted_persons", "bansou_search", "uuid[]", True, True, False),
        ("bansou_hosted", "bansou_search", "record", True, True, False),
        ("bansou_ibasho_numbers", "bansou_search", "record", True, True, False),
        ("bansou_ibasho_tablet", "bansou_search", "record", True, True, False),
        ("bansou_joint_counts", "bansou_search", "record", True, True, False),
        ("bansou_joint_doubts", "bansou_search", "record", True, True, False),
        ("bansou_joint_known", "bansou_search", "uuid", True, True, False),
        ("bansou_joint_project", "bansou_search", "uuid", True, True, False),
        ("bansou_keeper_of_code", "bansou_search", "uuid", True, True, False),
        ("bansou_keeper_of_invitation", "bansou_search", "uuid", True, True, False),
        ("bansou_own_cases", "bansou_search", "uuid[]", True, True, False),
        ("bansou_own_companies", "bansou_search", "uuid[]", True, True, False),
        ("bansou_own_persons", "bansou_search", "uuid[]", True, True, False),
        ("bansou_seal", "bansou_search", "record", True, True, False),
        ("bansou_taken_times", "bansou_search", "record", True, True, False),
    ]


@pytest.mark.django_db
def test_gives_the_searching_role_nothing_but_what_its_functions_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, array_agg(p ORDER BY p) FROM pg_class,"
            " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND has_table_privilege('bansou_search', oid, p) GROUP BY relname"
        )
        given = dict(cursor.fetchall())
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles"
            " WHERE rolname = 'bansou_search'"
        )

        assert cursor.fetchone() == (False, False, False)
    assert given == {
        **{table: ["SELECT"] for table in (*HISTORIES, "commons_accesslog")},
        **{table: ["INSERT", "SELECT"] for table in ("commons_seal", "commons_sealedrow")},
        "benefits_claimitem": ["SELECT"],
        "commons_conflictblock": ["SELECT"],
        "commons_grant": ["SELECT"],
        "evidence_jointpart": ["SELECT"],
        "evidence_jointproject": ["SELECT"],
        "evidence_jointtrace": ["SELECT"],
        "evidence_jointtwins": ["SELECT"],
        "evidence_jointunit": ["SELECT"],
        "people_breakglass": ["SELECT"],
        "people_case": ["SELECT"],
        "people_erasure": ["SELECT"],
        "people_person": ["SELECT"],
        "programmes_contract": ["SELECT"],
        "support_booking": ["SELECT"],
        "support_calendarfeed": ["SELECT"],
        "support_duty": ["SELECT"],
        "support_ibasho": ["SELECT"],
        "support_ibashoguest": ["SELECT"],
        "support_ibashovisit": ["SELECT"],
        "people_personaccount": ["SELECT"],
        "commons_membership": ["SELECT"],
        "commons_organisation": ["SELECT"],
        "employers_company": ["SELECT"],
        "employers_companyaccount": ["SELECT"],
        "employers_hostplace": ["SELECT"],
        "employers_opening": ["SELECT"],
        "people_consent": ["SELECT"],
        "people_step": ["SELECT"],
        "placement_followup": ["SELECT"],
        "placement_hire": ["SELECT"],
        "placement_proposal": ["SELECT"],
        "support_experience": ["SELECT"],
        "support_experienceconfirmation": ["SELECT"],
        "support_experienceday": ["SELECT"],
        "support_experienceevaluation": ["SELECT"],
        "commons_draft": ["DELETE", "SELECT"],
        "commons_requestkey": ["DELETE", "SELECT"],
    }
