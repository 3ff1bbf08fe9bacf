"""The figures of Kobe and Kitakyushu on the manager's desk, their units, and what to check about them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import Organisation, Role
from bansou.commons.organisations.services import service_actor
from bansou.programmes.models import Programme
from examples.bodies import kitakyushu, kobe
from tests.desks.manager.office import member, signed_in
from tests.desks.manager.reading import found, texts
from tests.desks.manager.test_scheme_indicators import as_drawn
from tests.desks.manager.test_scheme_parts import in_force
from tests.examples.importing import take_in

LIST = "kitakyushu.regular_by_list"
COUNSELLING = "kobe.counselling"


@pytest.fixture(scope="module")
def cities(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Organisation]]:
    """Both cities with their ledgers, imported once and rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {
            "kobe": take_in("kobe", kobe.book()),
            "kitakyushu": take_in("kitakyushu", kitakyushu.book()),
        }
        transaction.set_rollback(True)


def seat_in(body: Organisation) -> Client:
    return signed_in(member(body, Role.PROGRAMME_MANAGER, "担当 太郎"))


def programme(body: Organisation) -> Programme:
    with acting(service_actor("test", body), why="試験"):
        return Programme.objects.get(organisation=body)


def pairs(client: Client, of: Programme) -> list[str]:
    page = client.get(reverse("manager:programme", args=[of.pk]))
    return texts(page, ".bars .figure")


@pytest.mark.capability("KKY-28", "KKY-29")
def test_kitakyushus_three_pairs_and_the_question_about_a_figure_far_over_its_target(
    cities: dict[str, Organisation], db: None
) -> None:
    client, of = seat_in(cities["kitakyushu"]), programme(cities["kitakyushu"])
    page = client.get(reverse("manager:programme", args=[of.pk]))

    assert texts(page, ".bars .figure") == ["75【82】人", "50【82】企業数", "50【503】企業数"]
    asked = [it for it in texts(page, ".banner") if "単位か目標の見直しが要りませんか" in it]
    assert len(asked) == 1
    assert "「マッチング支援員による求人開拓企業数」は目標の1,006.0％です" in asked[0]
    assert "法人の数" in asked[0]


@pytest.mark.capability("KKY-24")
def test_counts_regular_hires_that_came_by_the_list_and_tells_why_the_others_do_not(
    cities: dict[str, Organisation], db: None
) -> None:
    client, of = seat_in(cities["kitakyushu"]), programme(cities["kitakyushu"])
    where = reverse("manager:indicator", args=[of.pk, LIST])

    counted, fallen = client.get(where), client.get(where, {"tab": "not_counted"})

    rows = found(counted, ".evidence tbody tr")
    ways = {cell.text for cell in found(counted, "[data-label=経路]")}
    kinds = {cell.text for cell in found(counted, "[data-label=雇用形態]")}
    assert len(rows) == 50, "the first of two pages"
    assert kinds == {"正規"}
    assert ways == {"応援企業リスト", "マッチング支援員の人材提案"}
    reasons = " ".join(texts(fallen, ".evidence td.reason"))
    assert "経路が" in reasons
    assert "雇用形態が「非正規" in reasons


@pytest.mark.capability("KOB-01")
def test_prints_kobes_cost(cities: dict[str, Organisation], db: None) -> None:
    client, of = seat_in(cities["kobe"]), programme(cities["kobe"])

    page = client.get(reverse("manager:programme", args=[of.pk]))

    assert "13,600千円" in texts(page, "[aria-labelledby=budget] .figure")


@pytest.mark.capability("KKY-01")
def test_prints_kitakyushus_cost(cities: dict[str, Organisation], db: None) -> None:
    client, of = seat_in(cities["kitakyushu"]), programme(cities["kitakyushu"])

    page = client.get(reverse("manager:programme", args=[of.pk]))

    assert "43,441千円" in texts(page, "[aria-labelledby=budget] .figure")


@pytest.mark.capability("KOB-26")
def test_counts_counselling_as_people_or_sessions_by_what_the_manager_chooses(
    cities: dict[str, Organisation], db: None
) -> None:
    client, of = seat_in(cities["kobe"]), programme(cities["kobe"])
    assert pairs(client, of) == ["24【55】人", "60【54】人"]

    def choose(**said: str) -> None:
        where = reverse("manager:indicator_change", args=[of.pk, COUNSELLING])
        sent = client.post(where, {**as_drawn(client, where), **said, "next": "1"})
        assert in_force(client, of, sent).status_code == 302

    choose(unit="件")
    assert pairs(client, of)[1] == "60【54】件"

    choose(count="events")
    sessions = pairs(client, of)[1]
    assert sessions != "60【54】件"
    assert sessions.endswith("】件")
    assert int(sessions.partition("【")[2].removesuffix("】件")) > 54
