"""Migrations over rows of the older form: taken back to before them and carried out again, with rows.

Each test's rows are written, the tables are taken back to an older form, where the rows have what they
had then, and the migrations are carried out over them.
"""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.pricing import Trip
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Role
from bansou.config.roles import OWNER, as_role
from bansou.engines.assignment import digest_of
from bansou.people.models import Referral
from bansou.placement.models import FollowUp, StayReport
from bansou.programmes.actions import make_contract
from bansou.programmes.models import Contract, Programme
from bansou.support.consultation.booking.models import Booking, ServiceDesk
from bansou.support.training.models import SealedSeed
from tests.benefits.paying import TRAVEL, claimed, trainee, travel, with_prices
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, found_body, found_town
from tests.desks.employer.test_people_told_of import at_work_for_a_week
from tests.support.consultation.booking.offices import at, booked, desk_of

OLDER = [
    ("benefits", "0002_guards"),
    ("support", "0009_guards_of_bookings"),
    ("programmes", "0004_guards_of_spending_lines"),
]


#: What the form before these has no place for can be lost by going back: they say so and stop.
CANNOT_GO_BACK = [
    ("commons", "0021_erasing"),
    ("people", "0026_called_off"),
    ("people", "0028_handed_over_by_themselves"),
    ("people", "0029_break_glass"),
    ("people", "0030_erased_without_a_case"),
    ("people", "0031_household_8050"),
    ("people", "0033_guards_of_disclosure_requests"),
    ("people", "0034_papers_of_extensions"),
    ("people", "0035_onset_and_household_answers"),
    ("people", "0037_guards_of_family_contacts"),
    ("people", "0038_emergencies_at_level_4"),
    ("support", "0033_called_off"),
    ("support", "0036_breaks_of_runs"),
    ("support", "0037_items_shown_at_conferences"),
    ("support", "0039_guards_of_sealed_releases"),
]


@pytest.mark.usefixtures("own_database")
def test_carries_claims_bookings_and_contracts_over() -> None:
    town = found_town()
    trip, stipend = two_claims(town)
    sitting = contracted(town)
    with as_role(OWNER):
        MigrationExecutor(connection).migrate(OLDER)
        older = columns("benefits_claimitem")
        said = [migrated(), migrated()]
        rows = {table: rights(table) for table in ("benefits_claimitem", "benefits_claimitemevent")}

    assert [len(lines) for lines in said] == [2, 1], said
    assert re.match(
        r"データベースの表を、いまの版に合わせています。\d+段階です（支援\d+、", said[0][0]
    )
    assert said[0][1].startswith("終わりました（")
    assert said[1] == ["データベースの表は、いまの版に合っています。変えるところはありません。"]
    assert not {"traveller_id", "person_id", "is_trip"} & older
    assert set(rows.values()) == {(True, True, True)}
    with town.at_work():
        items = ClaimItem.objects.order_by("on")
        assert {(it.person_id, it.is_trip) for it in items.filter(claim=trip)} == {
            (trip.case.person_id, True)
        }
        assert {(it.person_id, it.is_trip) for it in items.filter(claim=stipend)} == {
            (trip.case.person_id, False)
        }
        assert events_of(items) == {(str(it.pk), it.person_id, it.is_trip) for it in items}
        again = items.get(claim=trip)
        again.pk, again.benefit = uuid7(), "fares"
        with pytest.raises(IntegrityError, match="claim_item_trip_once"), transaction.atomic():
            ClaimItem.objects.bulk_create([again])
        seeds = [(it.course, it.digest == digest_of(it.seed)) for it in SealedSeed.objects.all()]
    assert seeds == [("computer", True)]
    assert seen_by(town, sitting) == (1, 1, 1)
    with town.at_work():
        Contract.objects.filter(contractor=sitting.organisation).update(ends_on=days(-1))
    assert seen_by(town, sitting) == (0, 0, 0)


