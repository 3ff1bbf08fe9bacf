"""Openings and host places: apart, with typed conditions, asked about again before they go stale."""

from datetime import time
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import fiscal_year_of, wareki
from bansou.commons.keys import uuid7
from bansou.employers.hosts.actions import offer_host_place
from bansou.employers.models import Company, HiringStance, HostPlace, Opening
from bansou.employers.openings.actions import post_opening
from bansou.placement.hires.actions import record_hire
from tests.desks.counsellor.asking import log_of, names_in, text_of
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.matching.registry import company_in


def opening_form(**said: Any) -> dict[str, Any]:
    """The form of an opening as it is sent."""
    return {
        "title": "鋼材の加工",
        "posted_on": wareki(days(-1)),
        "employment_type": "regular",
        "wage_kind": "monthly",
        "wage_from_yen": "19万円",
        "wage_to_yen": "230,000",
        "minutes_a_week": "38.75",
        "works_from": "8時30分",
        "works_until": "17:15",
        "seats": "２人",
        "accommodations": ["inexperienced", "tutor"],
        "welcomes_generation": "yes",
        "offers_trial": "",
        "request_key": str(uuid7()),
        **said,
    }


def host_form(**said: Any) -> dict[str, Any]:
    """The form of a host place as it is sent."""
    return {
        "title": "工場の見学",
        "takes_visits": "on",
        "offered_on": wareki(days(-1)),
        "request_key": str(uuid7()),
        **said,
    }


def posted(town: Town, company: Company, **said: Any) -> Opening:
    with town.at_work(town.matching) as actor:
        return post_opening(
            by=actor, company=company, at=now(), **{"title": "倉庫", "posted_on": days(-1), **said}
        )


def offered(town: Town, company: Company, **said: Any) -> HostPlace:
    with town.at_work(town.matching) as actor:
        return offer_host_place(
            by=actor,
            company=company,
            at=now(),
            **{"title": "見学", "offered_on": days(-1), "takes_visits": True, **said},
        )


def on_record(town: Town, row: Any) -> Any:
    with town.at_work():
        return type(row).objects.get(pk=row.pk)


def test_takes_an_opening_with_its_conditions_as_typed_values(town: Town) -> None:
    company = company_in(town)
    url = reverse("matching:opening_add", args=[company.pk])
    client, form = town.client(town.matching), opening_form()

    answers = [client.post(url, form) for _ in range(2)]

    with town.at_work():
        opening = Opening.objects.get()
    assert {answer.url for answer in answers} == {reverse("matching:opening", args=[opening.pk])}
    assert (opening.wage_from_yen, opening.wage_to_yen, opening.wage_kind) == (
        190_000,
        230_000,
        "monthly",
    )
    assert (opening.minutes_a_week, opening.seats) == (2_325, 2)
    assert (opening.works_from, opening.works_until) == (time(8, 30), time(17, 15))
    assert (opening.welcomes_generation, opening.offers_trial) == (True, None)
    page = text_of(client.get(answers[0].url))
    for words in ("月給 190,000円～230,000円", "8:30–17:15 週38時間45分", "教える人が決まっている"):
        assert words in page.replace("　", " ")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"wage_to_yen": "18万円"}, "賃金の上限が下限より低くなっています"),
        ({"wage_kind": ""}, "時給か月給かなど、賃金の形を選んでください"),
        ({"wage_from_yen": "たくさん"}, "金額として読めません"),
        ({"minutes_a_week": "200"}, "1週間は168時間までです"),
        ({"title": " "}, "ここに書いてください"),
    ],
)
def test_says_what_is_wrong_with_an_opening(
    town: Town, said: dict[str, str], sentence: str
) -> None:
    url = reverse("matching:opening_add", args=[company_in(town).pk])

    answer = town.client(town.matching).post(url, opening_form(**said))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    with town.at_work():
        assert not Opening.objects.exists()


