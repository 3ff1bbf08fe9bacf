"""What could not be done says so in Japanese, keeps what was written, and gives a number."""

import logging
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from bansou.commons.errors import Refusal
from bansou.desks.shared import failures
from bansou.desks.shared.parts import Link

NUMBER = re.compile(r"\d{2}-\d{2}-\d{2}:\d{2}-[0-9A-F]{4}")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("<wbr>", "").split())


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/cases/1/")


def test_gives_a_number_to_read_out() -> None:
    number = failures.enquiry_number(datetime(2021, 11, 24, 1, 42, tzinfo=UTC))

    assert number.startswith("11-24-10:42-")
    assert NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    ("view", "status", "sentence"),
    [
        (failures.not_found, 404, "お探しのページは見つかりません"),
        (failures.denied, 403, "あなたの役割では、ここに入れません"),
        (failures.bad_request, 400, "送られたものを読めませんでした"),
    ],
)
def test_says_what_could_not_be_done_and_logs_its_number(
    request_: HttpRequest, caplog: pytest.LogCaptureFixture, view: Any, status: int, sentence: str
) -> None:
    with caplog.at_level(logging.INFO, "bansou.enquiries"):
        response = view(request_, ValueError("秘密"))

    assert response.status_code == status
    assert sentence in text_of(response)
    assert "秘密" not in text_of(response)
    found = NUMBER.search(text_of(response))
    assert found
    assert f"{found[0]}: {status} GET /cases/1/" in caplog.text


def test_says_what_to_do_where_an_address_is_opened_that_only_takes_what_a_form_sends(
    client: Client, db: None
) -> None:
    response = client.delete("/account/login/")

    assert response.status_code == 405
    assert "POST" in response["Allow"]
    assert "画面のボタンから、もう一度行ってください" in text_of(response)
    assert NUMBER.search(text_of(response))


def test_draws_our_own_failure_without_database_or_session(request_: HttpRequest) -> None:
    response = failures.server_error(request_)

    assert response.status_code == 500
    assert "思わぬことが起きて、手続きが止まりました" in text_of(response)
    assert NUMBER.search(text_of(response))


def test_tells_a_visitor_neither_what_is_hidden_nor_whom_to_ask(client: Client, db: None) -> None:
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "アドレスがちがうか、ログインした人だけが見られるページです" in text_of(response)
    assert "統括カウンセラー" not in text_of(response)


def test_keeps_what_was_written_when_a_form_comes_too_late(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    posted = {
        "note": "講習は12月6日からの4日間に決める。",
        "password": "ことばを4つならべる、それだけ",
        "case": "01890a5d-ac96-774b-bcce-b302099a8057",
        "short": "11:00",
    }

    response = client.post(
        "/account/login/", posted, headers={"referer": "http://testserver/cases/?page=2"}
    )

    assert response.status_code == 403
    assert "講習は12月6日からの4日間に決める。" in text_of(response)
    assert "ならべる" not in text_of(response)
    assert "01890a5d" not in text_of(response)
    assert 'href="/cases/?page=2"' in text_of(response)


def test_never_leads_to_another_place(rf: RequestFactory) -> None:
    request = rf.post("/", headers={"referer": "https://elsewhere.example/"})

    assert 'href="/"' in text_of(failures.stale_page(request))


class ConsultationFirst(Refusal):
    code = "step.required_first"
    message = "受講の申込みは、キャリアコンサルティングを1回記録してからできます。まだありません。"


def test_shows_a_refusal_with_rule_code_and_remedy(request_: HttpRequest) -> None:
    response = failures.refuse(
        request_,
        ConsultationFirst(),
        facts=[("対象", "成田 誠")],
        remedy=Link("相談を記録する", "/record/"),
    )

    page = text_of(response)
    assert response.status_code == 403
    assert "<h1>受講の申込みは、キャリアコンサルティングを1回記録してからできます</h1>" in page
    assert "<p>まだありません。</p>" in page
    assert "<dd>成田 誠</dd>" in page
    assert "step.required_first" in page
    assert 'href="/record/"' in page
