"""`bansou sheet`: the latest case sheet as a file, and `bansou indicators` beside it."""

import json
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bansou.commons.access.acting import acting
from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.evidence.indicators.actions import set_target
from bansou.grants.models import CaseSheet
from bansou.programmes.actions import revise_scheme, start_programme
from bansou.schemes.reader import template
from tests.bodies import registered
from tests.desks.manager.office import HIRED, NOON, NUMBERS, Office
from tests.plugins.commands import Cli, Outcome

pytestmark = pytest.mark.django_db


def sheet(cli: Cli, file: Path, *more: str, form: str = "pdf") -> Outcome:
    return cli(
        "sheet", "tomakomai", "--fiscal-year", "2021", "--format", form, "-o", str(file), *more
    )


def text_of(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)


@pytest.mark.capability("TMK-28")
def test_indicators_give_the_three_pairs_with_their_evidence(cli: Cli, office: Office) -> None:
    answer = cli("indicators", "tomakomai", "--fiscal-year", "2021", "--json")

    figures = {it["id"]: it for it in json.loads(answer.out)}
    assert {name: (it["target"], it["value"]) for name, it in figures.items()} == NUMBERS
    assert all(len(it["evidence"]) == it["value"] for it in figures.values())


def test_logs_that_figures_and_sheet_left_the_house(
    cli: Cli, office: Office, tmp_path: Path
) -> None:
    cli("indicators", "tomakomai", "--fiscal-year", "2021", "--json")
    sheet(cli, tmp_path / "sheet.pdf")

    with office.at_work():
        exports = AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT).order_by("at")
        logged = list(exports.values_list("subject", "detail__format", "actor__name"))
    assert logged == [("indicators", "json", "管理用の命令"), ("sheet", "pdf", "管理用の命令")]


@pytest.mark.capability("TMK-01", "TMK-28")
def test_draws_the_sheet_up_where_there_is_none(cli: Cli, office: Office, tmp_path: Path) -> None:
    answer = sheet(cli, tmp_path / "sheet.pdf")

    assert answer.code == 0
    assert "第1号" in answer.out
    text = text_of(tmp_path / "sheet.pdf")
    for said in ("20 【20】", "10 【15】", "5 【7】", "8,500千円"):
        assert said in text


def test_writes_the_same_sheet_again(cli: Cli, office: Office, tmp_path: Path) -> None:
    sheet(cli, tmp_path / "first.pdf")
    with office.at_work():
        _aim_higher(office)

    answer = sheet(cli, tmp_path / "second.pdf")

    assert "第1号" in answer.out
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()


def _aim_higher(office: Office) -> None:
    set_target(
        programme=office.programme,
        indicator=HIRED,
        value=Decimal(30),
        decided_on=office.programme.starts_on,
    )


def test_draws_it_up_anew_when_asked(cli: Cli, office: Office, tmp_path: Path) -> None:
    sheet(cli, tmp_path / "first.pdf")
    with office.at_work():
        _aim_higher(office)

    answer = sheet(cli, tmp_path / "second.pdf", "--redraw")

    assert "第2号" in answer.out
    assert "30 【15】" in text_of(tmp_path / "second.pdf")


class Page(HTMLParser):
    """What a document asks for from elsewhere, and its title, language and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.language = self.language or (named.get("lang") or "")
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "style")]


def test_the_page_needs_nothing_else(cli: Cli, office: Office, tmp_path: Path) -> None:
    answer = sheet(cli, tmp_path / "sheet.html", form="html")

    text = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    page = Page(text)
    assert answer.code == 0
    assert page.asked == []
    assert "url(" not in text
    assert (page.language, page.tags.count("h1"), page.tags.count("style")) == ("ja", 1, 1)
    assert (
        "<title>【下書き】就職氷河期世代就職応援事業【北海道苫小牧市】　令和3年度</title>" in text
    )
    for pair in ("20 【20】", "10 【15】", "5 【7】"):
        assert pair in text


def test_writes_json_with_figures_units_digests_and_the_acts_counted(
    cli: Cli, office: Office, tmp_path: Path
) -> None:
    answer = sheet(cli, tmp_path / "sheet.json", form="json")

    assert answer.code == 0
    data = json.loads((tmp_path / "sheet.json").read_text(encoding="utf-8"))
    assert (data["programme"]["fiscal_year"], data["eligible_yen"]) == (2021, 8_500_000)
    figures = data["indicators"]
    assert {it["id"]: (it["target"], it["value"]) for it in figures} == NUMBERS
    assert [it["unit"] for it in figures] == ["人", "人", "件"]
    for it in figures:
        assert len(it["definition_digest"]) == len(it["evidence"]["digest"]) == 64
        assert it["evidence"]["count"] == len(it["evidence"]["references"]) == it["value"]


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
def test_writes_office_documents_that_are_the_same_again(
    cli: Cli, office: Office, tmp_path: Path, form: str
) -> None:
    first, second = tmp_path / f"first.{form}", tmp_path / f"second.{form}"

    assert sheet(cli, first, form=form).code == 0
    assert sheet(cli, second, form=form).code == 0

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"PK")


def test_refuses_a_text_that_is_too_long(cli: Cli, office: Office, tmp_path: Path) -> None:
    with office.at_work():
        revise_scheme(
            programme=office.programme,
            text=template("tomakomai").replace("求人を開拓する。", "求人を開拓する。" * 99),
            valid_from=office.programme.starts_on,
            at=NOON,
        )

    answer = sheet(cli, tmp_path / "sheet.pdf")

    assert answer.code == 1
    assert "「(4) 受入れ企業の開拓」が、8ポイントでも" in answer.err
    assert not (tmp_path / "sheet.pdf").exists()
    with office.at_work():
        assert not CaseSheet.objects.exists()


def test_says_when_there_is_no_such_programme(cli: Cli, office: Office, tmp_path: Path) -> None:
    answer = cli(
        "sheet", "kobe", "--fiscal-year", "2021", "--format", "pdf", "-o", str(tmp_path / "x.pdf")
    )

    assert answer.code == 1
    assert "令和3年度の事業「kobe」は見つかりません。" in answer.err


def test_says_where_it_cannot_write(cli: Cli, office: Office, tmp_path: Path) -> None:
    answer = sheet(cli, tmp_path / "missing" / "sheet.pdf")

    assert answer.code == 1
    assert "書けません。フォルダーがあるか" in answer.err


def test_asks_which_body_where_several_run_the_scheme(
    cli: Cli, office: Office, tmp_path: Path
) -> None:
    other = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    _start_elsewhere(other)

    answer = sheet(cli, tmp_path / "sheet.pdf")
    named = sheet(cli, tmp_path / "sheet.pdf", "--organisation", "012131")

    assert answer.code == 1
    assert "苫小牧市（012131）" in answer.err
    assert named.code == 0


def _start_elsewhere(body: Organisation) -> None:
    with acting(service_actor("command", body), why="試験") as actor:
        start_programme(
            by=actor,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=2021,
            at=NOON,
        )
