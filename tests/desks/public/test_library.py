"""The library with the sheets of the four schemes, as the demo publishes them: found, and taken home."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pptx import Presentation
from pypdf import PdfReader

from bansou.commons.organisations.models import Organisation
from bansou.desks.management.demo_library import fill_library
from bansou.desks.shared.sheet_files import FORMATS
from bansou.grants.casebook.models import PublishedSheet
from tests.bodies import registered
from tests.desks.manager.reading import found, texts
from tests.plugins.commands import Cli
from tests.plugins.ledgers import CENTRE

#: What the source prints of each case: cost, targets with results, units.
PRINTED: dict[str, tuple[str, list[str], list[str]]] = {
    "tomakomai": ("8,500千円", ["20【20】", "10【15】", "5【7】"], ["人", "人", "件"]),
    "kanagawa": ("167,180千円", ["280【68】", "560【833】", "150【273】"], ["人", "人", "社"]),
    "kobe": ("13,600千円", ["24【55】", "60【54】"], ["人", "人"]),
    "kitakyushu": (
        "43,441千円",
        ["75【82】", "50【82】", "50【503】"],
        ["人", "企業数", "企業数"],
    ),
}
BODIES = {
    "tomakomai": "北海道苫小牧市",
    "kanagawa": "神奈川県・横浜市・川崎市・相模原市・藤沢市",
    "kobe": "神戸市",
    "kitakyushu": "北九州市",
}


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        registered(CENTRE, Organisation.Kind.CONTRACTOR)
        fill_library()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def library(filled: None, db: None) -> None:
    """All four are published."""


def bodies(client: Client, **asked: str) -> set[str]:
    """Whose cases are found."""
    answer = client.get(reverse("public:library"), asked)
    said = texts(answer, ".case-found .quiet")
    return {name for name, body in BODIES.items() if any(body in line for line in said)}


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.capability("NAT-06")
@pytest.mark.parametrize(
    ("word", "cases"),
    [
        ("居場所", {"kobe"}),
        ("資格取得", {"tomakomai", "kitakyushu"}),
        ("合同就職面接会", {"kanagawa"}),
        ("居場所 資格取得", set()),
    ],
)
def test_finds_the_published_cases_by_what_they_say(
    client: Client, library: None, word: str, cases: set[str]
) -> None:
    assert bodies(client) == set(BODIES)
    assert bodies(client, q=word) == cases


@pytest.mark.capability("NAT-06")
@pytest.mark.parametrize(
    ("asked", "cases"),
    [
        ({"menu": "diverse_work.ibasho"}, {"kobe"}),
        ({"menu": "reinforcement.staff"}, {"kobe", "kitakyushu"}),
        ({"group": "withdrawn"}, {"kobe"}),
        ({"group": "employers"}, {"kitakyushu"}),
        ({"band": "town"}, {"tomakomai"}),
        ({"band": "large"}, {"kanagawa", "kobe", "kitakyushu"}),
        ({"band": "large", "cost": "under_100m"}, {"kitakyushu"}),
        ({"cost": "under_10m"}, {"tomakomai"}),
        ({"cost": "under_30m"}, {"kobe"}),
        ({"cost": "over_100m"}, {"kanagawa"}),
        ({"missed": "on"}, {"kanagawa", "kobe"}),
        ({"missed": "on", "prefecture": "28"}, {"kobe"}),
    ],
)
def test_narrows_by_menu_people_cost_group_and_what_was_missed(
    client: Client, library: None, asked: dict[str, str], cases: set[str]
) -> None:
    assert bodies(client, **asked) == cases


def written(cli: Cli, folder: Path, name: str, form: str) -> bytes:
    """The file that `bansou sheet` writes for a scheme."""
    file = folder / f"{name}.{form}"
    said = cli("sheet", name, *("--fiscal-year", "2021", "--format", form, "-o", str(file)))
    assert said.code == 0, said.err
    assert "下書き" not in said.out
    return file.read_bytes()


def slide_texts(content: bytes) -> str:
    """All text of a slide: boxes, the drawn flow, and the table."""

    def of(shapes: Any) -> Iterator[str]:
        for shape in shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if getattr(shape, "has_table", False):
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if hasattr(shape, "shapes"):
                yield from of(shape.shapes)

    return "".join(of(Presentation(BytesIO(content)).slides[0].shapes))


def named(content: bytes) -> dict[str, Any]:
    """The values of a workbook's named cells."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        name: book[sheet][cell].value
        for name, it in book.defined_names.items()
        for sheet, cell in it.destinations
    }


@pytest.mark.capability("NAT-38", "X-04")
@pytest.mark.parametrize("name", PRINTED)
def test_a_sheet_of_each_case_says_every_number_in_every_format(
    cli: Cli, library: None, tmp_path: Path, name: str
) -> None:
    cost, pairs, units = PRINTED[name]
    files = {form: written(cli, tmp_path, name, form) for form in FORMATS}

    page = PdfReader(BytesIO(files["pdf"])).pages[0]
    width, height = (round(float(side)) for side in page.mediabox[2:])
    assert (width, height) == (842, 595)
    for said in (page.extract_text(), slide_texts(files["pptx"]), files["html"].decode()):
        assert cost in plain(said)
        assert [pair for pair in pairs if pair in plain(said)] == pairs
        for block in (
            "事業概要",
            "交付金対象事業費",
            "令和3年度KPI",
            "支援の流れ",
            "着目したポイント",
        ):
            assert block in plain(said)
    values = named(files["xlsx"])
    targets = [(values[f"KPI{n}_目標"], values[f"KPI{n}_実績"]) for n in range(1, len(pairs) + 1)]
    assert [f"{target}【{actual}】" for target, actual in targets] == pairs
    assert f"{values['事業費'] // 1000:,}千円" == cost
    exchange = json.loads(files["json"])
    assert [it["unit"] for it in exchange["indicators"]] == units
    assert exchange["eligible_yen"] == values["事業費"]


@pytest.mark.capability("KOB-01")
def test_kobes_cost_is_printed_in_thousands(client: Client, library: None) -> None:
    answer = client.get(reverse("public:library"), {"prefecture": "28"})

    assert "事業費 13,600千円" in "".join(texts(answer, ".case-found .quiet"))
    assert PublishedSheet.objects.get(body="神戸市").content["eligible_yen"] == 13_600_000


@pytest.mark.capability("KKY-01", "KKY-28")
def test_kitakyushus_cost_and_numbers_are_those_of_the_source(
    client: Client, library: None
) -> None:
    answer = client.get(reverse("public:library"), {"prefecture": "40"})

    said = "".join(texts(answer, ".case-found"))
    assert "事業費 43,441千円" in said
    assert [texts(answer, ".case-found dd")] == [
        ["75【82】人", "50【82】企業数", "50【503】企業数"]
    ]
    kept = PublishedSheet.objects.get(body="北九州市").content["exchange"]
    assert [(it["target"], it["value"]) for it in kept["indicators"]] == [
        (75, 82),
        (50, 82),
        (50, 503),
    ]


def test_says_of_a_joint_project_that_its_cost_is_the_sum(client: Client, library: None) -> None:
    one = PublishedSheet.objects.get(prefecture="14")

    answer = client.get(reverse("public:sheet", args=[one.pk]))

    assert texts(answer, ".case-sheet-cost dt") == ["交付金対象事業費（合計）"]
    assert "5団体の台帳の記録を合わせて算出" in texts(answer, ".case-sheet-foot p")[0]
    assert found(answer, ".case-sheet-kpi")
