"""The database alone: what a person with an account of their own reaches, whatever is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.database.visitors import REACHED
from bansou.commons.keys import uuid7
from bansou.employers.models import Company, CompanyAccount, HostPlace
from bansou.people.models import PersonAccount
from bansou.support.models import CounsellingSlot
from tests.bodies import account_of
from tests.commons.access.cities import (
    EVENT_TABLES,
    LONG_AGO,
    NOON,
    OPEN_EVENT_TABLES,
    TENANT_TABLES,
    City,
    eyes_of,
    key_of,
    keys,
    refused,
)

#: Rows that name nobody, of which a person sees all that their body has.
NAMELESS = {
    "programmes_contract",
    "programmes_programme",
    "programmes_schemeversion",
    "support_courserun",
    "support_ibasho",
    "support_ibashoday",
    "support_runday",
    "support_servicedesk",
}


#: Of companies and what they host, where the person was or goes to look at work; of the times that
#: psychologists offer, those promised to the person; bodies to which they let something be handed.
WORKPLACES = {
    "people_outsidebody",
    "employers_company",
    "employers_hostplace",
    "employers_opening",
    "support_counsellingslot",
}


#: Tables of the guest that the person is at a place to be, by the column that names them.
OF_THEIR_GUEST = {
    "support_ibashoguest": "id",
    "support_ibashostage": "guest_id",
    "support_ibashovisit": "guest_id",
}


def own_rows(cursor: Any, table: str, city: City) -> set[Any]:
    """The keys of the rows of a table that are about the person of the city's first case."""
    key, columns = key_of(table), columns_of(cursor, table)
    about = {
        "case_id": [city.case.pk],
        "person_id": [city.person.pk],
        "id": [city.case.pk, city.person.pk],
    }
    if table in OF_THEIR_GUEST:
        about = {OF_THEIR_GUEST[table]: list(keys(cursor, "support_ibashoguest"))}
    named = next((c for c in about if c in columns and (c != "id" or key == "id")), None)
    if named is None:
        return set()
    cursor.execute(f"SELECT {key} FROM {table} WHERE {named} = ANY (%s)", [about[named]])
    return {row for (row,) in cursor.fetchall()}


def columns_of(cursor: Any, table: str) -> set[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    return {name for (name,) in cursor.fetchall()}


def test_shows_a_person_of_every_table_what_is_theirs_and_nothing_else(
    city: City, other_city: City
) -> None:
    with eyes_of(city.supervisor_actor) as cursor:
        there = {table: keys(cursor, table) for table in TENANT_TABLES}
        theirs = {table: own_rows(cursor, table, city) for table in TENANT_TABLES}

    with eyes_of(city.visitor_actor) as cursor:
        for table in TENANT_TABLES:
            seen = keys(cursor, table)
            if table in NAMELESS:
                assert seen == there[table] != set(), table
            elif table in WORKPLACES:
                assert seen <= there[table], table
            elif table in REACHED:
                assert seen <= theirs[table], table
            else:
                assert seen == set(), table


def test_shows_a_person_no_history_and_no_account_of_others(city: City) -> None:
    with eyes_of(city.visitor_actor) as cursor:
        for table in [*EVENT_TABLES, *OPEN_EVENT_TABLES]:
            assert keys(cursor, table) == set(), table


def test_shows_a_person_their_record_their_case_and_what_was_shared(city: City) -> None:
    with eyes_of(city.visitor_actor) as cursor:
        assert keys(cursor, "people_person") == {city.person.pk}
        assert keys(cursor, "people_case") == {city.case.pk}
        assert len(keys(cursor, "people_sharednote")) == 1
        cursor.execute("SELECT DISTINCT case_id FROM commons_accesslog")
        assert cursor.fetchall() == [(city.case.pk,)]
        cursor.execute("SELECT max(level) FROM people_step")
        assert cursor.fetchone() == (3,)


def test_keeps_what_supporters_write_for_each_other_from_the_person(city: City) -> None:
    with eyes_of(city.visitor_actor) as cursor:
        for table in (
            "commons_draft",
            "commons_grant",
            "people_assignment",
            "people_referral",
            "support_consultation",
        ):
            assert keys(cursor, table) == set(), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET organisation_id = organisation_id WHERE {key} = ANY(%s)",
        "DELETE FROM {table} WHERE {key} = ANY(%s)",
        "SELECT FROM {table} WHERE {key} = ANY(%s) FOR UPDATE",
    ],
)
def test_lets_a_person_change_or_hold_no_row_that_is_not_theirs(statement: str, city: City) -> None:
    with eyes_of(city.supervisor_actor) as cursor:
        there = {table: keys(cursor, table) for table in TENANT_TABLES}

    for table, rows in there.items():
        with eyes_of(city.visitor_actor) as cursor:
            others = list(rows - keys(cursor, table))
            answer = refused(cursor, statement.format(table=table, key=key_of(table)), [others])
            assert answer == "42501" or (answer, cursor.rowcount) == ("accepted", 0), table


