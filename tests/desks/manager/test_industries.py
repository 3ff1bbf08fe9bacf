"""Industries short of labour: named by the city with their days, and counted by the indicator."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.queries import readings
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.editing import with_short_industries
from bansou.schemes.reader import read_scheme, template
from tests.desks.manager.office import NOON, SHORT, Office
from tests.desks.manager.reading import found, texts

SINCE = date(2021, 4, 1)


def address(programme: Programme, name: str = "short_industries") -> str:
    return reverse(f"manager:{name}", args=[programme.pk])


def applied(client: Client, programme: Programme, preview: Any) -> Any:
    """Put what is previewed in force, from the programme's first day."""
    hidden = {
        it.attributes["name"]: it.attributes.get("value", "")
        for it in found(preview, "form.fields input[type=hidden]")
    }
    said = {
        "request_key": hidden["request_key"],
        "text": preview.context["form"].data["text"],
        "valid_from": "令和3年4月1日",
        "note": "",
        "save": "1",
    }
    return client.post(address(programme, "scheme_revise"), said)


def short_hires(office: Office) -> list[str]:
    """The industries of the hires that the indicator counts, as of the end of the year."""
    with office.at_work():
        read = readings(office.programme, NOON.date())
    (one,) = (reading for reading in read if reading.definition.id == SHORT)
    return sorted(str(fact.fields["industry"]) for fact in one.answer.counted)


@pytest.mark.capability("TMK-25", "KKY-02")
def test_counts_only_hires_into_the_industries_that_the_city_names(
    client: Client, office: Office
) -> None:
    before = short_hires(office)
    assert {"D", "H"} < set(before)

    preview = client.post(
        address(office.programme), {"industries": ["H", "P"], "since": "令和3年4月1日"}
    )
    assert "人手不足産業" in "".join(texts(preview, "[aria-labelledby=preview] li"))
    assert short_hires(office) == before
    assert applied(client, office.programme, preview).status_code == 302

    with office.at_work():
        scheme = scheme_on(office.programme, office.programme.ends_on)
    assert scheme.short_industries_on(SINCE) == {"H", "P"}
    assert short_hires(office) == [industry for industry in before if industry != "D"]


def test_keeps_what_held_until_the_day_before(office: Office) -> None:
    text = with_short_industries(
        template("tomakomai"), {"D": "建設業", "M": "宿泊業，飲食サービス業"}, date(2021, 10, 1)
    )

    scheme = read_scheme(text, "tomakomai.toml")
    assert scheme.short_industries_on(date(2021, 9, 30)) == {"D", "H", "P"}
    assert scheme.short_industries_on(date(2021, 10, 1)) == {"D", "M"}
    again = with_short_industries(text, {"D": "建設業", "H": "運輸業，郵便業"}, date(2021, 10, 1))
    assert read_scheme(again, "t.toml").short_industries_on(date(2021, 10, 1)) == {"D", "H"}
    assert "# 文は内閣官房の資料" in again


def test_asks_for_the_day(client: Client, office: Office) -> None:
    answer = client.post(address(office.programme), {"industries": ["D"], "since": ""})

    assert answer.status_code == 422
    assert "日付を入れてください" in "".join(texts(answer, ".banner"))


def test_lets_only_the_manager_name_industries(office: Office) -> None:
    reader = office.seat(Role.SUPERVISING_COUNSELLOR)
    page = reader.get(address(office.programme))

    assert "D　建設業" in texts(page, "tbody th")
    assert found(page, "form.fields") == []
    sent = {"industries": ["M"], "since": "令和3年4月1日"}
    assert "M　宿泊業，飲食サービス業" not in reader.post(address(office.programme), sent).text
    with office.at_work():
        assert office.programme.scheme_versions.count() == 1
    assert office.seat(Role.COUNSELLOR).get(address(office.programme)).status_code == 403
