"""Showing a rendered page in a browser, with our files and under the policy of production."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

#: As in the settings, without a nonce: everything comes from files.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)


@pytest.fixture
def show(page: Page) -> Callable[[str], Page]:
    """Open a page from its HTML; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    def answer(route: Route, html: str) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            headers = {
                "content-type": "text/html; charset=utf-8",
                "content-security-policy": POLICY,
            }
            route.fulfill(body=html, headers=headers)
            return
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), f"no file for {path}"
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)

    def open_page(html: str) -> Page:
        page.route("http://desk.test/**", lambda route: answer(route, html))
        page.goto("http://desk.test/")
        assert not complaints
        return page

    return open_page
