"""Every page, as the person who opens it, on a phone and on a desk."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit, Visitors
from tests.browser.pages import PAGES
from tests.plugins.markup import Nu

PHONE, DESK, ZOOMED = 390, 1280, 640
STYLES = Path(__file__).parents[2] / "src" / "bansou" / "desks" / "static" / "bansou" / "css"

_ON_SCREEN_ONLY = "nav, button, .skip, .search, .menu, header.head, [data-draft-state]"

type PlainBrowser = Callable[[str], Page]


@pytest.fixture(scope="module", params=PAGES, ids=lambda shown: shown.id)
def visit(request: pytest.FixtureRequest, visitors: Visitors) -> Iterator[Visit]:
    """A page, opened on a phone and left open; the tests of one visit share it."""
    with visitors.visit(request.param, PHONE) as visit:
        yield visit


@pytest.fixture(params=[PHONE, DESK])
def seen(request: pytest.FixtureRequest, visit: Visit) -> Visit:
    """The page at one width; its styles know of no other difference between a phone and a desk."""
    visit.resize(request.param)
    return visit


def test_has_no_accessibility_violations(seen: Visit) -> None:
    assert looking.violations(seen.page) == []


def test_finds_a_field_without_a_name(page: Page) -> None:
    page.set_content("<!doctype html><title>x</title><main><h1>x</h1><input></main>")

    assert [fault for fault in looking.violations(page) if fault.startswith("label: ")]


def test_never_scrolls_sideways(visit: Visit) -> None:
    widths = (PHONE, ZOOMED, DESK)

    assert [fault for width in widths for fault in looking.sideways(visit.page, width)] == []


def test_makes_every_control_44_high(seen: Visit) -> None:
    assert looking.too_small(seen.page) == []


def test_gives_the_browser_nothing_to_complain_of(visit: Visit) -> None:
    assert visit.complaints == []


def test_has_one_title_and_headings_in_order(visit: Visit) -> None:
    levels = looking.headings(visit.page)

    assert levels[:1].count(1) == levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert re.fullmatch(r"\S.* – 伴走", visit.page.title())


def test_skips_to_the_content_first(visit: Visit) -> None:
    first = visit.page.locator("a[href], button, input:not([type=hidden]), summary").first

    first.focus()
    expect(first).to_have_text("本文へ")
    expect(first).to_be_in_viewport()
    first.press("Enter")

    expect(visit.page.locator("main")).to_be_focused()


def test_shows_the_focus_wherever_tab_leads(seen: Visit) -> None:
    assert looking.lost_focus(seen.page) == []


def test_prints_without_what_only_a_screen_can_use(visit: Visit) -> None:
    visit.page.emulate_media(media="print")

    shown = [one for one in visit.page.locator(_ON_SCREEN_ONLY).all() if one.is_visible()]

    visit.page.emulate_media(media="screen")
    assert [one.evaluate("one => one.outerHTML.slice(0, 100)") for one in shown] == []


def test_says_the_same_without_javascript(visit: Visit, plain: PlainBrowser) -> None:
    visit.resize(DESK)
    scripted = looking.lines_of(visit.page)
    page = plain(visit.shown.by)
    page.goto(visit.address)
    if visit.shown.act:
        with page.expect_navigation():
            visit.shown.act(page)

    assert scripted - looking.lines_of(page) == set()


@pytest.fixture(scope="module")
def plain(visitors: Visitors) -> Iterator[PlainBrowser]:
    """Open a page as somebody whose browser runs no scripts."""
    pages: dict[str, Page] = {}

    def page_of(who: str) -> Page:
        if who not in pages:
            state = visitors.context(who).storage_state()
            context = visitors.new_context(storage_state=state, java_script_enabled=False)
            pages[who] = context.new_page()
        return pages[who]

    yield page_of
    for page in pages.values():
        page.context.close()


def test_is_markup_that_the_checker_has_nothing_to_say_of(nu: Nu, visit: Visit) -> None:
    assert nu(visit.html) == []


def test_has_stylesheets_that_the_checker_has_nothing_to_say_of(nu: Nu) -> None:
    assert nu(STYLES) == []
