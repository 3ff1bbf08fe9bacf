"""The registry of companies: found, registered once, put right, taken along."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.employers.companies.models import Company
from bansou.employers.openings.actions import post_opening
from bansou.employers.visits.actions import record_visit
from tests.desks.counsellor.asking import log_of, names_in, statements, text_of
from tests.desks.counsellor.town import Town, days, now
from tests.desks.matching.registry import NUMBER, again, company_in, filled_in

LIST = "/employers/"


@pytest.mark.parametrize("asked", ["白樺沢", "しらかば", "ｼﾗｶﾊﾞｻﾜ", "土建", NUMBER])
def test_finds_a_company_by_any_part_and_spelling_of_its_name(town: Town, asked: str) -> None:
    company_in(town, kana="シラカバサワドケン", corporate_number=NUMBER)
    company_in(town, "有限会社 勇払運輸", kana="ユウフツウンユ")

    page = town.client(town.matching).get(LIST, {"q": asked})

    assert names_in(page) == ["株式会社 白樺沢土建"]


@pytest.mark.capability("TMK-04")
def test_lets_staff_search_both_registries(town: Town) -> None:
    company_in(town, industry="D")
    company_in(town, "勇払運輸", industry="H")
    town.case("三浦 和彦", "ミウラ カズヒコ")
    client = town.client(town.matching)

    companies = client.get(LIST, {"industry": "D"})
    people = client.get(reverse("counsellor:cases"), {"q": "みうら", "who": "all"})

    assert names_in(companies) == ["株式会社 白樺沢土建"]
    assert "三浦 和彦" in text_of(people)


def test_narrows_by_area_stage_and_shortage(town: Town) -> None:
    shown = company_in(town, industry="D", area="勇払")
    company_in(town, "沼ノ端商店", industry="I", area="沼ノ端")
    with town.at_work(town.matching) as actor:
        record_visit(by=actor, company=shown, on=days(-3), channel="visit", at=now())
    client = town.client(town.matching)

    for query in ({"area": "勇払"}, {"stage": "visited"}, {"short": "on"}):
        assert names_in(client.get(LIST, query)) == [shown.name]
    assert names_in(client.get(LIST, {"stage": "untouched"})) == ["沼ノ端商店"]
    assert "この条件に合う企業はありません" in text_of(client.get(LIST, {"stage": "hired"}))


def test_leaves_out_columns_in_which_no_company_says_anything(town: Town) -> None:
    company_in(town, industry="D")
    client = town.client(town.matching)

    assert heads_in(client.get(LIST)) == ["名称", "業種", "段階", "最後の接触"]


def heads_in(response: Any) -> list[str]:
    """The heads of the table of companies."""
    return re.findall(r'<th scope="col"[^>]*>([^<]*)', response.content.decode())


def test_pages_through_many_companies_by_key(town: Town) -> None:
    with town.at_work(town.matching):
        Company.objects.bulk_create(
            Company(organisation=town.city, name=f"会社{at:03}", name_key=f"会社{at:03}")
            for at in range(120)
        )
    client = town.client(town.matching)
    seen: list[str] = []
    page: Any = client.get(LIST)
    while True:
        seen += names_in(page)
        if "次へ" not in text_of(page):
            break
        url = page.context["listing"].page.next_url
        page = client.get(url)

    assert seen == [f"会社{at:03}" for at in range(120)]
    back = client.get(page.context["listing"].page.previous_url)
    assert names_in(back) == [f"会社{at:03}" for at in range(50, 100)]
    assert "51–100社目／120社" in text_of(back)


def test_asks_the_database_no_more_for_many_companies(town: Town) -> None:
    company_in(town)
    client = town.client(town.matching)
    few = statements(client, LIST)
    for at in range(20):
        company_in(town, f"会社{at}")

    assert statements(client, LIST) == few
    assert few <= 22


def test_registers_a_company_once_however_often_the_form_comes(town: Town) -> None:
    form = filled_in(name="株式会社 白樺沢土建", corporate_number=f"T{NUMBER}", employees="１２人")
    client = town.client(town.matching)

    first, second = (client.post("/employers/new/", form) for _ in range(2))

    with town.at_work():
        company = Company.objects.get()
    assert first.url == second.url == f"/employers/{company.pk}/"
    assert (company.corporate_number, company.employees) == (NUMBER, 12)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("1999901001136", "法人番号ではありません"),
        ("199990100113", "13けたで入れてください。いまは12けたです。"),
        ("番号不明", "数字だけで入れてください。"),
    ],
)
def test_says_what_is_wrong_with_a_corporate_number(town: Town, number: str, sentence: str) -> None:
    form = filled_in(name="白樺沢土建", corporate_number=number)

    answer = town.client(town.matching).post("/employers/new/", form)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert number in answer.content.decode()
    with town.at_work():
        assert not Company.objects.exists()


def test_asks_about_a_company_that_may_be_registered_already(town: Town) -> None:
    known = company_in(town, phone="0144-00-0101")
    client = town.client(town.matching)
    form = filled_in(name="㈱白樺沢土建", phone="0144(00)0101")

    asked = client.post("/employers/new/", form)

    assert asked.status_code == 422
    assert "名称が同じ 電話番号が同じ" in text_of(asked).replace("　", " ")
    assert f"/employers/{known.pk}/" in asked.content.decode()
    assert client.post("/employers/new/", form | {"is_another": "on"}).status_code == 302
    with town.at_work():
        assert Company.objects.count() == 2


def test_refuses_a_corporate_number_of_another_company(town: Town) -> None:
    company_in(town, corporate_number=NUMBER)
    form = filled_in(name="別会社", corporate_number=NUMBER)

    answer = town.client(town.matching).post("/employers/new/", form)

    assert "「株式会社 白樺沢土建」として登録されています" in text_of(answer)


def test_keeps_what_was_typed_when_somebody_saved_in_between(town: Town) -> None:
    company = company_in(town)
    client = town.client(town.matching)
    url = f"/employers/{company.pk}/correct/"
    form = filled_in(name="白樺沢土建工業", version=company.version)
    client.post(url, filled_in(name="白樺沢土建", phone="0144-00-0101", version=company.version))

    late = client.post(url, form)

    assert late.status_code == 422
    assert "ほかの人が同じ内容を保存しました" in text_of(late)
    assert "白樺沢土建工業" in late.content.decode()
    assert "0144-00-0101" in text_of(late)
    assert again(town, company).name == "白樺沢土建"
    form["version"] = late.context["form"].data["version"]
    assert client.post(url, form).status_code == 302
    assert again(town, company).name == "白樺沢土建工業"


def test_shows_a_company_with_what_happened(town: Town) -> None:
    company = company_in(town, industry="D", note="電話は昼休みに")
    with town.at_work(town.matching) as actor:
        record_visit(
            by=actor, company=company, on=days(-3), channel="visit", at=now(), note="工場を見た。"
        )
        post_opening(by=actor, company=company, title="重機の運転", posted_on=days(-2), at=now())

    page = text_of(town.client(town.counsellor).get(f"/employers/{company.pk}/"))

    for words in ("建設業", "人手不足産業", "工場を見た。", "求人 重機の運転", "電話は昼休みに"):
        assert words in page
    assert "求人 （進行中）" in page
    assert "情報を直す" not in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hands_the_list_over_as_a_file_and_logs_it(town: Town, form: str) -> None:
    company_in(town, industry="D", corporate_number=NUMBER)
    company_in(town, "勇払運輸", industry="H")

    answer = town.client(town.matching).get(f"/employers/export/{form}/", {"industry": "D"})

    if form == "csv":
        rows = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()]
    else:
        sheet: Any = load_workbook(BytesIO(answer.content)).active
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[:5] for row in rows[1:]] == [["株式会社 白樺沢土建", "", NUMBER, "建設業", "該当"]]
    (entry,) = log_of(town, kind=AccessLog.Kind.EXPORT)
    assert (entry.subject, entry.detail["hits"], entry.detail["format"]) == ("company", 1, form)


@pytest.mark.parametrize("path", ["", "correct/"])
def test_knows_no_company_of_another_city(town: Town, path: str) -> None:
    company = company_in(town)
    client = town.client(town.neighbour)

    assert client.get(f"/employers/{company.pk}/{path}").status_code == 404
    assert company.name not in text_of(client.get(LIST))


def test_lets_nobody_in_who_has_no_business_with_companies(town: Town) -> None:
    company = company_in(town)

    contractor, reader = town.client(town.trainer), town.client(town.counsellor)

    assert contractor.get(LIST).status_code == 403
    assert contractor.get(f"/employers/{company.pk}/").status_code == 403
    assert reader.get("/employers/new/").status_code == 403
    assert reader.get("/employers/export/csv/").status_code == 403
    assert reader.post("/employers/new/", filled_in(name="別会社")).status_code == 403
