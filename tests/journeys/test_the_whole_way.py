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
    Tomakomai,
    open_browser,
)

NAME, KANA = "成田 誠", "ナリタ マコト"
SLING = "玉掛け"
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


def test_takes_the_call_and_gives_no_course_before_a_talk(way: Way) -> None:
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


def test_records_the_first_talk(way: Way) -> None:
    page = way.open_at(COUNSELLOR)
    page.goto(f"{way.seen['case']}record/")
    page.get_by_label("相談の内容").fill("建設の現場で長く働きたい。玉掛けの資格を取りたい。")
    page.get_by_label(re.compile("次の行動")).first.fill("玉掛けの講座を申し込む")
    page.locator("[name=next_action_on]").fill("2026/6/5")
    press(page, "記録する")
    said(page, "記録しました")


# (2) A course of three days, one of them made up later


def test_plans_two_runs_of_the_sling_course(way: Way) -> None:
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


def test_applies_and_is_approved_by_the_counsellor(way: Way) -> None:
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


def test_gets_a_seat_and_misses_the_third_day(way: Way) -> None:
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
    press(page, "予定する")


def test_makes_the_day_up_and_is_certified(way: Way) -> None:
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
