"""`bansou add_organisation` and `add_member`: a start without the demo."""

import re
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bansou.commons.organisations.models import Membership, Organisation, User
from bansou.config import served
from bansou.desks.management.commands import add_member as command
from tests.bodies import account_of, registered
from tests.plugins.commands import Cli, Outcome

pytestmark = pytest.mark.django_db

PASSWORD = "horidashi-mono-3"


@pytest.fixture
def city(db: None) -> Organisation:
    """苫小牧市, registered."""
    return registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")


def add(cli: Cli, *more: str, **changes: str) -> Outcome:
    words = {
        "organisation": "012131",
        "email": "you@example.jp",
        "name": "山田 花子",
        "role": "programme_manager",
        **changes,
    }
    options = [word for name, value in words.items() for word in (f"--{name}", value)]
    return cli("add_member", *options, *more)


# add_organisation


def test_registers_a_municipality(cli: Cli) -> None:
    outcome = cli(
        "add_organisation", "--kind", "municipality", "--name", "苫小牧市", "--lg-code", "01213"
    )

    assert (outcome.code, outcome.out) == (0, "「苫小牧市」を登録しました。\n")
    assert Organisation.objects.get().lg_code == "012131"


def test_registers_a_contractor_without_a_code(cli: Cli) -> None:
    outcome = cli("add_organisation", "--kind", "contractor", "--name", "訓練センター")

    assert outcome.code == 0
    assert Organisation.objects.get().kind == Organisation.Kind.CONTRACTOR


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["municipality", "苫小牧市"], "自治体には団体コード（6けた）が必要です。"),
        (["municipality", "苫小牧市", "--lg-code", "012139"], "団体コードではありません。"),
        (["municipality", "苫小牧市", "--lg-code", "12"], "6けたで入れてください。"),
        (["contractor", "訓練センター", "--corporate-number", "1"], "13けたで入れてください。"),
    ],
)
def test_refuses_wrong_codes(cli: Cli, words: list[str], said: str) -> None:
    kind, name, *more = words

    outcome = cli("add_organisation", "--kind", kind, "--name", name, *more)

    assert outcome.code == 1
    assert said in outcome.err
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("name", ["苫小牧市", "北海道苫小牧市"])
def test_refuses_a_body_twice(cli: Cli, city: Organisation, name: str) -> None:
    outcome = cli(
        "add_organisation", "--kind", "municipality", "--name", name, "--lg-code", "012131"
    )

    assert outcome.code == 1
    assert "「苫小牧市」は、すでに登録されています。" in outcome.err


@pytest.mark.parametrize(
    ("kind", "name", "lg_code", "said"),
    [
        ("municipality", "札幌市", "012131", "団体コード「012131」は北海道苫小牧市のものです。"),
        ("municipality", "札幌市", "011002", "北海道札幌市の種類は「指定都市」です。"),
        ("prefecture", "苫小牧市", "012131", "北海道苫小牧市の種類は「市区町村」です。"),
        ("municipality", "ない町", "999997", "団体コード「999997」の団体はありません。"),
    ],
)
def test_compares_a_body_with_the_official_table(
    cli: Cli, db: None, kind: str, name: str, lg_code: str, said: str
) -> None:
    outcome = cli("add_organisation", "--kind", kind, "--name", name, "--lg-code", lg_code)

    assert outcome.code == 1
    assert said in outcome.err
    assert not Organisation.objects.exists()


# add_member


def test_adds_a_member_who_sets_the_password_by_the_link_once(
    cli: Cli, city: Organisation, client: Client
) -> None:
    outcome = add(cli, "--from", "令和3年4月1日")

    member = Membership.objects.select_related("user").get()
    assert (member.organisation, member.role) == (city, "programme_manager")
    assert member.from_on == date(2021, 4, 1)
    assert not member.user.has_usable_password()
    found = re.search(r"https://testserver(/\S+)", outcome.out)
    assert found
    form = client.get(found[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    member.user.refresh_from_db()
    assert member.user.check_password(PASSWORD)
    late = Client().get(found[1], follow=True)
    assert "password1" not in late.content.decode()


def test_the_link_begins_with_the_site_that_is_named(cli: Cli, city: Organisation) -> None:
    outcome = add(cli, "--site", "https://bansou.city.example.jp/")

    assert "https://bansou.city.example.jp/account/password/reset/key/" in outcome.out


def test_the_link_leads_to_where_the_demo_is_served(
    cli: Cli, city: Organisation, settings: Any, tmp_path: Path
) -> None:
    settings.DEMO, settings.VAR = True, tmp_path
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with served.noted(tmp_path, address):
            while_served = add(cli)

    afterwards = add(cli, email="other@example.jp")

    assert f"{address}/account/password/reset/key/" in while_served.out
    assert "いまは画面が動いていません" not in while_served.out
    assert "いまは画面が動いていません" in afterwards.out


def test_registers_nobody_where_the_link_would_lead_nowhere(
    cli: Cli, city: Organisation, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = [".example.jp", "*"]

    outcome = add(cli)

    assert outcome.code == 1
    assert "--site https://" in outcome.err
    assert not Membership.objects.exists()
    assert add(cli, "--site", "https://bansou.example.jp").code == 0


def test_asks_for_the_password_on_the_terminal(
    cli: Cli, city: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "getpass", lambda _prompt: PASSWORD)

    outcome = add(cli, "--ask-password")

    assert User.objects.get(email="you@example.jp").check_password(PASSWORD)
    assert PASSWORD not in outcome.out


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([PASSWORD, "something-else-3"], "2回のパスワードがちがいます。"),
        (["short", "short"], "12"),
        (["you@example.jp", "you@example.jp"], "似ています"),
    ],
)
def test_refuses_bad_passwords_before_it_writes_anything(
    cli: Cli,
    city: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    said: str,
) -> None:
    given = iter(answers)
    monkeypatch.setattr(command, "getpass", lambda _prompt: next(given))

    outcome = add(cli, "--ask-password")

    assert outcome.code == 1
    assert said in outcome.err
    assert not User.objects.filter(email="you@example.jp").exists()


def test_who_has_an_account_keeps_the_password(cli: Cli, city: Organisation) -> None:
    account_of("山田 花子", PASSWORD, email="you@example.jp")

    outcome = add(cli, email="You@Example.jp")

    assert "パスワードは変えていません。" in outcome.out
    assert User.objects.get(email="you@example.jp").check_password(PASSWORD)
    assert Membership.objects.count() == 1


def test_the_organisation_may_be_named(cli: Cli, city: Organisation) -> None:
    assert add(cli, organisation="苫小牧市").code == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "札幌市"}, "「札幌市」という団体は登録されていません。"),
        ({"email": "you"}, "「you」はメールアドレスとして読めません。"),
        ({"from": "いつか"}, "「いつか」は日付として読めません。"),
        ({"email": "command@service.invalid"}, "自動処理のための名前です。"),
        ({"role": "service"}, "service"),
    ],
)
def test_refuses(cli: Cli, city: Organisation, changes: dict[str, str], said: str) -> None:
    outcome = add(cli, **changes)

    assert outcome.code == 1
    assert said in outcome.err
    assert not Membership.objects.exists()


def test_refuses_a_member_twice(cli: Cli, city: Organisation) -> None:
    add(cli, "--from", "2021-04-01")

    outcome = add(cli)

    assert outcome.code == 1
    assert (
        "山田 花子さんは、令和3年4月1日から苫小牧市の事業担当者として登録されています。"
        in outcome.err
    )
