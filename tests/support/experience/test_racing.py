"""When several people ask for the last seat at a host, or on an insured list, one gets it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.errors import Refusal
from bansou.employers.hosts.models import HostPlace
from bansou.support.experience.arranging import Terms, arrange
from bansou.support.experience.insuring import insure
from bansou.support.experience.models import (
    Experience,
    ExperienceDay,
    InsuredPerson,
    InternshipPolicy,
)
from bansou.support.experience.queries import experience_of
from tests.desks.counsellor.town import Town, days, found_town, today
from tests.desks.experience.workplace import (
    host_in,
    person_in,
    policy_in,
    requested,
)

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 5


def _at_once(town: Town, keys: list[str], do: Callable[[Actor, Experience], object]) -> list[str]:
    """Everybody tries at the same moment; gives what each was told, nothing where it was done."""
    together = Barrier(len(keys))

    def attempt(key: str) -> str:
        try:
            together.wait(timeout=60)
            with acting(actor_of(town.matching), why="同時に") as actor:
                found = experience_of(UUID(key))
                assert found
                try:
                    do(actor, found)
                except Refusal as refusal:
                    return refusal.code
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as people:
        return sorted(people.map(attempt, keys))


def _wishing(town: Town) -> list[str]:
    cases = [person_in(town, f"小林 {number}", "コバヤシ") for number in range(PEOPLE)]
    return [str(requested(town, case).pk) for case in cases]


def test_gives_the_last_seat_at_a_host_once() -> None:
    town = found_town()
    host = host_in(town, seats=1)
    keys = _wishing(town)

    def set_terms(actor: Actor, it: Experience) -> None:
        terms = Terms(
            host=HostPlace.objects.select_related("company").get(pk=host.pk),
            days=[days(3), days(4)],
            starts_at=time(9),
            ends_at=time(16),
            tutor="高橋 健",
        )
        arrange(by=actor, experience=it, terms=terms, on=today())

    told = _at_once(town, keys, set_terms)

    assert told == ["", *["experience.host_full"] * (PEOPLE - 1)]
    with town.at_work():
        assert ExperienceDay.objects.count() == 2
        assert Experience.objects.filter(state="arranged").count() == 1


def test_gives_the_last_place_on_an_insured_list_once() -> None:
    town = found_town()
    policy = policy_in(town, persons_limit="1")
    keys = _wishing(town)

    def put_on_list(actor: Actor, it: Experience) -> None:
        insure(
            by=actor,
            policy=InternshipPolicy.objects.get(pk=policy.pk),
            case=it.case,
            kind=it.kind,
            from_on=days(3),
            until_on=days(4),
        )

    told = _at_once(town, keys, put_on_list)

    assert told == ["", *["experience.policy_full"] * (PEOPLE - 1)]
    with town.at_work():
        assert InsuredPerson.objects.count() == 1
