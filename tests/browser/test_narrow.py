"""What is long breaks on a phone, and what belongs together stays so."""

from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.conftest import Visitors
from tests.browser.pages import CASE, Shown

PHONE = 390
LONG = "一般社団法人苫小牧地域職業訓練センター運営協会（苫小牧市就職氷河期世代就職応援事業）"
_LINES = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element.firstChild);
  return new Set(Array.from(range.getClientRects(), (line) => Math.round(line.top))).size;
}"""


def put(page: Page, selector: str, text: str) -> None:
    """Write a text where the page has another."""
    page.locator(selector).first.evaluate("(element, text) => element.textContent = text", text)


def test_a_long_name_of_a_body_breaks_in_the_course_of_a_case(visitors: Visitors) -> None:
    with visitors.visit(Shown("counsellor:case", "counsellor", CASE), PHONE) as visit:
        put(visit.page, ".timeline .who > .unit", LONG)

        assert looking.sideways(visit.page, PHONE) == []


def test_a_storey_stays_with_its_number(visitors: Visitors) -> None:
    with visitors.visit(Shown("seeker:home", "person"), PHONE) as visit:
        put(visit.page, ".card.next .what", "")
        place = visit.page.locator(".card.next p.phrases:not(.what)").first
        place.evaluate(
            "(it) => it.innerHTML = '市役所北庁舎2階　<span class=unit>15:00まで</span>'"
        )
        widths = range(200, 400, 10)

        lines = [
            place.evaluate(f"it => {{ it.style.width = '{w}px' }}") or place.evaluate(_LINES)
            for w in widths
        ]

    assert set(lines) == {1}
