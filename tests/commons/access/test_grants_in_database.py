"""The database alone: a live grant opens exactly its case, up to its level, and nothing else."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.models import Grant
from tests.commons.access.cities import (
    TENANT_TABLES,
    Centre,
    City,
    days,
    eyes,
    eyes_of,
    keys,
    permit,
    refused,
    today,
)

NOT_PERMITTED = "42501"
NO_SUCH_ROW = "23503"
KEEPER_NEVER_CHANGES = "BA002"
#: One row for each row of the case, whatever its level.
ON_CASE = (
    "people_enrolment",
    "people_referral",
    "commons_task",
    "support_courseapplication",
    "support_runwish",
    "support_attendance",
    "support_heldqualification",
    "support_experience",
    "support_experienceday",
    "support_experienceconfirmation",
    "support_experienceevaluation",
    "support_insuredperson",
    "support_booking",
    "support_waitingperson",
    "support_counsellingbooking",
    "support_counsellingwait",
    "benefits_claim",
    "benefits_claimitem",
    "benefits_claimreceipt",
    "benefits_outsidebenefit",
)
#: Tables of a case whose rows carry a level of their own, with the levels that the city wrote.
BY_LEVEL = {
    "commons_attachment": (2,),
    "people_goal": (2,),
    "people_paper": (2, 2),
    "people_papercomment": (2,),
    "people_papersignature": (2,),
    "people_step": (0, 1, 2, 3, 4),
    "people_stepcomment": (2,),
    "support_consultation": (1, 4),
    "support_caseconference": (3,),
    "support_conferencemember": (3,),
    "support_dispatchrequest": (3,),
    "support_dissent": (3,),
    "support_formulation": (3,),
    "support_outreachvisit": (3,),
    "support_visitnote": (3,),
    "support_counsellingfile": (4,),
    "support_counsellingrecord": (4,),
    "support_counsellingsummary": (2,),
    "support_ibasholink": (2,),
    "placement_followup": (2,),
    "placement_hire": (2,),
    "placement_proposal": (2,),
    "placement_stayreport": (2,),
    "placement_workwish": (2,),
}


def grant(city: City, to: Any, *, level: int = 2, **dates: Any) -> Grant:
    with acting(city.supervisor_actor, why="試験"):
        return permit(city.body, city.case, to, level=level, **dates)


def seen_by(centre: Centre) -> dict[str, int]:
    """How many rows the centre's member sees, of the tables in which they see any."""
    with eyes_of(centre.actor) as cursor:
        counts = {table: len(keys(cursor, table)) for table in TENANT_TABLES}
    return {table: count for table, count in counts.items() if count}


def with_histories(counts: dict[str, int]) -> dict[str, int]:
    """The same counts for the tables' histories (every row was written once)."""
    return counts | {f"{table}event": count for table, count in counts.items()}


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_opens_one_case_up_to_its_level_and_no_other_row(
    level: int, centre: Centre, city: City, other_city: City
) -> None:
    # Contracts are the contractor's to read as well, with the programmes that they are for and
    # their schemes, and so is the history of its own staff.
    own = {
        "programmes_contract": 2,
        "programmes_contractevent": 2,
        "programmes_programme": 2,
        "programmes_schemeversion": 2,
        "commons_membershipevent": 1,
        # So are the runs that it holds.
        **with_histories(
            {
                "support_courserun": 2,
                "support_runday": 2,
                "support_sealedseed": 2,
                "support_seatallotment": 2,
            }
        ),
        # And the desks at which it may book, with when who sits there.
        **with_histories(
            {
                "support_servicedesk": 2,
                "support_deskhours": 2,
                "support_duty": 2,
                "support_timeoff": 2,
            }
        ),
    }
    assert seen_by(centre) == own

    granted = grant(city, centre.body, level=level)

    # Assignments carry handover notes, which are casework.
    by_level = BY_LEVEL | {"people_assignment": (2,)}
    levels = {t: sum(one <= level for one in ones) for t, ones in by_level.items()}
    expected = {
        "commons_grant": 1,
        "people_case": 1,
        "people_person": 1,
        **dict.fromkeys(ON_CASE, 1),
        **{table: count for table, count in levels.items() if count},
    }
    assert seen_by(centre) == own | with_histories(expected)
    with eyes_of(centre.actor) as cursor:
        assert keys(cursor, "commons_grant") == {granted.pk}
        assert keys(cursor, "people_case") == {city.case.pk}
        assert keys(cursor, "people_person") == {city.person.pk}
        assert keys(cursor, "people_step") == {
            step.pk for one, step in city.steps.items() if one <= level
        }