@pytest.mark.capability("TMK-22")
def test_keeps_host_places_apart_from_openings(town: Town) -> None:
    """One employer may have hosts only."""
    company = company_in(town)
    client = town.client(town.matching)

    client.post(reverse("matching:host_add", args=[company.pk]), host_form())

    with town.at_work():
        assert (HostPlace.objects.count(), Opening.objects.count()) == (1, 0)
    assert client.get("/employers/", {"stage": "hosting"}).context["listing"].total == 1
    assert "工場の見学" in text_of(client.get(reverse("matching:hosts")))
    assert "工場の見学" not in text_of(client.get(reverse("matching:openings")))
    client.post(reverse("matching:opening_add", args=[company.pk]), opening_form())
    assert client.get("/employers/", {"stage": "opening"}).context["listing"].total == 1


def test_refuses_a_host_place_that_takes_nobody(town: Town) -> None:
    url = reverse("matching:host_add", args=[company_in(town).pk])

    answer = town.client(town.matching).post(url, host_form(takes_visits=""))

    assert "見学か体験の、どちらかに印をつけてください" in text_of(answer)


@pytest.mark.parametrize("kind", ["opening", "host"])
def test_asks_to_confirm_what_nobody_has_heard_of_for_long(town: Town, kind: str) -> None:
    """The scheme says after how many days: 60 where it says nothing."""
    company = company_in(town)
    make = {"opening": (posted, "posted_on"), "host": (offered, "offered_on")}
    row_of, begins = make[kind]
    old = row_of(town, company, title="古いもの", **{begins: days(-61)})
    row_of(town, company, title="新しいもの", **{begins: days(-60)})
    client = town.client(town.matching)
    listed = reverse(f"matching:{kind}s")

    assert names_in(client.get(listed, {"state": "old"})) == ["古いもの"]
    assert "古いもの" in text_of(client.get("/employers/today/"))
    client.post(reverse(f"matching:{kind}_confirm", args=[old.pk]))

    assert on_record(town, old).confirmed_on == today()
    assert names_in(client.get(listed, {"state": "old"})) == []
    assert len(names_in(client.get(listed))) == 2


def test_takes_the_days_until_then_from_the_scheme(town: Town) -> None:
    posted(town, company_in(town), posted_on=days(-20))
    version = town.programme.scheme_versions
    with town.at_work(town.manager):
        first = version.get()
        text = first.text.replace(
            "no_contact_days = 45", "no_contact_days = 45\nopening_confirm_days = 14"
        )
        version.update(text=text)

    page = town.client(town.matching).get(reverse("matching:openings"), {"state": "old"})

    assert names_in(page) == ["倉庫"]
    assert "14日のあいだ確かめていないもの" in text_of(page)


def test_closes_an_opening_with_its_reason_and_no_second_time(town: Town) -> None:
    opening = posted(town, company_in(town))
    client = town.client(town.matching)
    url = reverse("matching:opening_close", args=[opening.pk])
    form = {"on": wareki(today()), "reason": "filled", "note": ""}

    early = client.post(url, form | {"on": wareki(days(-9))})
    assert "受け付けた日より前です" in text_of(early)
    client.post(url, form)

    row = on_record(town, opening)
    assert (row.closed_on, row.closing_reason) == (today(), "filled")
    assert client.get("/employers/", {"stage": "opening"}).context["listing"].total == 0
    closed = text_of(client.get(reverse("matching:openings"), {"state": "closed"}))
    assert "ほかの人を採用した" in closed
    assert "すでに締め切られている" in text_of(client.post(url, form))
    confirm = client.post(reverse("matching:opening_confirm", args=[opening.pk]))
    assert (confirm.status_code, on_record(town, opening).confirmed_on) == (403, None)


def test_keeps_what_was_typed_when_somebody_saved_in_between(town: Town) -> None:
    opening = posted(town, company_in(town))
    client = town.client(town.matching)
    url = reverse("matching:opening_correct", args=[opening.pk])
    client.post(url, opening_form(occupation="先の職種", version=1))

    late = client.post(url, opening_form(occupation="後の職種", version=1))

    assert (late.status_code, on_record(town, opening).occupation) == (422, "先の職種")
    assert "先の職種" in text_of(late)
    assert "後の職種" in late.content.decode()


