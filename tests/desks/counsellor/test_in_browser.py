"""The desk in a browser: by keyboard alone, with and without scripts, at both widths."""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bansou.commons.drafts.models import Draft
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from tests.desks.counsellor.test_correcting import conflict
from tests.desks.counsellor.town import Town, days, found_town, signed_in
from tests.plugins.site import Site


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    """A town whose rows the server sees as well; what one test writes the next one finds."""
    return found_town()


@dataclass
class Seat:
    """A page that a member has open, and how often they pressed a key."""

    page: Page
    url: str
    presses: int = 0

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, name: str) -> None:
        """Walk on by Tab until the control of this accessible name has the focus."""
        for _ in range(40):
            self.press("Tab")
            if re.search(name, self.focused()):
                return
        raise AssertionError(f"the Tab key does not lead to {name}")

    def focused(self) -> str:
        """What the focused control is called."""
        return str(
            self.page.evaluate(
                """() => {
                    const it = document.activeElement;
                    const group = it.closest('fieldset')?.querySelector('legend')?.textContent;
                    const label = it.labels?.[0]?.textContent ?? it.textContent;
                    return [group, it.getAttribute('aria-label') ?? label].join(' ').trim();
                }"""
            )
        )


def sign_in(context: BrowserContext, site: Site, member: Membership) -> None:
    """Let a browser be one in which a member has signed in."""
    name = settings.SESSION_COOKIE_NAME
    key = signed_in(member).cookies[name].value
    context.add_cookies([{"name": name, "value": key, "url": site.url}])


@pytest.fixture
def seat(page: Page, site: Site, town: Town) -> Seat:
    """The counsellor at her desk."""
    sign_in(page.context, site, town.counsellor)
    return Seat(page, site.url)


def steps_of(town: Town, case: Case) -> list[Step]:
    with town.at_work():
        return list(Step.objects.filter(case=case).order_by("id"))


NOTE = "フォークリフト講習の申込書を一緒に書いた。検定料が自己負担になることを、もう一度確かめた。"


def record_by_keyboard(seat: Seat) -> None:
    """From the case page to a saved record; only the note's own letters are not counted."""
    seat.press("Tab")
    seat.press("Enter")
    seat.tab_to("相談を記録する")
    seat.press("Enter")
    expect(seat.page.get_by_role("heading", level=1)).to_have_text("相談を記録する")
    seat.tab_to("^相談の内容|^ *相談の内容")
    seat.page.keyboard.type(NOTE)
    seat.tab_to("次の行動")
    seat.type("受講決定を電話で伝える")
    seat.tab_to("期限")
    seat.type(f"{days(6).month}/{days(6).day}")
    seat.tab_to("^記録する$")
    seat.press("Enter")
    seat.page.wait_for_url("**/cases/*/")


@pytest.mark.capability("NAT-19")
def test_records_a_usual_talk_with_forty_key_presses_beside_the_note(
    seat: Seat, town: Town
) -> None:
    case = town.case()
    seat.open(f"/cases/{case.pk}/")

    record_by_keyboard(seat)

    expect(seat.page.get_by_text("記録しました。")).to_be_visible()
    (step,) = steps_of(town, case)
    assert step.note == NOTE
    assert town.again(case).next_action == "受講決定を電話で伝える"
    assert seat.presses <= 40


@pytest.mark.capability("NAT-19")
def test_refuses_a_record_without_its_term_and_keeps_what_was_written(
    seat: Seat, town: Town
) -> None:
    case = town.case()
    seat.open(f"/cases/{case.pk}/record/")
    seat.page.get_by_label("相談の内容").fill(NOTE)
    seat.page.get_by_label("次の行動").fill("電話する")

    seat.page.get_by_role("button", name="記録する").click()

    expect(seat.page.locator("#error-summary")).to_be_focused()
    expect(seat.page.get_by_label("相談の内容")).to_have_value(NOTE)
    assert steps_of(town, case) == []
    seat.page.get_by_role("link", name="期限：").click()
    expect(seat.page.get_by_role("textbox", name="期限")).to_be_focused()


