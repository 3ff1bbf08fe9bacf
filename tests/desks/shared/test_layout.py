"""Everybody sees their own frame: their menu, their desk, and a way to leave."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from bansou.commons.organisations.models import User
from bansou.desks.shared import layout, nav
from bansou.desks.shared.nav import Entry
from tests.desks.shared.specimen import COUNSELLOR, TODAY

ENTRIES = (
    Entry("ログイン", "account_login", "case.list"),
    Entry("案内", "account_reset_password", "case.list"),
    Entry("指標", "mfa_index", "indicator.read"),
)


def test_shows_only_what_the_role_may_open() -> None:
    mine = nav.menu_of(COUNSELLOR, "/", TODAY, ENTRIES)
    managers = nav.menu_of(replace(COUNSELLOR, role="programme_manager"), "/", TODAY, ENTRIES)

    assert [link.text for link in mine] == ["ログイン", "案内"]
    assert [link.text for link in managers] == ["指標"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/account/login/", ["ログイン"]),
        ("/account/password/reset/done/", ["案内"]),
        ("/elsewhere/", []),
    ],
)
def test_marks_where_one_is(path: str, current: list[str]) -> None:
    menu = nav.menu_of(COUNSELLOR, path, TODAY, ENTRIES)

    assert [link.text for link in menu if link.current] == current


def test_names_only_addresses_and_actions_that_exist() -> None:
    everybody = {
        role: nav.menu_of(replace(COUNSELLOR, role=role), "/", TODAY, nav.ENTRIES)
        for role in ("counsellor", "supervising_counsellor", "training_staff", "programme_manager")
    }

    assert all(link.url.startswith("/") for menu in everybody.values() for link in menu)


def test_says_whose_desk_it_is() -> None:
    frame = layout.layout_of(COUNSELLOR, "/", TODAY)

    assert frame.desk == "相談員の机"
    assert frame.organisation == COUNSELLOR.organisation_name
    assert frame.is_demo


@pytest.mark.parametrize(
    ("user", "name"),
    [(User(email="kudo@example.lg.jp", name="工藤 真由美"), "工藤 真由美"), (AnonymousUser(), "")],
)
def test_lets_somebody_without_a_seat_leave(rf: RequestFactory, user: Any, name: str) -> None:
    request = rf.get("/")
    request.user = user

    frame = layout.context(request)["layout"]

    assert frame.name == name
    assert frame.is_signed_in == bool(name)
    assert frame.nav == ()


def test_has_one_today_for_the_whole_page(rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.today = date(2021, 11, 24)

    assert layout.context(request)["today"] == date(2021, 11, 24)