def test_opens_a_case_to_one_member_only(centre: Centre, city: City) -> None:
    grant(city, centre.member)

    with eyes(centre.body.pk, membership=centre.member.pk) as cursor:
        assert keys(cursor, "people_case") == {city.case.pk}
    with eyes(centre.body.pk, membership=city.counsellor.pk) as cursor:
        assert keys(cursor, "people_case") == set()
    with eyes(centre.body.pk) as cursor:
        assert keys(cursor, "people_case") == set()


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_open"),
    [
        (-2, None, True),
        (0, None, True),
        (0, 0, True),
        (-2, 0, True),
        (-2, 1, True),
        (1, None, False),
        (1, 3, False),
        (-3, -1, False),
    ],
)
def test_opens_it_within_the_dates_only(
    from_on: int, until_on: int | None, is_open: bool, centre: Centre, city: City
) -> None:
    day = today()
    grant(
        city,
        centre.body,
        from_on=day + days(from_on),
        until_on=None if until_on is None else day + days(until_on),
    )

    with eyes_of(centre.actor) as cursor:
        for table in ("people_case", "people_person", "people_step", "commons_task"):
            assert bool(keys(cursor, table)) is is_open


def test_closes_it_from_the_moment_the_grant_is_ended(centre: Centre, city: City) -> None:
    granted = grant(city, centre.body)
    with acting(city.supervisor_actor, why="終了"):
        Grant.objects.filter(pk=granted.pk).update(ended_at=datetime.now(UTC))

    with eyes_of(centre.actor) as cursor:
        assert keys(cursor, "people_case") == set()
        assert keys(cursor, "people_stepevent") == set()
        cursor.execute("SELECT bansou_granted_cases(0), bansou_granted_persons()")
        assert cursor.fetchone() == ([], [])


@pytest.mark.parametrize("table", ["people_step", "people_stepevent", "support_consultation"])
def test_keeps_level_4_from_colleagues_without_a_grant(table: str, city: City) -> None:
    statement = f"SELECT coalesce(max(level), -1) FROM {table}"
    with eyes(city.body.pk, membership=city.counsellor.pk) as cursor:
        cursor.execute(statement)
        without = cursor.fetchone()
    with eyes(city.body.pk, membership=city.supervisor.pk) as cursor:
        cursor.execute(statement)
        with_grant = cursor.fetchone()

    assert (without[0] < 4, with_grant[0]) == (True, 4)


def test_keeps_level_4_from_colleagues_with_a_grant_at_level_3(city: City) -> None:
    grant(city, city.counsellor, level=3)

    with eyes(city.body.pk, membership=city.counsellor.pk) as cursor:
        assert keys(cursor, "people_step") == {
            step.pk for level, step in city.steps.items() if level < 4
        }


def test_lets_nobody_write_level_4_without_a_grant(city: City) -> None:
    note = city.steps[2].pk
    with eyes_of(city.counsellor_actor) as cursor:
        raising = refused(cursor, "UPDATE people_step SET level = 4 WHERE id = %s", [note])
        cursor.execute("UPDATE people_step SET level = 1 WHERE level = 4")
        lowered = cursor.rowcount
        cursor.execute("UPDATE people_step SET title = '' WHERE id = %s", [city.steps[4].pk])

        assert (raising, lowered, cursor.rowcount) == (NOT_PERMITTED, 0, 0)


def test_finds_by_name_only_whom_the_transaction_may_see(
    centre: Centre, city: City, other_city: City
) -> None:
    def found(actor: Any) -> set[Any]:
        with eyes_of(actor) as cursor:
            cursor.execute("SELECT bansou_find_persons(ARRAY['佐藤'], 10)")
            return {key for (key,) in cursor.fetchall()}

    assert found(city.counsellor_actor) == {city.person.pk}
    assert found(other_city.counsellor_actor) == {other_city.person.pk}
    assert found(centre.actor) == set()
    granted = grant(city, centre.body, level=1)
    assert found(centre.actor) == {city.person.pk}
    with acting(city.supervisor_actor, why="終了"):
        Grant.objects.filter(pk=granted.pk).update(until_on=today() - days(1))
    assert found(centre.actor) == set()


def new_grant(keeper: Any, case: Any, to: Any) -> tuple[str, list[Any]]:
    statement = (
        "INSERT INTO commons_grant (id, organisation_id, recorded_by_id, case_id,"
        " to_organisation_id, level, items, purpose, basis, from_on, source, source_id)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, 3, '{}', '', 'contract', '2000-04-01',"
        " 'referral', gen_random_uuid())"
    )
    return statement, [keeper, to, case, to]