def test_leads_back_to_the_form_after_a_refused_answer(seat: Seat, town: Town) -> None:
    case = town.case()
    seat.open(f"/cases/{case.pk}/next/")
    seat.page.get_by_role("button", name="変える").click()
    expect(seat.page.locator("#error-summary")).to_be_focused()
    seat.page.get_by_label("次の行動").fill("電話する")
    seat.page.get_by_role("textbox", name="期限").fill("12月24日")
    seat.page.get_by_role("button", name="変える").click()
    seat.page.wait_for_url(f"**/cases/{case.pk}/")

    seat.page.go_back()

    expect(seat.page.get_by_label("次の行動")).to_be_visible()


def test_saves_the_draft_by_itself(seat: Seat, town: Town) -> None:
    case = town.case()
    seat.open(f"/cases/{case.pk}/record/")

    seat.page.get_by_label("相談の内容").fill("書いている途中")
    seat.press("Tab")

    expect(seat.page.locator("[data-draft-words]").first).to_contain_text("に下書きを保存しました")
    with town.at_work(town.counsellor):
        (draft,) = Draft.objects.filter(case_id=case.pk)
    assert draft.content["note"] == "書いている途中"


def test_narrows_the_list_without_leaving_the_page(seat: Seat, town: Town) -> None:
    town.case("佐藤 花子", "サトウ ハナコ")
    town.case("鈴木 一郎", "スズキ イチロウ")
    seat.open("/cases/")
    seat.page.evaluate("window.stays = true")

    seat.page.get_by_label("この一覧から探す").fill("さとう")
    seat.page.get_by_role("button", name="絞り込む").click()

    expect(seat.page.get_by_role("rowheader")).to_have_count(1)
    expect(seat.page.get_by_role("heading", level=1)).to_contain_text("1件")
    expect(seat.page.get_by_role("heading", level=1)).to_have_count(1)
    assert seat.page.evaluate("window.stays") is True
    assert "q=" in seat.page.url


def test_works_without_scripts(browser: Browser, site: Site, town: Town) -> None:
    case = town.case("渡邊 花子", "ワタナベ ハナコ")
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, site, town.counsellor)
    page = context.new_page()

    page.goto(f"{site.url}/cases/")
    page.get_by_label("この一覧から探す").fill("わたなべ")
    page.get_by_role("button", name="絞り込む").click()
    page.get_by_role("link", name="渡邊 花子").click()
    page.get_by_role("link", name="相談を記録する").click()
    page.get_by_label("相談の内容").fill(NOTE)
    page.get_by_role("button", name="下書きのまま閉じる").click()
    page.get_by_role("link", name="相談を記録する").click()
    page.get_by_label("次の行動").fill("電話する")
    page.get_by_role("textbox", name="期限").fill(f"{days(6).month}/{days(6).day}")
    page.get_by_role("button", name="記録する", exact=True).click()

    expect(page.get_by_text("記録しました。")).to_be_visible()
    assert [step.note for step in steps_of(town, case)] == [NOTE]
    context.close()


def test_shows_two_texts_and_keeps_both(seat: Seat, town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-1))
    page = seat.page
    conflict(town, talk)
    seat.open(f"/cases/consultations/{talk.step_id}/correct/")
    page.locator("[name=version]").evaluate("field => field.value = 1")
    page.get_by_label("相談の内容").fill("わたしが書いた別の文。")

    page.get_by_role("button", name="直して保存する").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("同じ記録を保存しました")
    expect(page.get_by_role("radio", name="両方を並べて残す").first).to_be_checked()
    page.get_by_role("button", name="この内容で保存する").click()
    expect(page.get_by_text("選ばなかった文も履歴に残っています")).to_be_visible()
