"""The town's people, each in a browser of their own, and the pages as they see them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page

from bansou.commons.organisations.models import User
from bansou.desks.management.commands.load_demo import PASSWORD
from tests.browser import town as people
from tests.browser.pages import Shown
from tests.browser.town import Town, found_town
from tests.plugins.site import Site, seat

SEATS = {
    "counsellor": people.COUNSELLOR,
    "colleague": people.COLLEAGUE,
    "supervisor": people.SUPERVISOR,
    "manager": people.MANAGER,
    "trainer": people.TRAINER,
    "matching": people.MATCHING,
    "person": people.PERSON,
    "employer": people.EMPLOYER,
    "nishida": people.KOBE_COUNSELLOR,
    "ohashi": people.KOBE_SUPERVISOR,
    "nakamura": people.KOBE_MANAGER,
    "seatless": people.SEATLESS,
    "psychologist": people.KOBE_PSYCHOLOGIST,
    "lead": people.KOBE_LEAD,
    "privacy": people.KOBE_PRIVACY,
    "ibasho": people.KOBE_IBASHO,
}
#: Who comes in by the sign-in page, since their pages ask how they came in.
SIGNED_IN = {"newcomer": people.NEWCOMER, "holder": people.HOLDER}

_HEIGHT = 900

_KEY_READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@dataclass
class Visit:
    """An open page, and what the browser complained of while it was opened."""

    shown: Shown
    page: Page
    address: str
    html: str = ""
    complaints: list[str] = field(default_factory=list)

    def resize(self, width: int) -> None:
        """Look at the page in a window of another width."""
        self.page.set_viewport_size({"width": width, "height": _HEIGHT})


@dataclass
class Visitors:
    """Opens pages as the people of the town; everybody keeps one browser."""

    site: Site
    town: Town
    browser: Browser
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def context(self, who: str) -> BrowserContext:
        """Somebody's browser, in which they have signed in."""
        if who not in self._contexts:
            self._contexts[who] = context = self.new_context()
            self.come_in(who, context)
        return self._contexts[who]

    def new_context(self, **options: Any) -> BrowserContext:
        """A browser in which nobody has signed in."""
        context = self.browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", **options)
        context.set_default_timeout(10_000)
        return context

    def come_in(self, who: str, context: BrowserContext) -> None:
        """Let somebody sign in or take their seat in a browser of their own."""
        if who in SEATS:
            seat(context, self.site, User.objects.get(email=SEATS[who]))
        elif who in SIGNED_IN:
            self._sign_in(context, SIGNED_IN[who])
        elif who == "half_way":
            self.context("holder")
            self._sign_in(context, people.HOLDER)
        if who == "holder":
            self._set_up_second_step(context)

    def _sign_in(self, context: BrowserContext, email: str) -> None:
        page = context.new_page()
        page.goto(self.site.address("account_login"))
        page.get_by_label("メールアドレス").fill(email)
        page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
        page.get_by_role("button", name="次へ").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        page.close()

    def _set_up_second_step(self, context: BrowserContext) -> None:
        """Register an app, which brings recovery codes, and a key."""
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY_READER})
        page.goto(self.site.address("mfa_activate_totp"))
        page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
        page.get_by_role("button", name="続ける").click()
        secret = page.locator("code.secret").inner_text()
        code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        page.get_by_role("textbox", name="アプリに出ている6けたの数字").fill(code)
        page.get_by_role("button", name="登録する").click()
        page.get_by_role("link", name="控えました").click()
        page.goto(self.site.address("mfa_add_webauthn"))
        page.get_by_role("button", name="鍵を読み取る").click()
        page.wait_for_url(lambda url: "add" not in url)
        page.close()

    def address(self, shown: Shown) -> str:
        """The address of a page."""
        keys = {name: self.town.keys.get(key, key) for name, key in shown.keys.items()}
        return self.site.address(shown.name, **keys) + shown.query.format_map(self.town.keys)

    @contextmanager
    def visit(self, shown: Shown, width: int) -> Iterator[Visit]:
        """Open a page; close it again."""
        page = self.context(shown.by).new_page()
        visit = Visit(shown, page, self.address(shown))
        _listen(visit)
        visit.resize(width)
        answer = page.goto(visit.address)
        assert answer
        assert answer.status == shown.status, f"{visit.address} answers {answer.status}"
        if shown.act:
            with page.expect_navigation() as sent:
                shown.act(page)
            answer = sent.value
        visit.html = answer.text()
        yield visit
        page.close()

    def close(self) -> None:
        """Close all browsers."""
        for context in self._contexts.values():
            context.close()


def _listen(visit: Visit) -> None:
    """Note what the browser says; that a page answers no is what its status says already."""

    def said(message: Any) -> None:
        is_own_answer = (
            "Failed to load resource" in message.text
            and message.location.get("url") == visit.page.url
        )
        if message.type in {"error", "warning"} and not is_own_answer:
            visit.complaints.append(message.text)

    visit.page.on("console", said)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))


@pytest.fixture(scope="module")
def town(site: Site) -> Iterator[Town]:
    """The town, served; who has proven their password need not do so again."""
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=3600):
        found = found_town()
        yield found


@pytest.fixture(scope="module")
def visitors(site: Site, town: Town, browser: Browser) -> Iterator[Visitors]:
    """The people of the town in their browsers."""
    visitors = Visitors(site, town, browser)
    visitors.context("holder")
    town.keys["key"] = _key_of_holder()  # type: ignore[index]
    # Somebody may wait for long until another of their pages is looked at.
    with override_settings(SESSION_IDLE=timedelta(hours=12)):
        yield visitors
    visitors.close()


def _key_of_holder() -> int:
    from allauth.mfa.models import Authenticator

    return int(Authenticator.objects.get(user__email=people.HOLDER, type="webauthn").pk)
