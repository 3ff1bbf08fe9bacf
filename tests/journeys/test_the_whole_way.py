"""One person's whole way in Tomakomai: from the first call to a job that lasts, and onto the sheet.

Every step is a page that somebody opens on the day on which it happens. What must be refused on
the way is refused where it would have been done.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from bansou.commons.clock import JST
from tests.journeys.conftest import (
    CONTRACTOR,
    COUNSELLOR,
    MANAGER,
    MATCHING,
    SUPERVISOR,
    Tomakomai,
    open_browser,
)
from tests.journeys.reading import chart_row, open_year

NAME, KANA = "成田 誠", "ナリタ マコト"
OTHER = "西 圭子"
SLING = "玉掛け"
COMPANY = "錦岡クレーン工業"
SHORT = "取得した資格を有効活用できる人手不足産業（建設業など）への就職者数"


@dataclass
class Way:
    """The days as they pass, and who sits at which desk."""

    office: Tomakomai
    open_at: Callable[[str], Page]
    clock: Any
    seen: dict[str, str] = field(default_factory=dict)

    def day(self, month: int, day: int, hour: int = 10) -> None:
        """Go on to a day of the year; everybody signs in anew."""
        self.clock.move_to(_moment(month, day, hour))


def _moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=JST)


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[Any]:
    """The office founds everything on the first day of the way."""
    with time_machine.travel(_moment(6, 1, 9)) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def way(office: Tomakomai, clock: Any, browser: Browser) -> Iterator[Way]:
    contexts: list[Any] = []

    def sit_down(email: str) -> Page:
        return open_browser(browser, office, email, contexts)

    yield Way(office, sit_down, clock)
    for context in contexts:
        context.close()


def test_walks_from_the_first_call_to_the_sheet(way: Way) -> None:
    takes_the_call_and_gives_no_course_before_a_talk(way)
    records_the_first_talk(way)
    plans_two_runs_of_the_sling_course(way)
    settles_what_a_day_pays_and_from_which_budget(way)
    applies_and_is_approved_by_the_counsellor(way)
    gets_a_seat_and_misses_the_third_day(way)
    makes_the_day_up_and_is_certified(way)
    shows_the_centre_nobody_who_takes_none_of_its_courses(way)
    claims_the_three_days_that_were_attended_once(way)
    pays_by_a_list_after_two_others_have_looked(way)
    wins_a_construction_company_with_a_place_and_an_opening(way)
    asks_for_a_trial_in_the_persons_own_words(way)
    begins_no_trial_outside_the_insurance(way)
    holds_the_trial_and_hears_both_sides(way)
    lets_nobody_check_their_own_claim(way)
    proposes_the_opening_and_names_nobody_before_the_consent(way)
    introduces_with_the_consent_and_hears_of_the_interview(way)
    counts_the_hire_that_uses_the_qualification(way)
    asks_after_a_month_and_puts_the_year_onto_the_sheet(way)


def said(page: Page, sentence: str) -> None:
    """The page says that it is done."""
    expect(page.get_by_role("status").filter(has_text=sentence)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_day(page: Page, name: str, day: str) -> None:
    """Paste a whole day into the field of its year."""
    page.locator(f"[name={name}_year]").fill(day)


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


# (1) Talking first


def takes_the_call_and_gives_no_course_before_a_talk(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    page.goto(way.office.site.address("counsellor:register"))
    page.locator("#id_name").fill(NAME)
    page.locator("#id_kana").fill(KANA)
    fill_day(page, "birth_on", "昭和55年4月2日")
    press(page, "受け付ける")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    way.seen["case"] = page.url

    page.goto(f"{page.url}training/")
    expect(page.get_by_role("main")).to_contain_text("受講の申込みは、まだできません")
    expect(page.get_by_role("link", name="講座を申し込む")).to_have_count(0)


def records_the_first_talk(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    page.goto(f"{way.seen['case']}record/")
    page.get_by_label("相談の内容").fill("建設の現場で長く働きたい。玉掛けの資格を取りたい。")
    page.get_by_label(re.compile("次の行動")).first.fill("玉掛けの講座を申し込む")
    page.locator("[name=next_action_on]").fill("2026/6/5")
    press(page, "記録する")
    said(page, "記録しました")


# (2) A course of three days, one of them made up later


def plans_two_runs_of_the_sling_course(way: Way) -> None:
    way.day(6, 2)
    page = way.open_at(CONTRACTOR)
    for name, first_on in (("first", "2026/6/8"), ("later", "2026/6/22")):
        page.goto(way.office.site.address("training:plan", way.office.this_year.pk))
        page.get_by_label("講座", exact=True).select_option(label=SLING)
        press(page, "次へ")
        fill_day(page, "first_on", first_on)
        page.get_by_label("始まり").fill("9:00")
        page.get_by_label("終わり").fill("16:00")
        page.get_by_label("会場").fill("地域職業訓練センター")
        page.get_by_label("定員").fill("10")
        press(page, "予定する")
        expect(page.get_by_role("heading", level=1)).to_contain_text(SLING)
        way.seen[name] = page.url


def settles_what_a_day_pays_and_from_which_budget(way: Way) -> None:
    page = way.open_at(MANAGER)
    programme = way.office.this_year.pk
    page.goto(way.office.site.address("manager:scheme_revise", programme))
    text = page.locator("[name=text]").input_value()
    for part, yen in (("training", 3000), ("experience", 4000)):
        price = f"prices = [{{ yen = {yen}, valid_from = 2026-04-01 }}]"
        text = text.replace(f'part = "{part}"', f'part = "{part}"\n{price}', 1)
    page.locator("[name=text]").fill(text)
    press(page, "何が変わるかを確かめる")
    press(page, "この内容で適用する")

    page.goto(way.office.site.address("manager:budget_line", programme))
    page.locator("[name=label]").fill("給付金")
    page.locator("[name=yen]").fill("100,000円")
    press(page, "保存する")
    said(page, "予算の費目を保存しました")


def applies_and_is_approved_by_the_counsellor(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    page.goto(f"{way.seen['case']}training/apply/")
    page.get_by_label("講座", exact=True).select_option(label=SLING)
    press(page, "次へ")
    page.locator("[name=wish_1]").select_option(index=1)
    page.get_by_label("本人の希望").fill("現場で玉掛けの仕事がしたい")
    press(page, "申し込む")
    said(page, "受講を申し込みました")
    follow(page, re.compile("^承認する"))
    press(page, "承認する")
    said(page, "承認しました")


def gets_a_seat_and_misses_the_third_day(way: Way) -> None:
    page = way.open_at(CONTRACTOR)
    page.goto(way.seen["first"])
    follow(page, re.compile("^受講を決める"))
    press(page, "決める")
    way.day(6, 10, 17)
    page = way.open_at(CONTRACTOR)
    for number, mark in ((1, "出席"), (2, "出席"), (3, "欠席")):
        page.goto(f"{way.seen['first']}days/{number}/")
        page.get_by_role("group", name=NAME).get_by_label(mark).check()
        press(page, "出欠を保存する")
    page.goto(way.seen["first"])
    follow(page, NAME)
    way.seen["participant"] = page.url
    expect(page.get_by_role("main")).to_contain_text("3日目の出席がありません")
    expect(page.get_by_role("link", name="修了にする")).to_have_count(0)

    follow(page, "振替を予定する")
    page.get_by_role("radio").first.check()
    press(page, "振替を予定する")


def makes_the_day_up_and_is_certified(way: Way) -> None:
    way.day(6, 24, 17)
    page = way.open_at(CONTRACTOR)
    page.goto(f"{way.seen['later']}days/3/")
    page.get_by_role("group", name=NAME).get_by_label("出席").check()
    press(page, "出欠を保存する")
    page.goto(way.seen["participant"])
    follow(page, "修了にする")
    fill_day(page, "on", "2026/6/24")
    page.get_by_label("修了証・免許証の番号").fill("第12345号")
    page.locator("main form button.primary").click()

    expect(page.get_by_role("main")).to_contain_text("第12345号")
    counsellor = way.open_at(COUNSELLOR)
    counsellor.goto(f"{way.seen['case']}training/")
    expect(counsellor.get_by_role("region", name="保有資格の表")).to_contain_text(SLING)


def shows_the_centre_nobody_who_takes_none_of_its_courses(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    page.goto(way.office.site.address("counsellor:register"))
    page.locator("#id_name").fill(OTHER)
    page.locator("#id_kana").fill("ニシ ケイコ")
    fill_day(page, "birth_on", "昭和53年9月1日")
    press(page, "受け付ける")
    expect(page.get_by_role("heading", level=1)).to_contain_text(OTHER)

    centre = way.open_at(CONTRACTOR)
    for address in (page.url, f"{page.url}training/", f"{page.url}benefits/"):
        answer = centre.goto(address)
        assert answer
        assert answer.status == 404
        expect(centre.get_by_role("main")).to_contain_text("お探しのページは見つかりません")
        expect(centre.get_by_role("main")).not_to_contain_text(OTHER)
    centre.goto(way.office.site.address("counsellor:cases"))
    expect(centre.get_by_role("main")).not_to_contain_text(OTHER)


# What was written while helping is what is paid


def claims_the_three_days_that_were_attended_once(way: Way) -> None:
    way.day(6, 25)
    page, late = way.open_at(COUNSELLOR), way.open_at(SUPERVISOR)
    tick_days(late, way, "受講の給付金", 3)
    claim_days(page, way, "受講の給付金", 3)
    expect(page.get_by_role("main")).to_contain_text("9,000円")
    claimed = page.get_by_role("main").inner_text().count("9,000円")

    press(late, "請求する")
    expect(late.get_by_role("main")).to_contain_text("請求できる日がありません")
    page.goto(page.url)
    assert page.get_by_role("main").inner_text().count("9,000円") == claimed


def claim_days(page: Page, way: Way, benefit: str, days: int) -> None:
    """Claim all attended days of a benefit that nobody has claimed."""
    tick_days(page, way, benefit, days)
    press(page, "請求する")
    said(page, "請求を作りました")


def tick_days(page: Page, way: Way, benefit: str, days: int) -> None:
    """Open a claim and choose all days that are offered, without sending it."""
    page.goto(f"{way.seen['case']}benefits/claim/")
    page.get_by_label("給付", exact=True).select_option(index=0 if "受講" in benefit else 1)
    press(page, "次へ")
    way.seen["training"] = page.url.rpartition("=")[2]
    expect(page.get_by_role("heading", level=1)).to_contain_text(benefit)
    ticks = page.get_by_role("checkbox")
    expect(ticks).to_have_count(days)
    for tick in ticks.all():
        tick.check()


def pays_by_a_list_after_two_others_have_looked(way: Way) -> None:
    supervisor = way.open_at(SUPERVISOR)
    claim = open_claim(supervisor, way)
    supervisor.goto(f"{claim}check/")
    press(supervisor, "確認した")
    said(supervisor, "確認しました")

    manager = way.open_at(MANAGER)
    manager.goto(f"{claim}approve/")
    press(manager, "決定する")
    said(manager, "支給を決定しました")
    manager.goto(way.office.site.address("manager:payment_make", way.office.this_year.pk))
    expect(manager.get_by_role("main")).to_contain_text("口座")
    expect(manager.get_by_role("checkbox")).to_have_count(0)
    for address, own in ((f"{claim}account/", False), (_paying(way), True)):
        manager.goto(address)
        fill_account(manager, own=own)
    manager.goto(way.office.site.address("manager:payment_make", way.office.this_year.pk))
    fill_coming_day(manager, "pay_on", "2026/7/1")
    manager.locator("main form button.primary").click()
    said(manager, "支払リストを作りました")
    expect(manager.get_by_role("main")).to_contain_text("9,000円")


def open_claim(page: Page, way: Way) -> str:
    """From the list of claims to the one that waits to be checked."""
    page.goto(way.office.site.address("manager:claims", way.office.this_year.pk))
    page.locator("main a[href*='/claims/']").first.click()
    return page.url


def _paying(way: Way) -> str:
    return way.office.site.address("manager:paying_account", way.office.this_year.pk)


def fill_account(page: Page, *, own: bool) -> None:
    """Register an account as it stands in the bank book."""
    for name, value in (("bank_code", "1234"), ("branch_code", "001"), ("number", "0012345")):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=holder]").fill("トマコマイシ" if own else "ナリタ マコト")
    page.locator("[name=bank]").fill("トマコマイ")
    page.locator("[name=branch]").fill("ホンテン")
    if own:
        page.locator("[name=consignor_code]").fill("0123456789")
    press(page, "口座を登録する")


def fill_coming_day(page: Page, name: str, day: str) -> None:
    """A term is one field."""
    page.locator(f"[name={name}]").fill(day)


# (4) A company that hesitates no longer, and (3) a trial there


def wins_a_construction_company_with_a_place_and_an_opening(way: Way) -> None:
    way.day(6, 29)
    page = way.open_at(MATCHING)
    page.goto(way.office.site.address("matching:register"))
    page.get_by_label("名称").fill(COMPANY)
    page.get_by_label("業種").select_option("D")
    press(page, "登録する")
    expect(page.get_by_role("heading", level=1)).to_contain_text(COMPANY)
    way.seen["company"] = page.url

    page.goto(f"{way.seen['company']}hosts/new/")
    page.locator("[name=title]").fill("足場と鋼材の積みおろし")
    page.get_by_label("体験を受け入れる").check()
    page.locator("[name=tutor]").fill("高橋 健")
    fill_day(page, "offered_on", "2026/6/29")
    press(page, "登録する")

    page.goto(f"{way.seen['company']}openings/new/")
    page.locator("[name=title]").fill("玉掛けの作業員")
    page.locator("[name=employment_type]").select_option(label="正規")
    page.locator("[name=licences][value=sling_work]").check()
    fill_day(page, "posted_on", "2026/6/29")
    press(page, "登録する")
    page.goto(way.seen["company"])
    expect(page.get_by_role("main")).to_contain_text("玉掛けの作業員")


def asks_for_a_trial_in_the_persons_own_words(way: Way) -> None:
    way.day(6, 30)
    page = way.open_at(COUNSELLOR)
    page.goto(f"{way.seen['case']}experience/request/")
    page.get_by_role("radio", name="体験").check()
    page.locator("[name=wishes]").fill("資格を使って、外で体を動かしてみたい")
    page.locator("[name=goal]").fill("1日の仕事が続けられるかを確かめる")
    page.get_by_label("受入先").select_option(label=f"{COMPANY}　足場と鋼材の積みおろし")
    press(page, "申し込む")
    page.goto(f"{way.seen['case']}experience/")
    follow(page, "開く")
    way.seen["trial"] = page.url

    officer = way.open_at(MATCHING)
    officer.goto(f"{way.seen['trial']}arrange/")
    fill_day(officer, "first_on", "2026/7/6")
    fill_day(officer, "last_on", "2026/7/8")
    officer.get_by_label("始まり").fill("9:00")
    officer.get_by_label("終わり").fill("16:00")
    officer.get_by_label("休憩（分）").fill("60")
    press(officer, "決める")
    said(officer, "日程を決めました")


def begins_no_trial_outside_the_insurance(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    for party, name in (("person", NAME), ("host", "高橋 健")):
        confirm(page, way, party, name)
        said(page, "確認を記録しました")
    confirm(page, way, "office", "本間 里美")
    expect(page.get_by_role("alert")).to_contain_text("保険")

    manager = way.open_at(MANAGER)
    manager.goto(way.office.site.address("experience:policy_add"))
    manager.get_by_label("保険会社").fill("北海保険株式会社")
    manager.get_by_label("証券番号").fill("IN-0001")
    press(manager, "登録する")
    manager.goto(way.office.site.address("experience:insurance"))
    follow(manager, re.compile("^名簿に入れる"))
    press(manager, "名簿に入れる")
    said(manager, "名簿に入れました")

    confirm(page, way, "office", "本間 里美")
    said(page, "確認を記録しました")


def confirm(page: Page, way: Way, party: str, name: str) -> None:
    """Record that one of the three confirmed the terms today."""
    page.goto(f"{way.seen['trial']}confirm/{party}/")
    page.get_by_label("確認した人").fill(name)
    fill_day(page, "on", "2026/6/30")
    press(page, "記録する")


def holds_the_trial_and_hears_both_sides(way: Way) -> None:
    way.day(7, 8, 17)
    page = way.open_at(COUNSELLOR)
    for _ in range(3):
        page.goto(way.seen["trial"])
        follow(page, re.compile("^出欠を付ける"))
        page.get_by_role("radio", name="出席").check()
        press(page, "保存する")
    for side in ("person", "host"):
        page.goto(f"{way.seen['trial']}evaluations/{side}/")
        for group in page.get_by_role("group").all():
            if group.get_by_role("radio", name="とてもそう思う").count():
                group.get_by_role("radio", name="とてもそう思う").check()
        press(page, "記録する")
        said(page, "評価を記録しました")
    page.goto(f"{way.seen['trial']}end/")
    page.get_by_role("radio").first.check()
    press(page, "終わりにする")
    said(page, "終わりにしました")
    page.goto(way.seen["case"])
    expect(page.get_by_role("main")).to_contain_text("評価")


def lets_nobody_check_their_own_claim(way: Way) -> None:
    page = way.open_at(SUPERVISOR)
    claim_days(page, way, "職場体験の給付金", 3)
    page.goto(f"{open_claim(page, way)}check/")
    press(page, "確認した")
    expect(page.get_by_role("main")).to_contain_text("ほかの人")
    expect(page.get_by_role("status")).to_have_count(0)


# Into work: from a proposal without a name to the day of the hire


def proposes_the_opening_and_names_nobody_before_the_consent(way: Way) -> None:
    way.day(7, 13)
    page = way.open_at(COUNSELLOR)
    case = way.seen["case"].rstrip("/").rpartition("/")[2]
    page.goto(way.office.site.address("proposals:wishes", case))
    page.locator("[name=words]").fill("取った資格をいかして、同じ所で長く働きたい")
    page.get_by_role("radio", name="「受講と資格」にあるもので全部").check()
    page.locator("main form button.primary").click()
    page.goto(f"{way.office.site.address('proposals:board')}?case={case}")
    page.locator("section").filter(has_text="企業・求人").get_by_role(
        "link", name=re.compile(COMPANY)
    ).first.click()
    press(page, "本人に提案する")
    said(page, "本人に提案しました")
    way.seen["proposal"] = page.url

    page.goto(f"{way.seen['proposal']}answer/")
    page.get_by_role("radio", name="行ってみたい").check()
    press(page, "記録する")
    officer = way.open_at(MATCHING)
    officer.goto(f"{way.seen['proposal']}ask/")
    press(officer, "聞いたことを記録する")
    officer.goto(f"{way.seen['proposal']}profile/")
    expect(officer.get_by_role("main")).not_to_contain_text(NAME)
    officer.goto(f"{way.seen['proposal']}company/")
    officer.get_by_role("radio", name="会ってみたい").check()
    press(officer, "記録する")
    expect(officer.get_by_role("main")).to_contain_text("紹介には、本人の同意がいります")
    expect(officer.get_by_role("link", name="企業に紹介する")).to_have_count(0)


def introduces_with_the_consent_and_hears_of_the_interview(way: Way) -> None:
    way.day(7, 14)
    page = way.open_at(COUNSELLOR)
    page.goto(f"{way.seen['proposal']}consent/")
    press(page, "同意を記録する")
    officer = way.open_at(MATCHING)
    officer.goto(f"{way.seen['proposal']}introduce/")
    fill_day(officer, "interview_on", "2026/7/17")
    press(officer, "紹介する")
    expect(officer.get_by_role("main")).to_contain_text("企業に氏名を伝えています")

    way.day(7, 21)
    officer = way.open_at(MATCHING)
    officer.goto(f"{way.seen['proposal']}result/")
    officer.get_by_role("radio", name="採用", exact=True).check()
    press(officer, "記録する")
    said(officer, "面接の結果を記録しました")


def counts_the_hire_that_uses_the_qualification(way: Way) -> None:
    way.day(8, 3)
    manager = way.open_at(MANAGER)
    assert actual_of(manager, way, SHORT) == 0

    page = way.open_at(COUNSELLOR)
    page.goto(way.seen["proposal"])
    follow(page, "就職を記録する")
    expect(page.locator("[name=employer_name]")).to_have_value(COMPANY)
    fill_day(page, "hired_on", "2026/8/3")
    page.get_by_role("radio", name="正規", exact=True).check()
    page.locator("[name=industry]").select_option("D")
    page.get_by_role("radio", name=re.compile(SLING)).check()
    page.get_by_role("radio", name="企業報告").check()
    press(page, "記録する")
    said(page, "就職")

    manager = way.open_at(MANAGER)
    assert actual_of(manager, way, SHORT) == 1


def actual_of(page: Page, way: Way, label: str) -> int:
    """The number printed for an indicator of the year; before the first record there is none."""
    open_year(page, way.office, way.office.this_year.fiscal_year)
    actual = re.search(r"【(.+)】", chart_row(page, label).locator(".figure").inner_text())
    assert actual
    return 0 if actual[1] == "―" else int(actual[1])


# A job that lasts, and the sheet


def asks_after_a_month_and_puts_the_year_onto_the_sheet(way: Way) -> None:
    way.day(9, 3)
    page = way.open_at(COUNSELLOR)
    page.goto(way.seen["case"])
    follow(page, re.compile(f"^就職.*{COMPANY}"))
    page.get_by_role("button", name=re.compile("働き続けている.*1か月")).click()
    said(page, "就職後1か月の確認を記録しました")

    manager = way.open_at(MANAGER)
    open_year(manager, way.office, way.office.this_year.fiscal_year)
    manager.get_by_role("link", name="事例シートを作る").click()
    press(manager, "事例シートを作る")
    expect(manager.get_by_role("article")).to_contain_text("【1】")
