"""The database alone: no row is written into another organisation, moved or tied to one there."""

from typing import Any

import pytest
from django.db import models

from bansou.commons.access.acting import acting
from bansou.commons.keys import uuid7
from tests.bodies import body_called
from tests.commons.access.cities import (
    EVENT_TABLES,
    TENANT_TABLES,
    Centre,
    City,
    eyes,
    eyes_of,
    key_of,
    keys,
    permit,
    refused,
    tenant_models,
)

NOT_PERMITTED = "42501"
NO_SUCH_ROW = "23503"
ALREADY_THERE = "23505"
AT_THE_SAME_TIME = "23P01"
KEEPER_NEVER_CHANGES = "BA002"
#: Columns that name a case of a room above by its key alone, and whether the case is held to be
#: of the same keeper. Drafts are read by their author only; a log entry outlives its case.
CASES_BY_KEY = {
    "commons_attachment": True,
    "commons_conflictblock": True,
    "commons_grant": True,
    "commons_task": True,
    "commons_draft": False,
    "commons_accesslog": False,
}


#: Tables whose every row is at level 4: a grant on the case shows them, to the keeper's staff too, so
#: that the policy asks after the case, and the key by keeper after the organisation.
BY_GRANT_ALONE = {"support_counsellingfile", "support_counsellingrecord"}


#: Ties to what the policy of their own table asks after, so that it refuses before the key does.
BY_WHAT_IS_SEEN = {("support_ibashostage", "guest_id"), ("support_ibashovisit", "guest_id")}


def acts_for(city: City) -> Any:
    return eyes(city.body.pk, membership=city.supervisor.pk, actor=city.supervisor.user_id)


def copied_into(table: str, changes: str) -> str:
    """A statement that inserts a copy of one row of the table with some columns changed."""
    key = key_of(table)
    fresh = "(random() * 1e9)::int" if table in EVENT_TABLES else "%s"
    return (
        f"INSERT INTO {table} SELECT (jsonb_populate_record(r,"
        f" jsonb_build_object('{key}', {fresh}, {changes}))).*"
        f" FROM {table} r ORDER BY {key} LIMIT 1"
    )


ROW_TABLES = sorted(set(TENANT_TABLES) - set(EVENT_TABLES))


def test_refuses_to_insert_into_another_organisation(city: City) -> None:
    stranger = body_called("小樽市", "municipality")
    into = "'organisation_id', %s::text"
    with acts_for(city) as cursor:
        answers = {
            t: refused(cursor, copied_into(t, into), [uuid7(), stranger.pk]) for t in ROW_TABLES
        }

    assert answers == {
        **dict.fromkeys(ROW_TABLES, NOT_PERMITTED),
        "support_counsellingfile": NO_SUCH_ROW,
        "support_counsellingrecord": ALREADY_THERE,
    }


def test_refuses_to_carry_a_granted_case_into_another_organisation(
    centre: Centre, city: City
) -> None:
    """Where a grant lets the policy pass, the keys by keeper stop what belongs to nobody."""
    stranger = body_called("小樽市", "municipality")
    with acting(city.supervisor_actor, why="紹介"):
        permit(city.body, city.case, centre.body, level=3)
    with eyes_of(centre.actor) as cursor:
        answers = {
            table: refused(
                cursor, copied_into(table, "'organisation_id', %s::text"), [uuid7(), stranger.pk]
            )
            for table in ROW_TABLES
            if keys(cursor, table)
        }

    assert answers == {
        "benefits_claim": NO_SUCH_ROW,
        "benefits_claimitem": NO_SUCH_ROW,
        "benefits_claimreceipt": NO_SUCH_ROW,
        "benefits_outsidebenefit": NO_SUCH_ROW,
        "commons_attachment": NO_SUCH_ROW,
        "commons_grant": NOT_PERMITTED,
        "commons_task": NO_SUCH_ROW,
        "people_assignment": NO_SUCH_ROW,
        "people_case": NOT_PERMITTED,
        "people_enrolment": NO_SUCH_ROW,
        "people_goal": NO_SUCH_ROW,
        "people_paper": NO_SUCH_ROW,
        "people_papercomment": NO_SUCH_ROW,
        "people_papersignature": NO_SUCH_ROW,
        "people_person": NOT_PERMITTED,
        "people_referral": NO_SUCH_ROW,
        "people_step": NO_SUCH_ROW,
        "people_stepcomment": NO_SUCH_ROW,
        "placement_followup": ALREADY_THERE,
        "placement_hire": ALREADY_THERE,
        "placement_proposal": NO_SUCH_ROW,
        "placement_stayreport": NO_SUCH_ROW,
        "placement_workwish": NO_SUCH_ROW,
        "programmes_contract": NOT_PERMITTED,
        "programmes_programme": NOT_PERMITTED,
        "programmes_schemeversion": NOT_PERMITTED,
        "support_booking": AT_THE_SAME_TIME,
        "support_consultation": ALREADY_THERE,
        "support_counsellingbooking": NO_SUCH_ROW,
        "support_counsellingsummary": ALREADY_THERE,
        "support_counsellingwait": NO_SUCH_ROW,
        "support_attendance": ALREADY_THERE,
        "support_courseapplication": NO_SUCH_ROW,
        "support_courserun": NO_SUCH_ROW,
        "support_caseconference": NO_SUCH_ROW,
        "support_conferencemember": NO_SUCH_ROW,
        "support_dispatchrequest": NO_SUCH_ROW,
        "support_dissent": NO_SUCH_ROW,
        "support_formulation": NO_SUCH_ROW,
        "support_outreachvisit": ALREADY_THERE,
        "support_visitnote": NO_SUCH_ROW,
        "support_experience": NO_SUCH_ROW,
        "support_experienceconfirmation": NO_SUCH_ROW,
        "support_experienceday": ALREADY_THERE,
        "support_experienceevaluation": ALREADY_THERE,
        "support_heldqualification": ALREADY_THERE,
        "support_ibasholink": NO_SUCH_ROW,
        "support_insuredperson": NO_SUCH_ROW,
        "support_runday": NO_SUCH_ROW,
        "support_runwish": NO_SUCH_ROW,
        "support_deskhours": NOT_PERMITTED,
        "support_duty": NOT_PERMITTED,
        "support_sealedseed": NO_SUCH_ROW,
        "support_seatallotment": NO_SUCH_ROW,
        "support_servicedesk": NOT_PERMITTED,
        "support_timeoff": NOT_PERMITTED,
        "support_waitingperson": NO_SUCH_ROW,
    }


