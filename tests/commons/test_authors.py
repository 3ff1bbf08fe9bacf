"""Who wrote a row, from its history."""

from datetime import date

import pytest
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.audit.authors import first_written
from bansou.commons.keys import uuid7
from bansou.commons.organisations.services import service_actor
from bansou.people.models import Person
from tests.commons.access.cities import City, found_centre, found_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db: None) -> City:
    """A city with a counsellor."""
    return found_city("苫小牧市", found_centre("訓練センター"))


def register(city: City) -> Person:
    return Person.objects.create(organisation=city.body, name="佐藤", name_key="さとう")


def test_names_who_wrote_a_row_first_and_when(city: City) -> None:
    with acting(city.counsellor_actor, why="登録"):
        person = register(city)
    with acting(city.supervisor_actor, why="直す"):
        person.birth_on = date(1975, 4, 1)
        person.save()
        written = first_written(Person, [person.pk])[person.pk]

    assert written.name == city.counsellor.user.name
    assert abs((timezone.now() - written.at).total_seconds()) < 60


def test_says_that_a_service_wrote_it(city: City) -> None:
    with acting(service_actor("import", city.body), why="取込"):
        person = register(city)

        assert first_written(Person, [person.pk])[person.pk].name == "自動処理（台帳の取込み）"


def test_leaves_out_what_one_may_not_see(city: City) -> None:
    other = found_city("小樽市", found_centre("別の訓練センター"))
    with acting(city.counsellor_actor, why="登録"):
        person = register(city)

    with acting(other.counsellor_actor, why="のぞく"):
        assert first_written(Person, [person.pk, uuid7()]) == {}
