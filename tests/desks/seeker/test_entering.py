"""Coming in by a letter: its code and the birth date once, then a login of one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bansou.people.accounts.models import PersonAccount
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in
from tests.desks.seeker.letters import (
    PASSWORD,
    account_of,
    came_in,
    choose,
    code_in,
    enter,
    letter,
)

WRONG = "番号か生年月日がちがいます"


def change(town: Town, **columns: Any) -> None:
    with town.at_work():
        PersonAccount.objects.update(**columns)


def test_writes_a_letter_with_address_code_and_term(town: Town) -> None:
    said = letter(town, town.case())

    assert "三浦 和彦 様" in said
    assert "http://testserver/my/open/" in said.replace("\n", "")
    assert code_in(said)
    assert "1回だけ使えます" in said.replace(" ", "")


def test_keeps_no_code_that_anybody_could_read(town: Town) -> None:
    case = town.case()
    code = code_in(letter(town, case))

    kept = account_of(town, case)
    assert code.replace("-", "") not in repr(vars(kept))
    assert len(kept.code_digest) == 64


def test_opens_the_account_and_signs_in_with_what_was_chosen(town: Town, client: Client) -> None:
    case = town.case()
    came_in(town, case)

    answer = client.post("/account/login/", {"login": "umi2026", "password": PASSWORD})

    assert answer.status_code == 302
    assert "三浦 和彦さんのページ" in text_of(client.get("/", follow=True))
    account = account_of(town, case)
    assert account.user is not None
    assert (account.user.name, account.user.email) == ("本人", "umi2026@name.invalid")
    assert account.until_on == days(365)


def test_says_the_same_of_a_wrong_code_and_of_a_wrong_birth_date(
    town: Town, client: Client
) -> None:
    code = code_in(letter(town, town.case()))

    no_code = enter(client, "0000-0000-0000")
    no_birth = enter(client, code, birth_on="1980-05-06")

    assert no_code.status_code == no_birth.status_code == 422
    assert WRONG in text_of(no_code)
    assert WRONG in text_of(no_birth)


def test_reads_a_code_however_it_is_typed(town: Town, client: Client) -> None:
    code = code_in(letter(town, town.case()))
    full_width = code.translate(str.maketrans("0123456789-", "０１２３４５６７８９　"))

    assert enter(client, full_width).url == "/my/open/account/"


def test_counts_wrong_birth_dates_and_then_opens_nothing(town: Town) -> None:
    case = town.case()
    code = code_in(letter(town, case))
    for _ in range(4):
        enter(Client(), code, birth_on="1970-01-01")
    change(town, failures=5)

    answer = enter(Client(REMOTE_ADDR="192.0.2.7"), code)

    assert "使える期限が過ぎました" in text_of(answer)
    assert account_of(town, case).opened_at is None


def test_writes_down_a_wrong_birth_date(town: Town, client: Client) -> None:
    case = town.case()
    enter(client, code_in(letter(town, case)), birth_on="1970-01-01")

    assert account_of(town, case).failures == 1


def test_lets_nobody_try_codes_until_one_fits(town: Town, client: Client, settings: Any) -> None:
    settings.CODE_FAILURES = 6
    code = code_in(letter(town, town.case()))
    for number in range(6):
        answer = enter(client, f"0000-0000-{number:04}")

    assert answer.status_code == 429
    locked = enter(client, code)
    assert locked.status_code == 429
    assert "手紙の番号のまちがいが6回続いたため" in text_of(locked)
    assert "メールアドレスか" not in text_of(locked)


def test_shuts_nobody_out_at_a_computer_where_others_mistype(town: Town, client: Client) -> None:
    code = code_in(letter(town, town.case()))
    for number in range(8):
        enter(Client(), f"0000-0000-{number:04}")

    assert enter(client, code).url == "/my/open/account/"


def test_refuses_a_code_that_was_used(town: Town, client: Client) -> None:
    case = town.case()
    code = code_in(letter(town, case))
    enter(client, code)
    choose(client)

    assert "もう使いました" in text_of(enter(Client(), code))


def test_refuses_a_code_that_is_too_old(town: Town, client: Client) -> None:
    code = code_in(letter(town, town.case()))
    change(town, code_expires_at=now() - timedelta(minutes=1))

    assert "使える期限が過ぎました" in text_of(enter(client, code))


def test_refuses_the_code_of_a_letter_that_another_replaced(town: Town, client: Client) -> None:
    case = town.case()
    code = code_in(letter(town, case))
    letter(town, case)

    assert WRONG in text_of(enter(client, code))


def test_refuses_the_code_of_an_account_that_the_office_ended(town: Town, client: Client) -> None:
    case = town.case()
    code = code_in(letter(town, case))
    signed_in(town.counsellor).post(f"/cases/{case.pk}/account/end/")

    assert "このアカウントは終わっています" in text_of(enter(client, code))


def test_does_not_open_the_second_page_without_the_first(town: Town, client: Client) -> None:
    letter(town, town.case())

    assert client.get("/my/open/account/").url == "/my/open/"
    assert choose(client).url == "/my/open/"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"again": "ちがうことばをならべる"}, "2回のパスワードがちがいます"),
        ({"password": "12345", "again": "12345"}, "パスワードが短すぎます"),
        ({"password": "12345", "again": "12345"}, "数字だけのパスワードは使えません"),
        ({"password": "administrator", "again": "administrator"}, "すぐに当てられます"),
        ({"password": "umi2026@name", "again": "umi2026@name"}, "ログインに使う名前に似ています"),
        ({"login": "うみ"}, "小さい英字と数字で"),
    ],
)
def test_says_what_is_to_be_put_right_about_the_login(
    said: dict[str, str], sentence: str, town: Town, client: Client
) -> None:
    enter(client, code_in(letter(town, town.case())))

    answer = choose(client, **said)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_refuses_a_login_that_somebody_has(town: Town, client: Client) -> None:
    came_in(town, town.case())
    enter(client, code_in(letter(town, town.case("佐藤 花", "サトウ ハナ"))))

    assert "使われています" in text_of(choose(client))


def test_adds_another_body_to_the_same_account(town: Town) -> None:
    client = came_in(town, town.case())
    second = town.case("三浦 和彦", "ミウラ カズヒコ")

    answer = enter(client, code_in(letter(town, second)))

    assert answer.url == "/"
    assert account_of(town, second).user_id is not None
    assert "どの窓口のページを開きますか" in text_of(client.get("/seats/"))


def test_refuses_to_mix_the_account_of_staff_with_a_page_of_ones_own(town: Town) -> None:
    code = code_in(letter(town, town.case()))

    answer = enter(signed_in(town.colleague), code)

    assert "仕事用のアカウントです" in text_of(answer)


def test_asks_the_person_for_no_second_step(town: Town) -> None:
    """Which staff must have set up: the account is none of the demo."""
    client = came_in(town, town.case())

    assert client.get("/my/").status_code == 200


def test_leaves_at_once_signed_out(town: Town) -> None:
    client = came_in(town, town.case())

    answer = client.get("/my/leave/")

    assert answer.url == "https://www.jma.go.jp/"
    assert client.get("/my/").url.startswith("/account/login/")
