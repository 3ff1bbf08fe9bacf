"""Every page, as the person who opens it, on a phone and on a desk."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Visit, Visitors
from tests.browser.pages import PAGES, Shown
from tests.plugins.markup import Nu

PHONE, DESK, ZOOMED = 390, 1280, 640
STYLES = Path(__file__).parents[2] / "src" / "bansou" / "desks" / "static" / "bansou" / "css"

_ON_SCREEN_ONLY = "nav, button, .skip, .search, .menu, header.head, [data-draft-state]"

type PlainBrowser = Callable[[str], Page]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((shown, width), id=f"{shown.id}-{width}")
        for shown in PAGES
        for width in (PHONE, DESK)
    ],
)
def visit(request: pytest.FixtureRequest, visitors: Visitors) -> Iterator[Visit]:
    """A page, open at one width; the tests of one visit share it."""
    with visitors.visit(*request.param) as visit:
        yield visit


def test_has_no_accessibility_violations(visit: Visit) -> None:
    results = Axe().run(visit.page)

    assert results.violations_count == 0, results.generate_report()


def test_never_scrolls_sideways(visit: Visit) -> None:
    widths = [visit.width] if visit.width == PHONE else [ZOOMED, visit.width]

    assert [fault for width in widths for fault in looking.sideways(visit.page, width)] == []


def test_makes_every_control_44_high(visit: Visit) -> None:
    assert looking.too_small(visit.page) == []


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


def test_shows_the_focus_wherever_tab_leads(visit: Visit) -> None:
    assert looking.lost_focus(visit.page) == []


def test_prints_without_what_only_a_screen_can_use(visit: Visit) -> None:
    visit.page.emulate_media(media="print")

    shown = [one for one in visit.page.locator(_ON_SCREEN_ONLY).all() if one.is_visible()]

    visit.page.emulate_media(media="screen")
    assert [one.evaluate("one => one.outerHTML.slice(0, 100)") for one in shown] == []


@pytest.mark.parametrize("shown", [p for p in PAGES if not p.act], ids=lambda shown: shown.id)
def test_says_the_same_without_javascript(
    visitors: Visitors, shown: Shown, plain: PlainBrowser
) -> None:
    with visitors.visit(shown, DESK) as visit:
        scripted = looking.lines_of(visit.page)
        page = plain(shown.by)
        page.goto(visit.address)

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
