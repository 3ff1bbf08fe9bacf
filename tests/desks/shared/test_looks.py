"""The components in a browser: nothing overflows, everything can be hit, read aloud and reached."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import violations
from tests.desks.shared.specimen import TYPED, Consultation, rendered

type Show = Callable[[str], Page]

_TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.skip'))
  .map(e => {
    const covering = e.closest('.row-title, .bars th') && e.closest('li, tr');
    const ticked = e.matches('[type=radio], [type=checkbox]') && e.closest('label');
    return [e.outerHTML.slice(0, 80), (covering || ticked || e).getBoundingClientRect().height];
  })
  .filter(([, height]) => height < 44)"""


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def specimen(request: pytest.FixtureRequest, page: Page, show: Show) -> Page:
    page.set_viewport_size({"width": request.param, "height": 900})
    return show(rendered(Consultation(TYPED)))


def test_has_no_accessibility_violations(specimen: Page) -> None:
    assert violations(specimen) == []


def test_never_scrolls_sideways(specimen: Page) -> None:
    width = specimen.evaluate("document.documentElement.scrollWidth")

    assert width <= specimen.viewport_size["width"]  # type: ignore[index]


def test_needs_no_sideways_scroll_at_double_zoom(page: Page, show: Show) -> None:
    page.set_viewport_size({"width": 640, "height": 450})

    show(rendered(Consultation(TYPED)))

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_makes_every_control_44_high(specimen: Page) -> None:
    assert specimen.evaluate(_TOO_SMALL) == []


def test_reads_the_summary_of_a_refused_form_first(specimen: Page) -> None:
    expect(specimen.locator("#error-summary")).to_be_focused()

    specimen.get_by_role("link", name="期限：").click()

    expect(specimen.get_by_role("textbox", name="期限")).to_be_focused()


def test_shows_the_focus_with_a_thick_outline(specimen: Page) -> None:
    specimen.keyboard.press("Tab")

    outline = specimen.evaluate("getComputedStyle(document.activeElement).outline")

    assert "4px" in outline


def test_echoes_the_weekday_and_takes_a_pasted_day(specimen: Page) -> None:
    day = specimen.get_by_role("group", name="相談した日")

    specimen.locator("#id_held_on_1").fill("R4.2.28")

    expect(day.get_by_label("月")).to_have_value("2")
    expect(day.get_by_label("日", exact=True)).to_have_value("28")
    expect(day).to_contain_text("（月）")


def test_puts_a_snippet_in_where_the_cursor_stands(specimen: Page) -> None:
    note = specimen.get_by_label("相談の内容")
    note.fill("はじめ。おわり。")
    note.evaluate("e => e.setSelectionRange(4, 4)")

    specimen.get_by_role("button", name="検定料").click()

    expect(note).to_have_value("はじめ。検定料は自己負担です。おわり。")
    expect(note).to_be_focused()


def test_asks_in_a_dialog_and_returns_the_focus(specimen: Page) -> None:
    opener = specimen.get_by_role("link", name="ほかの操作")
    opener.focus()
    specimen.keyboard.press("Enter")

    expect(specimen.get_by_role("dialog")).to_be_visible()
    expect(specimen.get_by_role("button", name="引き継ぐ")).to_be_focused()
    assert violations(specimen) == []

    specimen.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_closes_the_menu_with_escape(specimen: Page) -> None:
    menu = specimen.locator("details[data-menu]:visible > summary")
    menu.click()
    expect(specimen.get_by_role("button", name="ログアウトする")).to_be_visible()

    specimen.keyboard.press("Escape")

    expect(specimen.get_by_role("button", name="ログアウトする")).to_be_hidden()
    expect(menu).to_be_focused()


def test_reads_without_colour_when_the_system_paints(specimen: Page) -> None:
    specimen.emulate_media(forced_colors="active")

    assert violations(specimen) == []
