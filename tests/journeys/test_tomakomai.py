"""Tomakomai's year, from the ledger to the printed sheet, as the people who sit at the desks."""

import json
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Role
from bansou.people.cases.models import Case
from bansou.people.referrals.models import Referral
from bansou.programmes.models import Contract
from tests.journeys.conftest import (
    CONTRACTOR,
    COUNSELLOR,
    MANAGER,
    PASSWORD,
    SUPERVISOR,
    SignIn,
    Tomakomai,
    add_member,
    fill_sign_in,
)
from tests.journeys.reading import chart_row, open_year
from tests.plugins.commands import Cli

SUPPORTED = "就職支援数"
PAIRS = {
    SUPPORTED: ("20【20】人", 20),
    "就職者数（非正規雇用含む）": ("10【15】人", 15),
    "取得した資格を有効活用できる人手不足産業（建設業など）への就職者数": ("5【7】件", 7),
}
IDS = {
    "tomakomai.supported": (20, 20),
    "tomakomai.hired": (10, 15),
    "tomakomai.hired_short_with_qualification": (5, 7),
}
#: What the sheet prints of them.
PRINTED = ("20【20】", "10【15】", "5【7】")


def plain(text: str) -> str:
    """Without the spaces and line breaks that a page and a PDF set as they need."""
    return re.sub(r"\s", "", text)


def counted(page: Page) -> Locator:
    """The rows of the records counted, on the page behind a figure."""
    return page.get_by_role("region", name="数えた記録").locator("tbody tr")


def names_on_record(office: Tomakomai) -> set[str]:
    """All people whom the office supports."""
    with office.at_work(SUPERVISOR):
        return set(Case.objects.exclude(person=None).values_list("person__name", flat=True))


def names_referred(office: Tomakomai) -> set[str]:
    """The people whom the office referred to the training centre this year."""
    with office.at_work(SUPERVISOR):
        contracts = Contract.objects.filter(programme=office.this_year)
        return set(
            Referral.objects.filter(contract__in=contracts).values_list(
                "case__person__name", flat=True
            )
        )


# The manager


@pytest.mark.capability("TMK-28")
def test_opens_each_of_the_three_figures_to_exactly_the_acts_counted(
    office: Tomakomai, sign_in: SignIn
) -> None:
    page = sign_in(MANAGER)
    open_year(page, office, 2021)

    for label, (pair, count) in PAIRS.items():
        expect(chart_row(page, label)).to_contain_text(pair)
        chart_row(page, label).get_by_role("link", name=label, exact=True).click()

        expect(page.get_by_role("heading", level=1)).to_have_text(label)
        expect(counted(page)).to_have_count(count)
        for said in ("数え方", "定義の版", "計算した時刻", "分からない割合"):
            expect(page.get_by_role("main")).to_contain_text(said)
        page.go_back()


def test_shows_the_manager_numbers_of_cases_and_nobodys_name(
    office: Tomakomai, sign_in: SignIn
) -> None:
    page = sign_in(MANAGER)
    people = names_on_record(office)

    for indicator in IDS:
        page.goto(office.site.address("manager:indicator", office.of_2021.pk, indicator))
        shown = page.content()
        assert "ケース T3-" in shown
        assert not [name for name in people if name in shown]


