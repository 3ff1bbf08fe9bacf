"""The letters that a sheet's text still takes follow what is typed, without asking the server."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.pages import Shown


def test_the_room_left_follows_what_is_typed(visitors: Visitors) -> None:
    with visitors.visit(Shown("manager:sheet_reword", "manager", {"key": "sheet"}), 1280) as visit:
        text = visit.page.locator("#id_box_0_text")
        told = visit.page.locator("#id_box_0_text_helptext [data-room-left]")
        left = int(told.inner_text())

        text.press("End")
        text.press_sequentially("相談を重ねる")
        expect(told).to_have_text(str(left - 6))

        text.fill("あ" * 900)
        expect(told).to_have_text("0")
