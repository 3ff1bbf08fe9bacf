"""Signing in, in our look and words: two steps, keys, codes, and what is said when it fails."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.bodies import account_of, change
from tests.browser.looking import violations

PASSWORD = "ことばを4つならべる"
SECRET = "JBSWY3DPEHPK3PXP"

type Show = Callable[[str], Page]


@pytest.fixture
def user(db: None) -> Any:
    return account_of("工藤 真由美", PASSWORD, email="kudo@example.lg.jp")


def text_of(response: Any) -> str:
    return re.sub(r"[ \n]+", " ", response.content.decode().replace("<wbr>", ""))


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    posted = {"login": "kudo@example.lg.jp", "password": password}
    return client.post(reverse("account_login"), posted, follow=True)


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_asks_for_address_and_password_first(client: Client, db: None) -> None:
    page = text_of(client.get(reverse("account_login")))

    assert "1／2" in page
    assert "placeholder" not in page
    assert 'autocomplete="current-password"' in page
    assert "パスキーで入る" in page


def test_counts_no_steps_where_accounts_need_one_alone(
    client: Client, db: None, settings: Any
) -> None:
    settings.DEMO = True

    page = text_of(client.get(reverse("account_login")))

    assert "1／2" not in page
    assert "2段階の確認を省けます" in page


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        (
            {"login": "", "password": "x"},
            "メールアドレスか、決めたログイン名を入れてください。例　kudo@example.lg.jp",
        ),
        ({"login": "kudo@", "password": "x"}, "メールアドレスの形になっていません。"),
        ({"login": "kudo@example.lg.jp", "password": ""}, "パスワードを入れてください。"),
    ],
)
def test_says_which_field_is_missing(
    client: Client, user: Any, posted: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(client.post(reverse("account_login"), posted))


def test_counts_down_wrong_passwords_and_then_locks(client: Client, user: Any) -> None:
    answers = [sign_in(client, "ちがう") for _ in range(5)]

    for left, answer in zip((4, 3, 2, 1), answers[:4], strict=True):
        assert "メールアドレスかパスワードがちがいます" in text_of(answer)
        assert f"あと{left}回まちがえると、15分のあいだ入れなくなります。" in text_of(answer)
    assert answers[4].status_code == 429
    assert "15分のあいだ入れません" in text_of(answers[4])


def test_counts_the_same_for_an_address_nobody_has(client: Client, db: None) -> None:
    assert "あと4回まちがえると" in text_of(sign_in(client, "ちがう"))


def test_asks_for_the_second_step(client: Client, user: Any) -> None:
    TOTP.activate(user, SECRET)

    page = text_of(sign_in(client))

    assert "2／2" in page
    assert "6けたの数字を入れてください" in page
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page


def test_refuses_a_wrong_code_and_takes_the_right_one(client: Client, user: Any) -> None:
    TOTP.activate(user, SECRET)
    sign_in(client)

    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert "番号がちがいます。いま出ている番号を入れてください。" in text_of(wrong)
    assert right.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_takes_a_recovery_code_once(client: Client, user: Any) -> None:
    TOTP.activate(user, SECRET)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(client)
    address = reverse("mfa_authenticate") + "?way=recovery"

    asked = text_of(client.get(address))
    answer = client.post(address, {"code": code})
    client.cookies.clear()
    sign_in(client)
    again = client.post(address, {"code": code})

    assert "予備コードを入れてください" in asked
    assert 'inputmode="text"' in asked
    assert answer.status_code == 302
    assert "番号がちがいます" in text_of(again)


PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_signup",
]
OWN_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_generate_recovery_codes",
]


@pytest.fixture
def signed_in(client: Client, user: Any) -> Client:
    change(user, is_demo=True)
    sign_in(client)
    return client


def test_shows_every_page_of_signing_in_in_our_frame(client: Client, db: None) -> None:
    for name in PAGES:
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        _is_ours(name, page.content.decode())


def test_shows_every_page_of_ones_own_account_in_our_frame(signed_in: Client) -> None:
    for name in OWN_PAGES:
        page = signed_in.get(reverse(name), follow=True)
        assert page.status_code == 200, name
        _is_ours(name, page.content.decode())


def test_calls_what_is_made_in_our_words() -> None:
    said = {
        name: render_to_string(f"mfa/messages/{name}.txt").strip()
        for name in ("totp_activated", "recovery_codes_generated", "webauthn_added")
    }

    assert said["totp_activated"] == "認証アプリを登録しました。"
    assert said["recovery_codes_generated"].startswith("新しい予備コードを作りました。")
    assert said["webauthn_added"] == "鍵を登録しました。"


@pytest.mark.parametrize(
    "name", ["account_email", "account_email_verification_sent", "account_confirm_email"]
)
def test_lets_nobody_change_the_address_that_the_organisation_vouches_for(
    signed_in: Client, name: str
) -> None:
    keys = {"key": "abc"} if name == "account_confirm_email" else {}

    assert signed_in.get(reverse(name, kwargs=keys)).status_code == 404


def _is_ours(name: str, html: str) -> None:
    assert "bansou/css/tokens.css" in html, name
    assert re.search(r"<script(?![^>]*( src=|application/json))", html) is None, name
    assert " style=" not in html, name
    assert not re.search(r"\son[a-z]+=", html), name
    assert html.count("<h1") == 1, name


@pytest.mark.parametrize("width", [390, 1280])
def test_has_no_accessibility_violations(
    client: Client, user: Any, page: Page, show: Show, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    TOTP.activate(user, SECRET)
    wrong = sign_in(client, "ちがう")
    second = sign_in(client)

    for response in (wrong, second):
        shown = show(response.content.decode())
        assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def key(page: Page) -> Iterator[Any]:
    """A security key that answers at once, with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    yield session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    session.detach()


@pytest.mark.django_db(transaction=True)
def test_registers_a_passkey_and_signs_in_with_it_under_the_policy(
    live_server: Any, page: Page, key: Any
) -> None:
    user = account_of("工藤 真由美", PASSWORD, email="kudo@example.lg.jp", is_demo=True)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(live_server.url + reverse("account_login") + "?next=" + reverse("mfa_index"))
    page.get_by_label("メールアドレス").fill("kudo@example.lg.jp")
    page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    page.get_by_role("button", name="次へ").click()
    page.get_by_role("link", name="鍵を登録する").click()
    page.get_by_role("textbox", name="パスワード").fill(PASSWORD)
    page.get_by_role("button", name="続ける").click()
    page.get_by_label("この鍵だけで入れるようにする").check()
    page.get_by_role("button", name="鍵を読み取る").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("予備コード")
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(live_server.url + reverse("account_login") + "?next=" + reverse("mfa_index"))
    page.get_by_role("button", name="パスキーで入る").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("2段階の確認")
    assert complaints == []


@pytest.mark.django_db(transaction=True)
def test_says_on_the_page_that_a_key_could_not_be_read(live_server: Any, page: Page) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('no'))")
    page.goto(live_server.url + reverse("account_login"))

    page.get_by_role("button", name="パスキーで入る").click()

    expect(page.get_by_role("alert")).to_contain_text("鍵を読み取れませんでした")