def test_shows_no_company_but_that_of_the_own_workplace(city: City) -> None:
    with acting(city.supervisor_actor, why="試験"):
        apart = Company.objects.create(organisation=city.body, name="別の会社", name_key="別")
        HostPlace.objects.create(
            organisation=city.body,
            recorded_by=city.body,
            company=apart,
            title="別の仕事",
            takes_visits=True,
            offered_on=LONG_AGO,
            recorded_at=NOON,
        )

    with eyes_of(city.visitor_actor) as cursor:
        assert keys(cursor, "employers_company") == {city.company.pk}
        assert len(keys(cursor, "employers_hostplace")) == 1


def test_shows_no_time_of_a_psychologist_but_those_promised_to_them(city: City) -> None:
    with acting(city.supervisor_actor, why="試験"):
        theirs = CounsellingSlot.objects.get()
        CounsellingSlot.objects.create(
            organisation=city.body,
            recorded_by=city.body,
            programme=city.programme,
            member=city.counsellor,
            place="saposute",
            starts_at=theirs.ends_at,
            ends_at=theirs.ends_at + (theirs.ends_at - theirs.starts_at),
            offered_at=NOON,
        )

    with eyes_of(city.visitor_actor) as cursor:
        assert keys(cursor, "support_counsellingslot") == {theirs.pk}


def test_refuses_a_row_on_the_case_of_somebody_else(city: City) -> None:
    promise = (
        "INSERT INTO commons_task (id, organisation_id, recorded_by_id, case_id, subject, title,"
        " owner_id, due_on, promised_on, version)"
        " VALUES (%s, %s, %s, %s, 'case', '電話', %s, '2026-11-24', '2026-11-24', 1)"
    )
    for case, answer in ((city.case, "accepted"), (city.other_case, "42501")):
        with eyes_of(city.visitor_actor) as cursor:
            row = [uuid7(), city.body.pk, city.body.pk, case.pk, city.counsellor.pk]
            assert refused(cursor, promise, row) == answer


def other_person(city: City, _other: City) -> Actor:
    return replace(city.visitor_actor, person_id=city.other_case.person_id)


def other_body(city: City, other: City) -> Actor:
    return replace(city.visitor_actor, organisation_id=other.body.pk, person_id=other.person.pk)


def other_user(city: City, _other: City) -> Actor:
    return replace(city.visitor_actor, user_id=account_of("別の人").pk)


def nobody(city: City, _other: City) -> Actor:
    return replace(city.visitor_actor, person_id=uuid7())


@pytest.mark.parametrize("wrong", [other_person, other_body, other_user, nobody])
def test_opens_nothing_to_a_person_whose_account_does_not_say_so(
    wrong: Callable[[City, City], Actor], city: City, other_city: City
) -> None:
    with eyes_of(wrong(city, other_city)) as cursor:
        for table in TENANT_TABLES:
            if table not in NAMELESS:
                assert keys(cursor, table) == set(), table


