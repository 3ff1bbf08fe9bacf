"""Tomakomai as its office would begin: bodies and members by command, then its ledger."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.organisations.actions import open_demo_account
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.programmes.actions import make_contract, start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template
from tests.bodies import somebody_acts
from tests.plugins.commands import Cli
from tests.plugins.site import Site

EXAMPLES = Path(__file__).parents[2] / "examples" / "tomakomai"
CENTRE = "一般社団法人苫小牧地域職業訓練センター運営協会"
PASSWORD = "ことばを4つならべて入る鍵"

MANAGER = "kobayashi@city.example.jp"
SUPERVISOR = "takano@city.example.jp"
COUNSELLOR = "honma@city.example.jp"
CONTRACTOR = "murakami@center.example.jp"
MATCHING = "shibata@city.example.jp"
MEMBERS = {
    MANAGER: ("小林 恵", "苫小牧市", Role.PROGRAMME_MANAGER),
    SUPERVISOR: ("高野 由美", "苫小牧市", Role.SUPERVISING_COUNSELLOR),
    COUNSELLOR: ("本間 里美", "苫小牧市", Role.COUNSELLOR),
    CONTRACTOR: ("村上 健", CENTRE, Role.TRAINING_STAFF),
    MATCHING: ("柴田 隼人", "苫小牧市", Role.MATCHING_OFFICER),
}


@dataclass(frozen=True)
class Tomakomai:
    """The office, its programme of 令和3年度 and the one that runs today."""

    site: Site
    city: Organisation
    of_2021: Programme
    this_year: Programme

    @contextmanager
    def at_work(self, email: str = MANAGER) -> Iterator[Actor]:
        """Act as a member of the office."""
        with acting(actor_of(_seat(email)), why="試験") as actor:
            yield actor


def _seat(email: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__email=email)


@pytest.fixture(scope="module")
def office(site: Site, cli: Cli) -> Tomakomai:
    """The office on its first day with Bansou."""
    _run(cli, "add_organisation", "--kind", "municipality", "--name", "苫小牧市", *_code())
    _run(cli, "add_organisation", "--kind", "contractor", "--name", CENTRE)
    for email, (name, body, role) in MEMBERS.items():
        add_member(cli, email, name, body, role)
        with somebody_acts():
            open_demo_account(user=User.objects.get(email=email), password=PASSWORD)
    ledger, mapping = str(EXAMPLES / "ledger-2021.xlsx"), str(EXAMPLES / "mapping.toml")
    _run(cli, "import", ledger, "--scheme", "tomakomai", "--mapping", mapping)
    city = Organisation.objects.get(lg_code="012131")
    with acting(actor_of(_seat(MANAGER)), why="試験") as actor:
        this_year = _start_this_year(actor)
        of_2021 = Programme.objects.get(organisation=city, fiscal_year=2021)
    return Tomakomai(site, city, of_2021, this_year)


def _code() -> tuple[str, str]:
    return "--lg-code", "012131"


def _run(cli: Cli, *words: str) -> str:
    done = cli(*words)
    assert done.code == 0, done.err
    return done.out


def add_member(cli: Cli, email: str, name: str, body: str, role: Role) -> str:
    """Register somebody by command; return the link at which they choose a password."""
    said = _run(
        *(cli, "add_member", "--organisation", body, "--email", email, "--name", name),
        *("--role", role.value),
    )
    link = re.search(r"https?://[^/]+(/\S+)", said)
    assert link, said
    return link[1]


def _start_this_year(actor: Actor) -> Programme:
    """The programme that runs today, with the training centre under contract."""
    now = timezone.now()
    programme = start_programme(
        by=actor,
        scheme_id="tomakomai",
        text=template("tomakomai"),
        fiscal_year=FiscalYear.of(local_day(now)).year,
        at=now,
    )
    make_contract(
        programme=programme,
        contractor=Organisation.objects.get(name=CENTRE),
        starts_on=programme.starts_on,
        ends_on=max(programme.ends_on, _day_of_the_database()),
        work="資格取得の支援",
    )
    return programme


def _day_of_the_database() -> date:
    """Row policies ask the database's own clock, which no journey moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date")
        day: date = cursor.fetchone()[0]
    return day


type SignIn = Callable[[str], Page]


@pytest.fixture
def sign_in(browser: Browser, office: Tomakomai) -> Iterator[SignIn]:
    """Open a browser of one's own and sign in on the sign-in page."""
    contexts: list[Any] = []
    yield lambda email: open_browser(browser, office, email, contexts)
    for context in contexts:
        context.close()


def open_browser(browser: Browser, office: Tomakomai, email: str, contexts: list[Any]) -> Page:
    """Sign in as a member in a browser of one's own, which is added to `contexts`."""
    context = browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    contexts.append(context)
    page = context.new_page()
    page.goto(office.site.url)
    fill_sign_in(page, email)
    expect(page.get_by_role("banner")).to_contain_text(MEMBERS[email][0])
    return page


def fill_sign_in(page: Page, email: str) -> None:
    """Send address and password on the sign-in page."""
    page.get_by_label("メールアドレス").fill(email)
    page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    page.get_by_role("button", name="次へ").click()
