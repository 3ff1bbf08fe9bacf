"""Somebody who never takes the hands off the keyboard, and counts."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import focus_of

#: Japanese is typed in Latin letters, then converted and accepted.
CONVERT_AND_ACCEPT = 2


class Keyboard:
    """Presses keys on a page and counts them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.presses = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self._page.keyboard.press(key)
        self.presses += 1

    def skip_to_content(self) -> None:
        """By the link that is first on every page."""
        self.press("Tab")
        self.press("Enter")

    def tab_to(self, selector: str) -> None:
        """Press Tab until the element has the focus, which shows wherever it comes by."""
        for _ in range(25):
            self.press("Tab")
            stop = focus_of(self._page)
            assert stop
            assert stop["shows"], stop["what"]
            if self._page.evaluate(
                "selector => document.activeElement.matches(selector)", selector
            ):
                return
        pytest.fail(f"Tab does not reach {selector}")

    def write(self, text: str) -> None:
        """Type a text as it stands."""
        self._page.keyboard.type(text)
        self.presses += len(text)

    def write_japanese(self, text: str, *, typed: str) -> None:
        """Type a text by its sound."""
        self._page.keyboard.insert_text(text)
        self.presses += len(typed) + CONVERT_AND_ACCEPT

    def write_note(self, text: str) -> None:
        """Type what was said; these presses are the note's own."""
        self._page.keyboard.insert_text(text)