@pytest.mark.parametrize(
    "ended", [{"closed_at": NOON}, {"until_on": date(2026, 4, 1)}, {"opened_at": None}]
)
def test_opens_nothing_any_more_once_the_account_has_ended(
    ended: dict[str, Any], city: City
) -> None:
    with acting(city.supervisor_actor, why="試験"):
        PersonAccount.objects.update(**ended)

    with eyes_of(city.visitor_actor) as cursor:
        for table in ("people_person", "people_case", "people_step", "commons_task"):
            assert keys(cursor, table) == set(), table


def test_shows_who_has_two_accounts_one_body_at_a_time(city: City, other_city: City) -> None:
    with acting(other_city.supervisor_actor, why="試験"):
        PersonAccount.objects.update(user=city.visitor)
    there = replace(
        city.visitor_actor, organisation_id=other_city.body.pk, person_id=other_city.person.pk
    )

    for actor, person in ((city.visitor_actor, city.person), (there, other_city.person)):
        with eyes_of(actor) as cursor:
            assert keys(cursor, "people_person") == {person.pk}


def test_tells_before_anybody_acts_the_accounts_of_one_user_only(city: City) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bansou_accounts_of(%s)", [city.visitor.pk])
        assert cursor.fetchall() == [(city.body.pk, city.person.pk)]
        cursor.execute("SELECT * FROM bansou_accounts_of(%s)", [account_of("別の人").pk])
        assert cursor.fetchall() == []


def test_is_laid_on_every_table_with_row_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND NOT EXISTS ("
            "SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'visitors'"
            " AND NOT p.polpermissive)"
        )
        assert cursor.fetchall() == []


def test_names_tables_that_there_are(db: None) -> None:
    assert set(REACHED) <= set(TENANT_TABLES)


#: What a company reaches of its own at the body that let it in.
OF_THE_COMPANY = {
    "employers_company",
    "employers_companyoffer",
    "employers_hostplace",
    "employers_opening",
    "placement_stayreport",
    "programmes_programme",
    "programmes_schemeversion",
}


def test_shows_an_employer_their_company_and_of_no_person_anything(
    city: City, employer: Actor
) -> None:
    with eyes_of(employer) as cursor:
        for table in TENANT_TABLES:
            seen = keys(cursor, table)
            assert bool(seen) == (table in OF_THE_COMPANY), table
        for table in sorted(t for t in OF_THE_COMPANY if "company_id" in columns_of(cursor, t)):
            cursor.execute(f"SELECT DISTINCT company_id FROM {table}")
            assert cursor.fetchall() == [(city.company.pk,)], table
        assert keys(cursor, "employers_company") == {city.company.pk}


@pytest.mark.parametrize("wrong", ["company", "body", "user", "membership"])
def test_opens_nothing_to_an_employer_whose_invitation_does_not_say_so(
    wrong: str, city: City, other_city: City, employer: Actor
) -> None:
    with acting(city.supervisor_actor, why="試験"):
        apart = Company.objects.get(name="別の会社")
    changed = {
        "company": {"company_id": apart.pk},
        "body": {"keeper_id": other_city.body.pk, "company_id": other_city.company.pk},
        "user": {"user_id": account_of("別の人").pk},
        "membership": {"membership_id": city.counsellor.pk},
    }
    with eyes_of(replace(employer, **changed[wrong])) as cursor:
        for table in TENANT_TABLES:
            if table not in {"programmes_programme", "programmes_schemeversion"}:
                assert keys(cursor, table) == set(), table


def test_opens_nothing_to_an_employer_once_the_number_is_another_or_the_office_has_ended_it(
    city: City, employer: Actor
) -> None:
    for changes in ({"closed_at": NOON}, {"opened_at": None}):
        with acting(city.supervisor_actor, why="試験"):
            CompanyAccount.objects.update(**changes)
        with eyes_of(employer) as cursor:
            assert keys(cursor, "employers_company") == set()
        with acting(city.supervisor_actor, why="試験"):
            CompanyAccount.objects.update(closed_at=None, opened_at=NOON)
    with acting(city.supervisor_actor, why="試験"):
        Company.objects.filter(pk=city.company.pk).update(corporate_number="")
    with eyes_of(employer) as cursor:
        assert keys(cursor, "employers_company") == set()