def test_takes_a_record_back(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    rows = {"opening": posted(town, company), "host": offered(town, company)}
    for kind, row in rows.items():
        client.post(reverse(f"matching:{kind}_withdraw", args=[row.pk]))

        assert on_record(town, row).withdrawn_at
        assert names_in(client.get(reverse(f"matching:{kind}s"))) == []
    assert client.get("/employers/", {"stage": "untouched"}).context["listing"].total == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_writes_the_ledger_of_openings_of_a_year(town: Town, form: str) -> None:
    company = company_in(town, address="苫小牧市錦岡", contact_name="錦岡 茂", phone="0144-00-0101")
    posted(town, company, title="倉庫の管理", wage_kind="hourly", wage_from_yen=1_050, seats=2)
    gone = posted(town, company, title="取り消したもの")
    case = town.case()
    with town.at_work(town.counsellor) as actor:
        record_hire(
            by=actor,
            case=case,
            hired_on=today(),
            employer_name=company.name,
            company=company,
            at=now(),
        )
    client = town.client(town.matching)
    client.post(reverse("matching:opening_withdraw", args=[gone.pk]))
    year = fiscal_year_of(days(-1))

    answer = client.get(reverse("matching:opening_ledger", args=[year, form]))

    if form == "csv":
        rows = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()]
    else:
        sheet: Any = load_workbook(BytesIO(answer.content)).active
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    (row,) = rows[1:]
    said = dict(zip(rows[0], row, strict=True))
    assert said["求人者の名称"] == company.name
    assert (said["仕事の内容"], said["求人数"], said["賃金の下限（円）"]) == (
        "倉庫の管理",
        "2",
        "1050",
    )
    assert said["受付より後の採用年月日（当所の記録）"] == today().isoformat()
    assert "三浦" not in answer.content.decode(errors="ignore")
    (entry,) = log_of(town, subject="opening_ledger")
    assert (entry.kind, entry.detail["rows"]) == (AccessLog.Kind.EXPORT, 1)


@pytest.mark.capability("KNG-30", "KKY-19")
def test_says_whose_willingness_has_to_be_asked_again_and_counts_it_over_time(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    url = reverse("matching:stance_note", args=[company.pk])
    form = {"level": "active", "on": wareki(days(-184)), "source": "意向調査の回答"}

    refused = client.post(url, form | {"source": "", "request_key": str(uuid7())})
    assert refused.status_code == 422
    client.post(url, form | {"request_key": str(uuid7())})

    with town.at_work():
        stance = HiringStance.objects.get()
    assert (stance.level, stance.on, stance.source) == ("active", days(-184), "意向調査の回答")
    assert "要確認" in text_of(client.get(f"/employers/{company.pk}/"))
    page = client.get(reverse("matching:stances"))
    assert [row.company for row in page.context["old"]] == [company]
    assert [number for _day, number in page.context["over_time"]] == [1] * 6
    client.post(url, form | {"on": wareki(today()), "request_key": str(uuid7())})
    assert list(client.get(reverse("matching:stances")).context["old"]) == []


@pytest.mark.parametrize("kind", ["opening", "host"])
def test_shows_offers_to_their_own_city_alone(town: Town, kind: str) -> None:
    make = {"opening": posted, "host": offered}[kind]
    row = make(town, company_in(town))
    acts = ["", "_correct", "_close", "_withdraw"]

    stranger = town.client(town.neighbour)
    for act in acts:
        assert stranger.get(reverse(f"matching:{kind}{act}", args=[row.pk])).status_code == 404
    assert stranger.post(reverse(f"matching:{kind}_confirm", args=[row.pk])).status_code == 404
    assert names_in(stranger.get(reverse(f"matching:{kind}s"))) == []

    reader = town.client(town.counsellor)
    assert reader.get(reverse(f"matching:{kind}", args=[row.pk])).status_code == 200
    for act in acts[1:]:
        assert reader.get(reverse(f"matching:{kind}{act}", args=[row.pk])).status_code == 403
    year = fiscal_year_of(today())
    assert reader.get(reverse("matching:opening_ledger", args=[year, "csv"])).status_code == 403
    contractor = town.client(town.trainer)
    assert contractor.get(reverse(f"matching:{kind}s")).status_code == 403
