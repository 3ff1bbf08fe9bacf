"""Kobe, Kitakyushu and Kanagawa, in the browser: from the ledger handed in to the printed sheet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from bansou.commons.access.acting import acting
from bansou.commons.jobs.declaring import Job
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import open_demo_account
from bansou.commons.organisations.models import Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.import_jobs import check_ledger, take_ledger_in
from examples.bodies import kanagawa, kitakyushu, kobe
from examples.bodies.book import Body
from tests.bodies import somebody_acts
from tests.journeys.conftest import PASSWORD, fill_sign_in
from tests.plugins.commands import Cli
from tests.plugins.site import Site

EXAMPLES = Path(__file__).parents[2] / "examples"
#: The ledger, the body, and what its programme and its sheet print.
SCHEMES = {
    "kobe": ("kobe/ledger-2021.xlsx", kobe.BODY, ["24【55】", "60【54】"], "13,600千円"),
    "kitakyushu": (
        "kitakyushu/ledger-2021.xlsx",
        kitakyushu.BODY,
        ["75【82】", "50【82】", "50【503】"],
        "43,441千円",
    ),
    "kanagawa": (
        "kanagawa/ledger-2021-kanagawa.xlsx",
        kanagawa.BODIES["kanagawa"],
        ["280【22】", "560【309】", "150【105】"],
        "71,200千円",
    ),
}
JOBS: dict[str, Job] = {"checking": check_ledger, "importing": take_ledger_in}


def manager_of(body: Body) -> str:
    """The address of the body's manager; its ledger names one, or we do."""
    named = [email for _name, email, role in body.staff if role == "事業担当者"]
    return named[0] if named else "tanto@city.example.jp"


@pytest.fixture(scope="module")
def offices(site: Site, cli: Cli) -> Site:
    """The three bodies on their first day: registered, with their staff, and nothing else."""
    for _ledger, body, _pairs, _cost in SCHEMES.values():
        kind = "prefecture" if body.lg_code == "140007" else "designated_city"
        said = cli(
            *("add_organisation", "--kind", kind, "--name", body.name),
            *("--lg-code", body.lg_code),
        )
        assert said.code == 0, said.err
        staff = [*body.staff]
        if manager_of(body) not in [email for _name, email, _role in staff]:
            staff.append(("担当 太郎", manager_of(body), "事業担当者"))
        for name, email, label in staff:
            role = next(role for role in Role if role.label == label)
            cli(
                *("add_member", "--organisation", body.lg_code, "--email", email),
                *("--name", name, "--role", role.value, "--from", "2021-03-01"),
            )
        with somebody_acts():
            open_demo_account(user=User.objects.get(email=manager_of(body)), password=PASSWORD)
    return site


@pytest.fixture
def page(browser: Browser, offices: Site) -> Iterator[Page]:
    context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.goto(offices.url)
    yield opened
    context.close()


def work(body: Body) -> None:
    """Do what waits in the queue for the body's latest import."""
    city = Organisation.objects.get(lg_code=body.lg_code)
    with acting(service_actor("test", city), why="試験"):
        record = LedgerImport.objects.order_by("-handed_in_at")[0]
    JOBS[record.state].run(
        asked_by=str(record.handed_in_by_id), organisation=str(city.pk), record=str(record.pk)
    )


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_from_the_upload_to_the_acts_and_the_printed_sheet(
    page: Page, scheme_id: str, tmp_path: Path
) -> None:
    ledger, body, pairs, cost = SCHEMES[scheme_id]
    fill_sign_in(page, manager_of(body))

    page.get_by_role("navigation").get_by_role("link", name="台帳の取込み").first.click()
    page.get_by_role("link", name="台帳を渡す").click()
    page.get_by_label("台帳のファイル").set_input_files(EXAMPLES / ledger)
    page.get_by_label("どの事業の台帳ですか").select_option(f"new:{scheme_id}")
    page.get_by_role("button", name="次へ（列を合わせる）").click()
    page.get_by_role("button", name="この対応で確かめる").click()
    expect(page.get_by_role("main")).to_contain_text("順番を待っています")
    work(body)
    page.reload()
    page.get_by_role("button", name="取り込む", exact=True).click()
    work(body)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("取り込みました")

    page.get_by_role("main").get_by_role("link", name="事業の状況へ").click()
    shown = plain(page.get_by_role("main").inner_text())
    assert [pair for pair in pairs if pair in shown] == pairs
    page.get_by_role("region", name=re.compile("^指標.目標")).get_by_role("link").first.click()
    number = int(re.findall(r"【(\d+)】", pairs[0])[0])
    counted = page.get_by_role("region", name="数えた記録").locator("tbody tr")
    expect(counted).to_have_count(min(number, 50) if counted.count() < number else number)

    page.go_back()
    page.get_by_role("link", name="事例シートを作る").first.click()
    page.get_by_role("button", name="事例シートを作る").click()
    page.get_by_text("ファイルを受け取る").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    download.value.save_as(tmp_path / "sheet.pdf")
    paper = plain(PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text())
    assert [pair for pair in pairs if pair in paper] == pairs
    assert cost in paper
