"""The fixture `page`: a real Chromium. Where there is none the test is skipped and says so.

`.ci/run` sets `BANSOU_REQUIRE_BROWSER=1`, and a skipped browser test is then a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium: `BANSOU_CHROMIUM`, or the first one on PATH."""
    named = os.environ.get("BANSOU_CHROMIUM", "")
    return next(filter(None, map(shutil.which, [named, *_NAMES])), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a running Chromium that speaks Japanese.

    It ends with its module: while it runs, Playwright keeps an event loop in this thread, beside
    which no other code can start one, and in which Django has connections of its own. These are
    closed at both ends, so that none outlives the database it was made for.
    """
    path = find_chromium()
    if path is None:
        reason = f"no Chromium found (BANSOU_CHROMIUM, {', '.join(_NAMES)})"
        if os.environ.get("BANSOU_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from django.db import connections
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=10_000)
    # Django would refuse to query beside that loop.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        connections.close_all()
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page at desk width, which loses its cookies after the test."""
    context = browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
