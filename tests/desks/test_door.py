"""Coming in by the door: who is locked out, who must set up the second step, and for how long."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.models import Membership, Organisation, User
from bansou.desks.shared.invitations import password_path
from tests.bodies import change
from tests.commons.access.cities import eyes, found

pytestmark = pytest.mark.django_db

PASSWORD = "ことばを4つならべる"
EMAIL = "kudo@example.lg.jp"
SECRET = "JBSWY3DPEHPK3PXP"
MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
#: Where a signed-in counsellor begins the day.
DESK = "/cases/"


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    """How many came in within a minute is counted in the cache, across tests."""
    cache.clear()


@pytest.fixture
def member() -> Membership:
    _, (member,) = found("苫小牧市", Organisation.Kind.MUNICIPALITY, "counsellor")
    member.user.set_password(PASSWORD)
    change(member.user, email=EMAIL, name="工藤 真由美", password=member.user.password)
    return member


@pytest.fixture
def user(member: Membership) -> User:
    return member.user


@pytest.fixture
def demo(user: User) -> User:
    change(user, is_demo=True)
    return user


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def sign_in(client: Client, password: str = PASSWORD, login: str = EMAIL, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password}, **more)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("<wbr>", ""))


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


# Locking ------------------------------------------------------------------------------------


def test_says_how_often_one_may_still_be_wrong(client: Client, demo: User) -> None:
    for _ in range(2):
        answer = sign_in(client, "ちがう")

    page = text_of(answer)
    assert ">メールアドレスかパスワードがちがいます<" in page
    assert ">あと3回まちがえると、15分のあいだ入れなくなります。<" in page


def test_locks_after_five_failures_even_for_the_right_password(client: Client, demo: User) -> None:
    for _ in range(5):
        sign_in(client, "ちがう")

    answer = sign_in(client)

    assert answer.status_code == 429
    assert "15分のあいだ入れません" in text_of(answer)
    assert not is_in(client)


def test_opens_again_after_fifteen_minutes(client: Client, demo: User, clock: Any) -> None:
    for _ in range(5):
        sign_in(client, "ちがう")
    clock.shift(timedelta(minutes=14))
    early = sign_in(client).status_code
    clock.shift(timedelta(minutes=2))

    sign_in(client)

    assert early == 429
    assert is_in(client)


def test_counts_every_spelling_of_an_address_as_the_same(client: Client, demo: User) -> None:
    for spelling in (EMAIL, "Kudo@example.lg.jp", "KUDO@example.lg.jp", f" {EMAIL} "):
        sign_in(client, "ちがう", spelling)

    assert sign_in(client, "ちがう", "kudo@EXAMPLE.lg.jp").status_code == 429
    assert sign_in(client).status_code == 429


def test_locks_neither_another_account_nor_another_place(client: Client, demo: User) -> None:
    for _ in range(5):
        sign_in(client, "ちがう", "yamada@example.lg.jp")
        sign_in(client, "ちがう", REMOTE_ADDR="192.0.2.7")

    assert sign_in(client).status_code == 302
    assert is_in(client)


def test_forgets_failures_once_somebody_is_in(client: Client, demo: User) -> None:
    for _ in range(4):
        sign_in(client, "ちがう")
    sign_in(client)
    client.post(reverse("account_logout"))

    assert "あと4回" in text_of(sign_in(client, "ちがう"))


# The second step ----------------------------------------------------------------------------


def code(moment: datetime) -> str:
    return format_hotp_value(hotp_value(SECRET, int(moment.timestamp()) // 30))


def wrong_code(moment: datetime) -> str:
    near = {code(moment + timedelta(seconds=30 * n)) for n in range(-2, 3)}
    return next(c for c in (f"{n:06}" for n in range(10)) if c not in near)


@pytest.mark.parametrize("address", [DESK, "/programmes/", "/cases/new/"])
def test_sends_staff_without_a_second_step_to_set_one_up(
    address: str, client: Client, user: User
) -> None:
    sign_in(client)

    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_lets_in_who_has_a_second_step_only_with_its_code(
    client: Client, user: User, clock: Any
) -> None:
    TOTP.activate(user, SECRET)
    sign_in(client)
    before = client.get(DESK)

    client.post(reverse("mfa_authenticate"), {"code": code(MORNING)})

    assert before.status_code == 302
    assert before["Location"].startswith(reverse("account_login"))
    assert is_in(client)


def test_locks_after_five_wrong_codes_even_for_the_right_one(
    client: Client, user: User, clock: Any
) -> None:
    """Whoever knows a password must not be able to try codes until one fits."""
    TOTP.activate(user, SECRET)
    sign_in(client)
    address = reverse("mfa_authenticate")
    answers = [client.post(address, {"code": wrong_code(MORNING)}) for _ in range(5)]

    right = client.post(address, {"code": code(MORNING)})

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert sign_in(Client()).status_code == 429
    clock.shift(timedelta(minutes=16))
    again = Client()
    sign_in(again)
    again.post(address, {"code": code(MORNING + timedelta(minutes=16))})
    assert is_in(again)


def test_counts_wrong_passwords_and_wrong_codes_together(
    client: Client, user: User, clock: Any
) -> None:
    TOTP.activate(user, SECRET)
    for _ in range(3):
        sign_in(client, "ちがう")
    sign_in(client)

    answers = [
        client.post(reverse("mfa_authenticate"), {"code": wrong_code(MORNING)}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 429]


def test_waives_the_second_step_for_demo_accounts_and_says_so(client: Client, demo: User) -> None:
    sign_in(client)

    answer = client.get(DESK)

    assert answer.status_code == 200
    assert "ログインの2段階の確認を省いています。本番では省けません。" in text_of(answer)


def test_waives_nothing_where_demo_accounts_are_not_trusted(
    client: Client, demo: User, settings: Any
) -> None:
    settings.TRUSTS_DEMO_ACCOUNTS = False
    sign_in(client)

    answer = client.get(DESK)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")


def test_does_not_speak_of_a_waiver_to_others(client: Client, user: User, clock: Any) -> None:
    TOTP.activate(user, SECRET)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(MORNING)})

    assert "省いています" not in text_of(client.get(DESK))


# Who may not ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [DESK, "/programmes/", "/seats/", "/?a=1"])
def test_sends_strangers_to_sign_in_and_back(address: str, client: Client) -> None:
    answer = client.get(address)

    there = urlsplit(answer["Location"])
    assert (answer.status_code, there.path) == (302, reverse("account_login"))
    assert parse_qs(there.query)["next"] == [address]


def test_brings_back_to_the_whole_address_that_was_asked_for(client: Client, demo: User) -> None:
    asked = "/cases/?q=%E4%BD%90%E8%97%A4&whose=all&stage=2"
    sent = client.get(asked)["Location"]

    answer = client.post(sent, {"login": EMAIL, "password": PASSWORD})

    assert answer["Location"] == asked


def test_brings_nobody_to_another_site(client: Client, demo: User) -> None:
    address = reverse("account_login") + "?next=https://evil.example/"

    answer = client.post(address, {"login": EMAIL, "password": PASSWORD})

    assert urlsplit(answer["Location"]).netloc == ""


def test_shows_nobody_the_desk_of_a_body_they_have_left(
    client: Client, member: Membership, demo: User
) -> None:
    sign_in(client)
    assert is_in(client)
    with acting(actor_of(member), why="異動"):
        Membership.objects.filter(pk=member.pk).update(until_on=date(2026, 3, 31))

    answer = client.get(DESK)

    assert (answer.status_code, answer["Location"]) == (302, reverse("no_seat"))


def test_shows_nothing_more_to_an_account_that_was_closed(client: Client, demo: User) -> None:
    sign_in(client)
    change(demo, is_active=False)

    answer = client.get(DESK)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_refuses_a_role_without_the_action(client: Client, demo: User) -> None:
    sign_in(client)

    assert client.get("/programmes/").status_code == 403


# How long ---------------------------------------------------------------------------------


def test_ends_after_half_an_hour_without_a_sign_of_life(
    client: Client, demo: User, clock: Any
) -> None:
    sign_in(client)
    client.get(DESK)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=31))

    answer = client.get(DESK)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert not is_in(client)


def test_ends_after_ten_hours_whatever_is_done(client: Client, demo: User, clock: Any) -> None:
    sign_in(client)
    for _ in range(29):
        assert is_in(client)
        clock.shift(timedelta(minutes=20))
    assert is_in(client)
    clock.shift(timedelta(minutes=25))

    assert not is_in(client)


# What the browser is told -----------------------------------------------------------------


def policy_of(response: Any) -> dict[str, list[str]]:
    directives = response["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (d.split() for d in directives if d.strip())}


def test_sends_a_strict_policy_with_every_page(client: Client, demo: User) -> None:
    pages = [client.get(reverse("account_login")), client.get("/nowhere/")]
    sign_in(client)
    pages += [client.get(DESK), client.get("/programmes/"), client.get(reverse("mfa_index"))]

    for page in pages:
        policy = policy_of(page)
        assert policy["default-src"] == ["'none'"]
        assert policy["frame-ancestors"] == ["'none'"]
        sources = {value for values in policy.values() for value in values}
        assert {"'self'", "'none'"} <= sources
        left = {s for s in sources if not s.startswith("'nonce-")} - {"'self'", "'none'"}
        assert left == set(), "no unsafe-*, no data:, no other hosts"


def test_sends_the_other_guards_of_the_browser(client: Client, demo: User) -> None:
    sign_in(client)
    page = client.get(DESK)

    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"


def test_keeps_cookies_from_scripts_and_other_sites(client: Client, demo: User) -> None:
    client.get(reverse("account_login"))
    sign_in(client)

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_gives_a_new_session_to_whoever_comes_in(client: Client, demo: User) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["left_by"] = "somebody"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before

    sign_in(client)

    assert client.session.session_key != before


def test_refuses_a_form_without_its_token(demo: User) -> None:
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client).status_code == 403


# What stays behind in the browser -------------------------------------------------------------


@pytest.mark.parametrize("address", [DESK, "/today/", "/cases/export/", "/seats/"])
def test_leaves_no_page_of_records_behind_in_the_browser(
    address: str, client: Client, demo: User
) -> None:
    sign_in(client)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_notes_that_the_owner_chose_a_password_by_the_link_in_a_letter(
    client: Client, member: Membership
) -> None:
    opened = client.get(password_path(member.user), follow=True)
    chosen = "べつのことばを4つならべる"
    client.post(opened.redirect_chain[-1][0], {"password1": chosen, "password2": chosen})

    member.user.refresh_from_db()
    assert member.user.check_password(chosen)
    with eyes(member.organisation_id) as cursor:
        cursor.execute("SELECT pgh_label, pgh_context->>'user' FROM commons_userevent")
        assert cursor.fetchall()[-1] == ("password", str(member.user_id))
