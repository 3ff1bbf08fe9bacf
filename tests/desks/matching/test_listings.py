"""応援企業リスト: on it from a day, off it when it is not renewed or is taken off."""

from typing import Any

import pytest
from django.urls import reverse

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.employers.models import SupportingEmployer
from tests.desks.counsellor.asking import names_in, text_of
from tests.desks.counsellor.town import Town, days
from tests.desks.matching.registry import company_in

LISTS = 'employer_lists = [{ key = "ice_age", label = "就職氷河期世代応援企業リスト" }]\n'


@pytest.fixture
def town(town: Town) -> Town:
    """The town with a list of supporters in its scheme."""
    with town.at_work(town.manager):
        version = town.programme.scheme_versions.get()
        text = version.text.replace("categories = [", f"{LISTS}categories = [", 1)
        town.programme.scheme_versions.update(text=text)
    return town


def listing_form(**said: Any) -> dict[str, Any]:
    """A time on the list as it is sent."""
    return {
        "employer_list": "ice_age",
        "listed_on": wareki(days(-10)),
        "renew_by": wareki(days(355)),
        "request_key": str(uuid7()),
        **said,
    }


def test_puts_a_company_on_the_list_once_and_lets_it_be_found_there(town: Town) -> None:
    company = company_in(town)
    company_in(town, "勇払運輸")
    client, form = town.client(town.matching), listing_form()

    for _again in range(2):
        client.post(reverse("matching:listing_add", args=[company.pk]), form)

    with town.at_work():
        assert SupportingEmployer.objects.get().renew_by == days(355)
    assert names_in(client.get(reverse("matching:listings"))) == [company.name]
    assert names_in(client.get("/employers/", {"list": "ice_age"})) == [company.name]
    assert "就職氷河期世代応援企業リストに載った" in text_of(
        client.get(f"/employers/{company.pk}/")
    )


@pytest.mark.parametrize("ends", ["renew_by", "removed_on"])
def test_drops_what_is_not_renewed_or_is_taken_off(town: Town, ends: str) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    client.post(reverse("matching:listing_add", args=[company.pk]), listing_form())
    with town.at_work():
        listing = SupportingEmployer.objects.get()
    url = reverse("matching:listing", args=[listing.pk])
    form = listing_form(version=listing.version)

    crossed = client.post(url, form | {"removed_on": wareki(days(-11))})
    assert "載せた日より前です" in text_of(crossed)
    client.post(url, form | {ends: wareki(days(-1))})

    assert names_in(client.get(reverse("matching:listings"))) == []
    late = client.post(url, form)
    assert (late.status_code, "ほかの人が同じ内容を保存しました" in text_of(late)) == (422, True)


def test_says_whose_renewal_is_near(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    form = listing_form(renew_by=wareki(days(60)))
    client.post(reverse("matching:listing_add", args=[company.pk]), form)

    assert "更新が近い" in text_of(client.get(reverse("matching:listings")))


def test_keeps_the_lists_to_their_own_city_and_officers(town: Town) -> None:
    company = company_in(town)
    add = reverse("matching:listing_add", args=[company.pk])
    town.client(town.matching).post(add, listing_form())
    with town.at_work():
        change = reverse("matching:listing", args=[SupportingEmployer.objects.get().pk])

    for url in (add, change):
        assert town.client(town.counsellor).get(url).status_code == 403
        assert town.client(town.trainer).get(url).status_code == 403
        assert town.client(town.neighbour).get(url).status_code in (403, 404)
    assert names_in(town.client(town.neighbour).get(reverse("matching:listings"))) == []