@pytest.mark.capability("TMK-01")
def test_draws_up_the_case_sheet_as_page_and_pdf(
    office: Tomakomai, sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in(MANAGER)
    open_year(page, office, 2021)
    page.get_by_role("link", name="事例シートを作る").click()
    page.get_by_role("button", name="事例シートを作る").click()

    sheet = page.get_by_role("article")
    expect(sheet).to_contain_text("20 【20】")
    on_page = plain(sheet.inner_text())
    page.get_by_text("ファイルを受け取る").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    download.value.save_as(tmp_path / "sheet.pdf")
    pdf = PdfReader(tmp_path / "sheet.pdf")

    assert len(pdf.pages) == 1
    on_paper = plain(pdf.pages[0].extract_text())
    for text in (on_page, on_paper):
        assert [pair for pair in PRINTED if pair in text] == list(PRINTED)
        assert "8,500千円" in text


def test_opens_a_figure_of_the_sheet_to_its_frozen_evidence(
    office: Tomakomai, sign_in: SignIn
) -> None:
    page = sign_in(MANAGER)
    open_year(page, office, 2021)
    page.get_by_role("link", name="事例シートを作る").click()
    page.get_by_role("button", name="事例シートを作る").click()

    page.get_by_role("article").get_by_role("link", name="20 【20】").click()

    expect(page.get_by_role("main")).to_contain_text("いま数えても、同じ数です")
    expect(page.locator("table.evidence tbody tr")).to_have_count(20)


# The commands


def test_prints_the_same_figures_with_a_reference_to_each_act(office: Tomakomai, cli: Cli) -> None:
    said = cli("indicators", "tomakomai", "--fiscal-year", "2021", "--json")

    found = {one["id"]: one for one in json.loads(said.out)}
    assert {name: (one["target"], one["value"]) for name, one in found.items()} == IDS
    for name, (_target, value) in IDS.items():
        assert len(set(found[name]["evidence"])) == value


def test_writes_the_sheet_as_html_and_as_pdf(office: Tomakomai, cli: Cli, tmp_path: Path) -> None:
    html, pdf = tmp_path / "sheet.html", tmp_path / "sheet.pdf"
    words = ("sheet", "tomakomai", "--fiscal-year", "2021", "--format")

    done = [cli(*words, "html", "-o", str(html)), cli(*words, "pdf", "-o", str(pdf))]

    assert [one.code for one in done] == [0, 0]
    text = plain(PdfReader(pdf).pages[0].extract_text())
    assert "20 【20】" in html.read_text(encoding="utf-8")
    assert all(pair in text for pair in PRINTED)


# The supervising counsellor


def test_goes_from_a_figure_to_the_name_the_case_and_the_consultation(
    office: Tomakomai, sign_in: SignIn
) -> None:
    page = sign_in(SUPERVISOR)
    page.goto(office.site.address("manager:indicator", office.of_2021.pk, "tomakomai.supported"))
    people = names_on_record(office)

    first = counted(page).first.get_by_role("link")
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_role("link", name=re.compile("^初回面談")).first.click()

    assert name in people
    expect(page.get_by_role("heading", name="相談の内容")).to_be_visible()


# The counsellor


def receive(page: Page, name: str, kana: str) -> None:
    """Take in a new person on the desk, as one's own, for this year's programme."""
    page.get_by_role("navigation").get_by_role("link", name="担当ケース").first.click()
    page.get_by_role("link", name="相談を受け付ける").first.click()
    page.locator("#id_name").fill(name)
    page.locator("#id_kana").fill(kana)
    expect(page.get_by_label("自分が担当する")).to_be_checked()
    page.get_by_role("button", name="受け付ける").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_records_a_consultation_by_keyboard_and_so_moves_the_years_figure(
    office: Tomakomai, sign_in: SignIn
) -> None:
    manager, counsellor = sign_in(MANAGER), sign_in(COUNSELLOR)
    before = supported_this_year(manager, office)
    receive(counsellor, "成田 誠", "ナリタ マコト")

    counsellor.get_by_role("navigation").get_by_role("link", name="今日").first.click()
    row = counsellor.get_by_role("row").filter(has_text="成田 誠")
    number = row.locator("td").first.inner_text()
    row.get_by_role("link").focus()
    counsellor.keyboard.press("Enter")
    record_by_keyboard(counsellor)

    assert supported_this_year(manager, office) == before + 1
    chart_row(manager, SUPPORTED).get_by_role("link", name=SUPPORTED, exact=True).click()
    expect(counted(manager)).to_have_count(before + 1)
    expect(counted(manager).filter(has_text=number)).to_have_count(1)


def record_by_keyboard(page: Page) -> None:
    """From the case to the recorded consultation without touching the mouse."""
    keys = page.keyboard
    page.get_by_role("link", name="相談を記録する").focus()
    keys.press("Enter")
    page.get_by_label("相談の内容").focus()
    keys.type("これまでの仕事を一緒に書き出した。")
    tab_to(page, "next_action")
    keys.type("求人票を一緒に読む")
    tab_to(page, "next_action_on")
    keys.type(next_day())
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="記録しました")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("これまでの仕事を一緒に書き出した。")


def next_day() -> str:
    """Three days on, as somebody writes it in the field of a term."""
    day = local_day(timezone.now()) + timedelta(days=3)
    return f"{day.year}/{day.month}/{day.day}"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"Tab does not reach {name}")


def supported_this_year(page: Page, office: Tomakomai) -> int:
    """The number printed for 就職支援数; before the first record there is none."""
    open_year(page, office, office.this_year.fiscal_year)
    pair = chart_row(page, SUPPORTED).locator(".figure").inner_text()
    actual = re.search(r"【(.+)】", pair)
    assert actual, pair
    return 0 if actual[1] == "―" else int(actual[1])


def test_gives_the_counsellor_no_figures(office: Tomakomai, sign_in: SignIn) -> None:
    page = sign_in(COUNSELLOR)

    answer = page.goto(office.site.address("manager:programme", office.of_2021.pk))

    assert answer
    assert answer.status == 403
    expect(page.get_by_role("main")).not_to_contain_text("20【20】")


# The contractor


