"""Two people of one body with the same reading and birthday: counted as two until confirmed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.queries import readings
from bansou.evidence.joint.actions import begin_joint_project, count_part
from bansou.evidence.joint.models import JointTwins
from bansou.evidence.joint.queries import joint_counts, part_of
from bansou.people.cases.models import Case
from bansou.people.consent.actions import give_consent
from bansou.people.consent.models import Consent
from bansou.people.persons.models import Person
from tests.desks.manager.office import NOON, SUPPORTED, Office
from tests.desks.manager.reading import found, texts

DAY = NOON.date()


@pytest.fixture
def twins(office: Office) -> JointTwins:
    """Two of those consulted have the same reading and birthday, agreed, and were counted."""
    with office.at_work() as manager:
        (reading, *_rest) = readings(office.programme, DAY)
        consulted = [row.unit_key.removeprefix("person:") for row in reading.answer.rows[:2]]
        for case in Case.objects.filter(person_id__in=consulted):
            Person.objects.filter(pk=case.person_id).update(
                kana="サトウ ケンジ", birth_on=date(1975, 3, 2)
            )
            give_consent(
                by=manager,
                case=case,
                purpose=Consent.Purpose.JOINT_COUNTING,
                on=date(2021, 4, 1),
                at=NOON,
                today=DAY,
            )
        begin_joint_project(programme=office.programme, at=NOON)
    count(office)
    with office.at_work():
        return JointTwins.objects.get()


def count(office: Office) -> None:
    with office.at_work():
        part = part_of(office.programme)
        assert part
        count_part(part=part, as_of=DAY, at=NOON)


def supported(office: Office) -> int:
    with office.at_work():
        part = part_of(office.programme)
        assert part
        return joint_counts(part).together[SUPPORTED].counted


def address(office: Office) -> str:
    return reverse("manager:joint_twins", args=[office.programme.pk])


def say(client: Client, office: Office, twins: JointTwins, answer: str) -> Any:
    where = reverse("manager:joint_twins_confirm", args=[office.programme.pk, twins.pk])
    return client.post(where, {"answer": answer})


def test_tells_on_the_joint_page_how_many_pairs_nobody_has_confirmed(
    client: Client, office: Office, twins: JointTwins
) -> None:
    page = client.get(reverse("manager:joint", args=[office.programme.pk]))

    assert "同じ人かもしれない組が、1組あります" in texts(page, ".banner-title")
    assert "1組" in texts(page, "[aria-labelledby=bodies] tbody td")
    assert supported(office) == 20


def test_two_that_a_body_confirms_as_one_count_once(
    client: Client, office: Office, twins: JointTwins
) -> None:
    assert say(client, office, twins, "one").status_code == 302
    count(office)

    assert supported(office) == 19
    with office.at_work():
        twins.refresh_from_db()
    assert twins.are_one is True
    page = client.get(address(office))
    assert texts(page, "[aria-labelledby=waiting] form") == []
    assert any("1人と確かめた" in it for it in texts(page, "[aria-labelledby=answered] form"))
    joint = client.get(reverse("manager:joint", args=[office.programme.pk]))
    assert "0組" in texts(joint, "[aria-labelledby=bodies] tbody td")


def test_two_that_a_body_confirms_as_two_stay_two_and_can_be_said_anew(
    client: Client, office: Office, twins: JointTwins
) -> None:
    say(client, office, twins, "two")
    count(office)
    assert supported(office) == 20

    say(client, office, twins, "one")
    count(office)
    assert supported(office) == 19


def test_asks_no_more_once_they_are_no_longer_alike(office: Office, twins: JointTwins) -> None:
    with office.at_work():
        Person.objects.filter(pk=twins.one_id).update(birth_on=date(1976, 3, 2))
    count(office)

    with office.at_work():
        assert not JointTwins.objects.exists()
    assert supported(office) == 20


def test_names_them_only_for_who_may_open_their_cases(
    client: Client, office: Office, twins: JointTwins
) -> None:
    supervisor = office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美")

    unnamed, named = client.get(address(office)), supervisor.get(address(office))

    assert all(it.startswith("ケース ") for it in texts(unnamed, ".twins dd")[::2])
    assert found(named, ".twins a")
    log = office.log()[-1]
    assert log.subject == "twin"
    assert len(log.detail["named_cases"]) == 2


def test_nobody_else_says_who_is_one(office: Office, twins: JointTwins) -> None:
    answer = say(office.seat(Role.COUNSELLOR), office, twins, "one")

    assert answer.status_code in (403, 404)
    with office.at_work():
        twins.refresh_from_db()
    assert twins.are_one is None


@pytest.mark.parametrize("answer", ["", "three"])
def test_takes_no_other_answer(
    client: Client, office: Office, twins: JointTwins, answer: str
) -> None:
    assert say(client, office, twins, answer).status_code == 404
