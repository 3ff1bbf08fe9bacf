"""The tablet at the door takes somebody in who presses their nickname, and says how they feel."""

from playwright.sync_api import expect

from bansou.commons.access.acting import acting
from bansou.desks.management.demo_kobe import IBASHO_STAFF, seat_of
from bansou.support.ibasho.models import IbashoVisit
from tests.browser.conftest import Visitors


def moods(nickname: str) -> list[str]:
    with acting(seat_of(IBASHO_STAFF[1]), why="試験"):
        rows = IbashoVisit.objects.filter(guest__nickname=nickname)
        return list(rows.values_list("mood", flat=True))


def test_takes_in_who_presses_a_button_without_a_sign_in(visitors: Visitors) -> None:
    secret = visitors.town.keys["tablet"]
    page = visitors.new_context().new_page()
    page.goto(visitors.site.address("ibasho:door", secret))

    page.get_by_label("よばれたい名前").fill("みどり")
    page.get_by_role("button", name="はじめて来ました").click()
    expect(page.get_by_role("heading", name="みどりさん、来てくれてありがとう")).to_be_visible()
    page.get_by_role("button", name="ふつう").click()
    expect(page.get_by_role("heading", name="ありがとうございます")).to_be_visible()
    page.get_by_role("link", name="この画面をとじる").click()
    page.get_by_role("button", name="ソラ").click()

    expect(page.get_by_role("heading", name="ソラさん、来てくれてありがとう")).to_be_visible()
    assert moods("みどり") == ["calm"]
    page.context.close()