@pytest.mark.capability(
    "TMK-03",
    refused_by="tests/desks/counsellor/test_case_list.py::test_refuses_a_contractor_whose_time_is_over",
)
def test_shows_the_contractor_the_referred_person_alone(office: Tomakomai, sign_in: SignIn) -> None:
    counsellor, contractor = sign_in(COUNSELLOR), sign_in(CONTRACTOR)
    receive(counsellor, "大森 隆", "オオモリ タカシ")
    others = counsellor.url
    receive(counsellor, "岩井 文子", "イワイ フミコ")
    refer(counsellor)

    contractor.get_by_role("navigation").get_by_role("link", name="紹介されたケース").first.click()

    shown = contractor.get_by_role("row").filter(has=contractor.get_by_role("link"))
    expect(shown.filter(has_text="岩井 文子")).to_have_count(1)
    referred = names_referred(office)
    expect(shown).to_have_count(len(referred))
    assert "大森 隆" not in referred
    shown.filter(has_text="岩井 文子").get_by_role("link").click()
    expect(contractor.get_by_role("heading", level=1)).to_contain_text("岩井 文子")
    hidden, missing = answer_at(contractor, others), answer_at(contractor, elsewhere(others))
    assert hidden == missing
    assert hidden[0] == 404


def refer(page: Page) -> None:
    """From the case's page to the training centre."""
    page.get_by_role("link", name="紹介する").first.click()
    page.get_by_label(re.compile("訓練センター")).check()
    page.get_by_label("紹介の目的").fill("フォークリフト講習の受講")
    page.get_by_role("button", name="紹介する").click()
    expect(page.get_by_role("status").filter(has_text="に紹介しました")).to_be_visible()


def elsewhere(address: str) -> str:
    """The address of a case that does not exist."""
    return re.sub(r"cases/[^/]+/", f"cases/{uuid4()}/", address)


def answer_at(page: Page, address: str) -> tuple[int, str]:
    """Status and text of an address; the number to quote differs each time and is left out."""
    answer = page.goto(address)
    assert answer
    text = page.get_by_role("main").inner_text()
    return answer.status, re.sub(r"番号\s*\S+", "番号", text)


def test_tells_the_keeper_that_the_contractor_opened_the_case(
    office: Tomakomai, sign_in: SignIn
) -> None:
    counsellor, contractor, manager = sign_in(COUNSELLOR), sign_in(CONTRACTOR), sign_in(MANAGER)
    receive(counsellor, "原 康夫", "ハラ ヤスオ")
    refer(counsellor)

    contractor.goto(counsellor.url)
    manager.get_by_role("navigation").get_by_role("link", name="閲覧履歴").first.click()

    last = manager.get_by_role("row").filter(has_text="村上 健").first
    expect(last).to_contain_text("一般社団法人苫小牧地域職業訓練センター運営協会")
    expect(last).to_contain_text("ケース")
    expect(last).to_contain_text("開いた")


# Somebody new


def test_lets_a_new_member_in_only_with_a_second_step(
    office: Tomakomai, page: Page, cli: Cli
) -> None:
    email = "hara@city.example.jp"
    link = add_member(cli, email, "原田 直", "苫小牧市", Role.COUNSELLOR)
    choose_password(page, office.site.url + link)
    fill_sign_in(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("2段階の確認")
    page.goto(office.site.address("counsellor:cases"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2段階の確認")

    secret = register_app(page)
    page.goto(office.site.url)
    expect(page).to_have_url(office.site.address("counsellor:today"))

    page.context.clear_cookies()
    page.goto(office.site.url)
    fill_sign_in(page, email)
    page.get_by_label("認証コード").fill(code_of(secret, ahead=1))
    page.get_by_role("button", name="ログインする").click()
    expect(page).to_have_url(office.site.address("counsellor:today"))


def choose_password(page: Page, link: str) -> None:
    """Open the link of the command and choose a password; then on to the sign-in page."""
    page.goto(link)
    page.get_by_role("textbox", name=re.compile("^新しいパスワード")).first.fill(PASSWORD)
    page.get_by_role("textbox", name=re.compile("もう一度")).fill(PASSWORD)
    page.get_by_role("button", name="このパスワードにする").click()
    page.get_by_role("link", name="ログインの画面へ").click()


def register_app(page: Page) -> str:
    """Say the password once more and register an authenticator app; return its secret."""
    page.get_by_role("link", name="認証アプリを登録する").click()
    page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    page.get_by_role("button", name="続ける").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_role("textbox", name="アプリに出ている6けたの数字").fill(code_of(secret))
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("link", name="控えました").click()
    return secret


def code_of(secret: str, *, ahead: int = 0) -> str:
    """The code that the app shows now, or so many half-minutes later: each is good once."""
    counter = int(time.time()) // 30 + ahead
    code: Any = format_hotp_value(hotp_value(secret, counter))
    return str(code)