@pytest.mark.usefixtures("own_database")
def test_keeps_what_companies_said_over_a_step_back_and_forth() -> None:
    town = found_town()
    _case, hire, client = at_work_for_a_week(town)
    with town.at_work():
        due = FollowUp.objects.filter(hire=hire).earliest("due_on")
    client.post(reverse("employer:stay", args=[due.pk]), {"answer": "there"})

    with as_role(OWNER):
        MigrationExecutor(connection).migrate([("placement", "0010_what_companies_are_told")])
        migrated()

    with town.at_work():
        assert StayReport.objects.get().follow_up_id == due.pk
    assert "いまの答え：在籍している" in text_of(client.get(reverse("employer:home")))


@pytest.mark.usefixtures("own_database")
def test_says_clearly_why_it_cannot_go_back_once_a_newer_form_was_used() -> None:
    town = found_town()
    referral = town.refer(town.case())
    with town.at_work():
        withdrawn = {"answer": "withdrawn", "answer_due_on": days(1), "ended_on": days(1)}
        Referral.objects.filter(pk=referral.pk).update(**withdrawn)

    stopped = {}
    loaded = MigrationLoader(None).disk_migrations
    with as_role(OWNER), connection.cursor() as cursor:
        for key in CANNOT_GO_BACK:
            for step in reversed(loaded[key].operations):
                if "BA004" not in str(getattr(step, "reverse_sql", "")):
                    break
                try:
                    cursor.execute(step.reverse_sql)
                except DatabaseError as error:
                    stopped[key] = str(error)

    with town.at_work():
        Referral.objects.filter(pk=referral.pk).update(answer="", answer_due_on=None)
    assert list(stopped) == [("people", "0026_called_off")], "the others have nothing to lose yet"
    (said,) = stopped.values()
    assert "取り下げた紹介があります（1件）" in said
    assert "バックアップを戻してください" in said


def migrated() -> list[str]:
    """What an officer who carries the migrations out reads."""
    out = StringIO()
    call_command("migrate", stdout=out)
    return out.getvalue().splitlines()


def two_claims(town: Town) -> tuple[Claim, Claim]:
    """A claim for a trip and one for attended days, of one person."""
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)
    trip = Trip(on=it.attended[0], route="沼ノ端駅〜苫小牧駅（往復）", yen=700, receipt="A-15")
    return (
        claimed(town, it.case, benefit=TRAVEL, trips=[trip]),
        claimed(town, it.case, it.attended[1:]),
    )


def contracted(town: Town) -> Membership:
    """A contractor's counsellor, booked without a name at the city's desk."""
    (member,) = found_body("就労支援の会", "contractor", ("中村 学", Role.COUNSELLOR))
    with town.at_work():
        make_contract(
            programme=town.programme,
            contractor=member.organisation,
            starts_on=days(-30),
            ends_on=days(90),
            work="相談",
        )
    booked(town, desk_of(town, town.counsellor, member), at(10), member=member)
    return member


def seen_by(town: Town, member: Membership) -> tuple[int, int, int]:
    """How many desks, bookings and programmes somebody sees."""
    with town.at_work(member):
        return (
            ServiceDesk.objects.count(),
            Booking.objects.count(),
            Programme.objects.count(),
        )


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {it.name for it in connection.introspection.get_table_description(cursor, table)}


def rights(table: str) -> Any:
    """Whether a table's row policies bind its owner, and its guards stand as they are made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity, NOT EXISTS ("
            " SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled <> 'O')"
            " FROM pg_class c WHERE relname = %s",
            [table],
        )
        return cursor.fetchone()


def events_of(items: Any) -> set[tuple[str, Any, bool]]:
    """What the history says of the items, by key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_obj_id::text, person_id, is_trip FROM benefits_claimitemevent"
            " WHERE pgh_obj_id = ANY (%s)",
            [[it.pk for it in items]],
        )
        return set(cursor.fetchall())