def test_refuses_a_contractor_who_writes_a_grant_to_itself(centre: Centre, city: City) -> None:
    for keeper, case, sqlstate in (
        (city.body.pk, city.case.pk, NOT_PERMITTED),
        (city.body.pk, city.other_case.pk, NOT_PERMITTED),
        (centre.body.pk, city.case.pk, NO_SUCH_ROW),
        (centre.body.pk, city.other_case.pk, NO_SUCH_ROW),
    ):
        for opened in (False, True):
            with eyes_of(centre.actor) as cursor:
                assert refused(cursor, *new_grant(keeper, case, centre.body.pk)) == sqlstate
            if not opened:
                grant(city, centre.body, level=1)


def test_refuses_a_grant_for_a_case_of_another_keeper(city: City, other_city: City) -> None:
    for keeper, sqlstate in ((city.body.pk, NOT_PERMITTED), (other_city.body.pk, NO_SUCH_ROW)):
        with eyes_of(other_city.supervisor_actor) as cursor:
            statement = new_grant(keeper, city.case.pk, other_city.body.pk)
            assert refused(cursor, *statement) == sqlstate


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE commons_grant SET level = 4",
        "UPDATE commons_grant SET until_on = NULL",
        "UPDATE commons_grant SET ended_at = NULL",
        "UPDATE commons_grant SET to_membership_id = to_membership_id",
        "DELETE FROM commons_grant",
    ],
)
def test_lets_a_contractor_change_nothing_of_a_grant(
    change: str, centre: Centre, city: City
) -> None:
    granted = grant(city, centre.body, level=1, until_on=today())
    with eyes_of(centre.actor) as cursor:
        assert keys(cursor, "commons_grant") == {granted.pk}
        cursor.execute(change)

        assert cursor.rowcount == 0


def test_lets_a_contractor_point_no_grant_of_its_own_elsewhere(
    centre: Centre, city: City, other_city: City
) -> None:
    """A body's own grant on its own case never turns into one on a case of others."""
    with eyes_of(other_city.supervisor_actor) as cursor:
        statement = "UPDATE commons_grant SET case_id = %s"

        assert refused(cursor, statement, [city.case.pk]) == NO_SUCH_ROW


def test_lets_a_contractor_take_no_case_to_itself(centre: Centre, city: City) -> None:
    grant(city, centre.body)
    with eyes_of(centre.actor) as cursor:
        for table in ("people_case", "people_step", "commons_task"):
            answer = refused(cursor, f"UPDATE {table} SET organisation_id = %s", [centre.body.pk])
            assert answer == KEEPER_NEVER_CHANGES, table
        # Persons are the keeper's alone to write, contracts as well.
        for table in ("people_person", "programmes_contract"):
            cursor.execute(f"UPDATE {table} SET organisation_id = %s", [centre.body.pk])
            assert cursor.rowcount == 0, table


def test_lets_a_contractor_carry_no_record_to_a_case_it_does_not_see(
    centre: Centre, city: City
) -> None:
    grant(city, centre.body)
    with eyes_of(centre.actor) as cursor:
        for table in ("people_step", "people_enrolment", "people_assignment", "commons_task"):
            answer = refused(cursor, f"UPDATE {table} SET case_id = %s", [city.other_case.pk])
            assert answer == NOT_PERMITTED, table
        answer = refused(cursor, "UPDATE people_case SET id = %s", [city.other_case.pk])
        assert answer == NOT_PERMITTED


def test_lets_a_contractor_raise_no_record_above_its_grant(centre: Centre, city: City) -> None:
    grant(city, centre.body, level=2)
    with eyes_of(centre.actor) as cursor:
        change = "UPDATE people_step SET level = %s WHERE level = 2"

        assert refused(cursor, change, [3]) == NOT_PERMITTED
        assert refused(cursor, change, [1]) == "accepted"


def test_logs_a_contractors_reading_with_the_keeper_alone(
    centre: Centre, city: City, other_city: City
) -> None:
    grant(city, centre.body, level=1)
    entry = (
        "INSERT INTO commons_accesslog (id, organisation_id, at, kind, subject, case_id, actor_id,"
        " detail) VALUES (gen_random_uuid(), %s, now(), 'open', 'case', %s, %s, '{}')"
    )
    asked = centre.member.user_id
    with eyes_of(centre.actor) as cursor:
        answers = [
            refused(cursor, entry, [keeper, case, asked])
            for keeper, case in (
                (city.body.pk, city.case.pk),
                (city.body.pk, city.other_case.pk),
                (city.body.pk, None),
                (other_city.body.pk, city.case.pk),
            )
        ]
        unseen = keys(cursor, "commons_accesslog")

    assert answers == ["accepted", NOT_PERMITTED, NOT_PERMITTED, NOT_PERMITTED]
    assert unseen == set()
