"""Kanagawa and its four cities: each sees its own, together one person counts once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from bansou.commons.access.acting import acting
from bansou.commons.clock import JST
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.evidence.joint.actions import (
    InJointProject,
    LeadsProject,
    NoSuchProject,
    begin_joint_project,
    count_part,
    join_project,
    leave_project,
)
from bansou.evidence.joint.models import JointPart, JointUnit
from bansou.evidence.joint.queries import JointCounts, joint_counts, part_of
from bansou.people.consent.actions import withdraw_consent
from bansou.people.consent.models import Consent
from bansou.people.models import Case, Person
from bansou.programmes.models import Programme
from examples import count_kanagawa
from examples.bodies import kanagawa
from tests.bodies import registered
from tests.examples.importing import take_in

NOW = datetime(2022, 4, 28, 17, 0, tzinfo=JST)
IDS = ("kanagawa.hired_regular", "kanagawa.participants", "kanagawa.hiring_employers")
#: Smaller ledgers of the same kind.
WANTED = kanagawa.Wanted(hired_regular=9, participants=70, hiring_employers=31)


class Five:
    """The five bodies, each with its ledger, as its own service sees it."""

    def __init__(self, bodies: dict[str, Organisation], books: Any) -> None:
        self.bodies = bodies
        self.books = books

    def at(self, key: str) -> Any:
        return acting(service_actor("joint", self.bodies[key]), why="test")

    def programme(self) -> Programme:
        return Programme.objects.get(scheme_id="kanagawa")

    def count(self) -> None:
        for key in self.bodies:
            with self.at(key):
                part = part_of(self.programme())
                if part:
                    count_part(part=part, as_of=date(2022, 4, 28), at=NOW)

    def joint(self, key: str = "kanagawa") -> JointCounts:
        with self.at(key):
            part = part_of(self.programme())
            assert part
            return joint_counts(part)

    def numbers(self) -> list[int]:
        together = self.joint().together
        return [together[name].counted for name in IDS]


@pytest.fixture(scope="module")
def of_2021(django_db_setup: None, django_db_blocker: Any) -> Iterator[Five]:
    with django_db_blocker.unblock(), transaction.atomic():
        books = kanagawa.books(WANTED, seed=5)
        five = Five({key: take_in("kanagawa", book) for key, book in books.items()}, books)
        with five.at("kanagawa"):
            project = begin_joint_project(programme=five.programme(), at=NOW)
        for key in kanagawa.CITIES:
            with five.at(key):
                join_project(programme=five.programme(), code=project.code.lower(), at=NOW)
        five.count()
        yield five
        transaction.set_rollback(True)


@pytest.fixture
def five(of_2021: Five, db: None) -> Five:
    return of_2021


def test_one_person_counts_once_over_five_bodies_as_an_independent_count_says(
    five: Five, tmp_path: Any
) -> None:
    from openpyxl import load_workbook

    opened = {}
    for key, book in five.books.items():
        book.write(tmp_path / f"{key}.xlsx")
        opened[key] = load_workbook(tmp_path / f"{key}.xlsx")

    assert five.numbers() == list(count_kanagawa.figures(opened, 2021)) == [9, 70, 31]
    joint = five.joint()
    for place, name in enumerate(IDS):
        own = {it.body.name: it.of(name).counted for it in joint.bodies}
        apart = {
            kanagawa.BODIES[key].name: len(count_kanagawa.units(key, book, 2021)[place])
            for key, book in opened.items()
        }
        assert own == apart
    people = joint.together[IDS[1]]
    assert sum(it.of(IDS[1]).counted for it in joint.bodies) > people.counted
    assert people.shared > 0
    assert people.alone > 0


def test_the_costs_of_the_bodies_add_up(five: Five) -> None:
    assert five.joint().cost_yen == 167_180_000
    assert [it.cost_yen for it in five.joint().bodies] == [
        71_200_000,
        48_930_000,
        22_450_000,
        14_600_000,
        10_000_000,
    ]


def test_every_member_sees_the_same_numbers_and_nobody_of_another_body(five: Five) -> None:
    ours = five.joint("kanagawa")
    with five.at("fujisawa"):
        assert set(Person.objects.values_list("organisation_id", flat=True)) == {
            five.bodies["fujisawa"].pk
        }
        assert set(JointUnit.objects.values_list("organisation_id", flat=True)) == {
            five.bodies["fujisawa"].pk
        }
        assert JointPart.objects.count() == 1

    assert five.joint("fujisawa").together == ours.together


def test_who_takes_no_part_is_told_no_number(five: Five) -> None:
    stranger = registered("小田原市", Organisation.Kind.MUNICIPALITY, "142069")
    with five.at("kanagawa"):
        part = part_of(five.programme())
    assert part

    with acting(service_actor("joint", stranger), why="test"):
        assert joint_counts(part).together == {}
        assert joint_counts(part).bodies == []


def test_no_token_is_told_by_the_function(five: Five) -> None:
    with five.at("kanagawa"), connection.cursor() as cursor:
        part = part_of(five.programme())
        assert part
        cursor.execute("SELECT * FROM bansou_joint_counts(%s)", [part.project_id])
        tokens = set(JointUnit.objects.values_list("token", flat=True))
        assert not {str(cell) for row in cursor.fetchall() for cell in row} & tokens


def test_a_consent_withdrawn_counts_twice_again(five: Five) -> None:
    before = five.numbers()[1]
    for key in kanagawa.CITIES:
        with five.at(key):
            for consent in Consent.objects.select_related("case"):
                withdraw_consent(
                    case=consent.case,
                    purpose=consent.purpose,
                    on=date(2022, 4, 28),
                    today=date(2022, 4, 28),
                )
    five.count()

    joint = five.joint()
    assert joint.together[IDS[1]].counted > before
    assert joint.together[IDS[1]].counted == sum(it.of(IDS[1]).counted for it in joint.bodies)
    assert joint.together[IDS[1]].shared == 0


def test_leaving_takes_the_numbers_along(five: Five) -> None:
    with five.at("fujisawa"):
        leave_project(programme=five.programme(), at=NOW + timedelta(hours=1))
        assert not JointUnit.objects.exists()

    assert [it.body.name for it in five.joint().bodies] == [
        "神奈川県",
        "横浜市",
        "川崎市",
        "相模原市",
    ]
    assert five.numbers()[1] < 70


def test_refusals(five: Five) -> None:
    with five.at("kanagawa"):
        with pytest.raises(LeadsProject):
            leave_project(programme=five.programme(), at=NOW)
        with pytest.raises(InJointProject):
            begin_joint_project(programme=five.programme(), at=NOW)
    with five.at("kawasaki"), pytest.raises(NoSuchProject):
        join_project(programme=five.programme(), code="ABCDEFGH2345", at=NOW)


def test_the_ledger_says_who_agreed_and_who_no_longer_does(five: Five) -> None:
    with five.at("yokohama"):
        agreed = Consent.objects.filter(withdrawn_on=None).count()
        said = sum(1 for row in five.books["yokohama"].rows["対象者"] if row[-1])
        assert agreed == said > 0
        assert Case.objects.count() > said