def test_refuses_to_add_to_a_history(city: City) -> None:
    with acts_for(city) as cursor:
        answers = {refused(cursor, copied_into(t, "'pgh_label', 'x'")) for t in EVENT_TABLES}

    assert answers == {NOT_PERMITTED}


def test_refuses_to_move_a_row_to_another_organisation(city: City) -> None:
    stranger = body_called("小樽市", "municipality")
    with acts_for(city) as cursor:
        answers = {
            table: refused(cursor, f"UPDATE {table} SET organisation_id = %s", [stranger.pk])
            for table in TENANT_TABLES
        }

    append_only = {
        *EVENT_TABLES,
        "commons_accesslog",
        "evidence_measure",
        "grants_casesheet",
        "grants_sheetdecision",
        "grants_sheetwording",
    }
    assert answers == {
        table: NOT_PERMITTED if table in append_only else KEEPER_NEVER_CHANGES
        for table in TENANT_TABLES
    }


def _ties() -> list[tuple[str, str, str]]:
    """Every column that points from one tenant table to another: table, column, target."""
    tenants = {model: model._meta.db_table for model in tenant_models()}
    return [
        (tenants[model], field.column, tenants[field.related_model])
        for model in tenants
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model in tenants
    ]


def test_knows_the_ties_between_tenant_tables() -> None:
    ties = _ties()

    assert ("people_step", "case_id", "people_case") in ties
    assert ("placement_hire", "company_id", "employers_company") in ties


@pytest.mark.parametrize(("table", "column", "target"), _ties())
def test_refuses_a_tie_to_a_hidden_row_of_another_organisation(
    table: str, column: str, target: str, city: City, other_city: City
) -> None:
    with acts_for(other_city) as cursor:
        hidden = keys(cursor, target)
    with acts_for(city) as cursor:
        answers = {_tie(cursor, table, column, key) for key in hidden}

    # A step that has its consultation or hire already is refused for that reason first.
    by_policy = (table in BY_GRANT_ALONE and column == "case_id") or (
        (table, column) in BY_WHAT_IS_SEEN
    )
    assert (NOT_PERMITTED if by_policy else NO_SUCH_ROW) in answers
    assert answers <= {NOT_PERMITTED if by_policy else NO_SUCH_ROW, ALREADY_THERE}


def _tie(cursor: Any, table: str, column: str, key: Any) -> str:
    one = f"(SELECT id FROM {table} ORDER BY id LIMIT 1)"
    answer = refused(cursor, f"UPDATE {table} SET {column} = %s WHERE id = {one}", [key])
    if answer == NOT_PERMITTED:  # append-only: the tie can only come with a new row
        changes = f"'{column}', %s::text, 'number', 99"
        answer = refused(cursor, copied_into(table, changes), [uuid7(), key])
    return answer


@pytest.mark.parametrize(("table", "is_held"), CASES_BY_KEY.items())
def test_holds_cases_that_are_named_by_key_alone_to_the_same_keeper(
    table: str, is_held: bool, city: City, other_city: City
) -> None:
    with acts_for(city) as cursor:
        statement = copied_into(table, "'case_id', %s::text")
        answer = refused(cursor, statement, [uuid7(), other_city.case.pk])

    assert answer == (NO_SUCH_ROW if is_held else "accepted")


def test_lists_every_column_that_names_a_case_by_key_alone() -> None:
    named = {
        model._meta.db_table
        for model in tenant_models()
        for field in model._meta.fields
        if field.name == "case_id" and not hasattr(model, "pgh_tracked_model")
    }

    assert named == set(CASES_BY_KEY)


def test_refuses_a_second_row_by_what_the_organisation_has_itself_only(
    city: City, other_city: City
) -> None:
    """A unique value of another organisation never shows by a refusal."""
    with acts_for(city) as cursor:
        cursor.execute(
            "SELECT i.relname, array_agg(a.attname::text)"
            " FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
            " JOIN pg_class t ON t.oid = x.indrelid"
            " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey)"
            " WHERE x.indisunique AND NOT x.indisprimary AND t.relname = ANY (%s)"
            " GROUP BY i.relname",
            [TENANT_TABLES],
        )
        without = {name for name, columns in cursor.fetchall() if "organisation_id" not in columns}

    # A step has one consultation, hire, answer, day or certificate; its key is random, nobody guesses one.
    assert without == {
        f"{table}_step_id_key"
        for table in (
            "placement_followup",
            "placement_hire",
            "placement_hire_conversion",
            "support_attendance",
            "support_consultation",
            "support_counsellingrecord",
            "support_counsellingsummary",
            "support_experienceday",
            "support_experienceevaluation",
            "support_heldqualification",
            "support_outreachvisit",
        )
    }
