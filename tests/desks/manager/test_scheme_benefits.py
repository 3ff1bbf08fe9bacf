"""Prices and ceilings of benefits: set in a form, in force from a day, and claimed by."""

import pytest
from django.urls import reverse

from bansou.programmes.models import SchemeVersion
from bansou.programmes.queries import read, scheme_on
from tests.benefits.paying import trainee
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, found_town, signed_in, today
from tests.desks.manager.paying_desk import drawn
from tests.desks.manager.reading import texts
from tests.desks.manager.scheme_forms import applied, as_it_stands

pytestmark = pytest.mark.usefixtures("before_the_year_ends")

PRICE = "benefit_0_price_0"


@pytest.fixture
def town(db: None) -> Town:
    """A town of people at work."""
    return found_town()


def address(town: Town, name: str = "scheme_benefits") -> str:
    return reverse(f"manager:{name}", args=[town.programme.pk])


@pytest.mark.capability("TMK-09", refused_by="test_keeps_what_was_typed_where_days_cross")
def test_a_price_that_is_set_in_the_form_is_paid(town: Town) -> None:
    it = trainee(town)
    desk = signed_in(town.manager)
    assert "受講の給付金、職場体験の給付金" in text_of(desk.get(address(town, "claims")))
    begins = town.programme.starts_on
    said = as_it_stands(desk.get(address(town)))
    said |= {f"{PRICE}_yen": "1,800円", f"{PRICE}_from": begins.isoformat()}

    preview = desk.post(address(town), said | {"benefit_0_ceiling_month": "２万円"})

    sentences = "".join(texts(preview, "[aria-labelledby=preview] li"))
    assert "給付「受講の給付金」の単価に、1,800円" in sentences
    assert "1か月の上限が、なしから20,000円に変わります。" in sentences
    assert applied(town, preview).status_code == 302
    with town.at_work(town.manager):
        assert scheme_on(town.programme, today()).benefits[0].price_on(begins) == 1800
    assert drawn(town, it).yen == 3 * 1800
    assert "（職場体験の給付金）" in text_of(desk.get(address(town, "claims")))

    again = as_it_stands(desk.get(address(town)))
    assert (again[f"{PRICE}_yen"], again["base"]) == ("1,800円", "2")
    newer = {"benefit_0_price_1_yen": "2000", "benefit_0_price_1_from": today().isoformat()}
    assert applied(town, desk.post(address(town), again | newer)).status_code == 302
    with town.at_work(town.manager):
        latest = read(SchemeVersion.objects.order_by("-number")[0].text).benefits[0]
    assert [price.yen for price in latest.prices] == [1800, 2000]
    assert latest.price_on(today()) == 2000


def test_keeps_what_was_typed_where_days_cross(town: Town) -> None:
    desk = signed_in(town.manager)
    said = as_it_stands(desk.get(address(town)))
    crossed = {f"{PRICE}_yen": "1800", f"{PRICE}_from": "R8.4.1", f"{PRICE}_to": "R8.3.31"}

    refused = desk.post(address(town), said | crossed)

    assert refused.status_code == 422
    assert "給付「受講の給付金」：終わりの日が始まりの日より前です。" in text_of(refused)
    assert as_it_stands(refused)[f"{PRICE}_yen"] == "1800"
    without = desk.post(address(town), said | {f"{PRICE}_from": "R8.4.1"})
    assert "給付「受講の給付金」：「1日の単価」も入れてください。" in text_of(without)
    too_much = desk.post(address(town), said | {"benefit_1_ceiling_day": "1億円"})
    assert "給付「職場体験の給付金」：10,000,000円までで入れてください。" in text_of(too_much)
    assert signed_in(town.supervisor).get(address(town)).status_code == 403
    with town.at_work(town.manager):
        assert SchemeVersion.objects.count() == 1
