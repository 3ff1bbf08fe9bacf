"""What is looked for on an open page; each function returns what is wrong, nothing if all is well."""

import re
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# A link that covers its row or panel is as high as what it covers; a ticked box as its label.
_TOO_SMALL = """() => {
  const covered = (element) => {
    const over = getComputedStyle(element, '::after');
    if (over.content === 'none' || over.position !== 'absolute') return null;
    let holder = element;
    while (holder !== document.body && getComputedStyle(holder).position === 'static') {
      holder = holder.parentElement;
    }
    return holder;
  };
  const isInSentence = (element) => {
    if (element.closest('dd, dt')) return true;
    if (getComputedStyle(element).display !== 'inline') return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    return block.textContent.trim() !== element.textContent.trim();
  };
  const isSeen = (element) =>
    element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !element.closest('.skip');
  const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  return [...document.querySelectorAll(selector)].filter(isSeen).map((element) => {
    const ticked = element.matches('[type=radio], [type=checkbox]') && element.closest('label');
    const target = covered(element) || ticked || element;
    return [target.getBoundingClientRect().height, element];
  }).filter(([height, element]) => height < 43.9 && !isInSentence(element))
    .map(([height, element]) => `${Math.round(height)}px ${element.outerHTML.slice(0, 120)}`);
}"""

# Where the focus is, and whether it shows: a thick outline on it or on the row that it stands for.
_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isOutlined = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3;
  };
  let shows = false;
  for (let one = element; one && !shows; one = one.parentElement) shows = isOutlined(one);
  const box = element.getBoundingClientRect();
  const isOnScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0
    && box.left < innerWidth;
  return {what: element.outerHTML.slice(0, 120), shows, isOnScreen};
}"""

# What passed is not asked for: counting it up takes longer than finding what did not.
_VIOLATIONS = """() => axe.run({resultTypes: ['violations']}).then(({violations}) =>
  violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} (${node.failureSummary})`)))"""

_WIDTH = "document.documentElement.scrollWidth"

# Text of the page as a reader sees it, without the parts that only serve the script.
_LINES = """() => {
  const main = document.querySelector('main');
  const hidden = [...main.querySelectorAll('.scripted-only')];
  // Who opened a record is another list with each opening.
  const heads = [...main.querySelectorAll('.panel-head h2, .panel-head h3')];
  const readers = heads.find((one) => one.textContent.trim() === 'この記録を見た人');
  if (readers) hidden.push(readers.closest('.panel'));
  const styles = hidden.map((one) => one.getAttribute('style'));
  hidden.forEach((one) => one.style.setProperty('display', 'none', 'important'));
  const lines = main.innerText.split('\\n');
  hidden.forEach((one, n) => styles[n] === null
    ? one.removeAttribute('style') : one.setAttribute('style', styles[n]));
  return lines;
}"""
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
#: Each refusal has a number of its own.
_ENQUIRY = re.compile(r"\d{2}-\d{2}-\d{2}:\d{2}-[0-9A-F]{4}")


def violations(page: Page) -> list[str]:
    """What axe finds wrong for people who use assistive technology."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_VIOLATIONS)
    return found


def too_small(page: Page) -> list[str]:
    """Controls less than 44 px high; links in sentences and definition lists are exempt."""
    found: list[str] = page.evaluate(_TOO_SMALL)
    return found


def sideways(page: Page, width: int) -> list[str]:
    """Whether the page is wider than the window of this width."""
    height = (page.viewport_size or {"height": 900})["height"]
    page.set_viewport_size({"width": width, "height": height})
    needed: int = page.evaluate(_WIDTH)
    return [f"{needed} px at {width}"] if needed > width else []


def lost_focus(page: Page, most: int = 60) -> list[str]:
    """Stops of the Tab key where the focus does not show or lies outside the window."""
    return [
        stop["what"] for stop in _stops(page, most) if not (stop["shows"] and stop["isOnScreen"])
    ]


def _stops(page: Page, most: int) -> Iterator[dict[str, Any]]:
    page.evaluate("document.activeElement.blur(), window.scrollTo(0, 0)")
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = focus_of(page)
        if stop is None:
            return
        yield stop


def focus_of(page: Page) -> dict[str, Any] | None:
    """What has the focus, whether that shows and whether it is on the screen."""
    stop: dict[str, Any] | None = page.evaluate(_FOCUS)
    return stop


def lines_of(page: Page) -> set[str]:
    """The lines of the page's main part, without what differs each time it is asked for."""
    lines: list[str] = page.evaluate(_LINES)
    return {_CLOCK.sub("…", _ENQUIRY.sub("…", line.strip())) for line in lines if line.strip()}


def headings(page: Page) -> list[int]:
    """The levels of the page's visible headings, in order."""
    levels: list[int] = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]"
        ".filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"
    )
    return levels
