"""Drafts save themselves, say so with seconds, and keep the text when the server is gone."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.desks.shared.specimen import Consultation, rendered

type Show = Callable[[str], Page]


class Server:
    """Answers the drafts' address as told, and remembers what came."""

    def __init__(self, page: Page) -> None:
        self.status = 200
        self.reachable = True
        self.received: list[str] = []
        page.route("http://desk.test/draft", self.answer)

    def answer(self, route: Route, request: Request) -> None:
        if not self.reachable:
            route.abort("internetdisconnected")
            return
        self.received.append(request.post_data or "")
        body = {"saved_at": "11:47:08", "values": {"words": "受け付けました"}}
        route.fulfill(status=self.status, body=json.dumps(body), content_type="application/json")


@pytest.fixture
def desk(page: Page, show: Show) -> Page:
    page.clock.install()
    opened = show(rendered(Consultation()))
    opened.add_script_tag(url="/static/bansou/js/drafts.js")
    return opened


@pytest.fixture
def server(desk: Page) -> Server:
    return Server(desk)


def test_saves_a_few_seconds_after_a_change(desk: Page, server: Server) -> None:
    desk.get_by_label("相談の内容").press_sequentially("申込書")
    expect(desk.locator("[data-draft-words]").first).to_have_text("まだ保存していません")
    desk.clock.run_for(3_100)

    expect(desk.locator("[data-draft-words]").first).to_have_text("11:47:08 に下書きを保存しました")
    expect(desk.get_by_role("status").filter(has_text="下書き")).to_have_text(
        "下書きを保存しました"
    )
    expect(desk.get_by_label("本人の言葉")).to_have_value("受け付けました")
    assert len(server.received) == 1
    assert "申込書" in server.received[0]


def test_saves_on_leaving_a_field(desk: Page, server: Server) -> None:
    desk.get_by_label("相談の内容").fill("申込書")
    desk.get_by_label("本人の言葉").focus()

    expect(desk.locator("[data-draft-words]").first).to_contain_text("保存しました")
    assert len(server.received) == 1


def test_keeps_the_text_and_sends_it_again_when_the_server_is_gone(
    desk: Page, server: Server
) -> None:
    server.reachable = False
    desk.get_by_label("相談の内容").fill("申込書")
    desk.clock.run_for(3_100)
    expect(desk.locator("[data-draft-words]").first).to_contain_text(
        "保存できませんでした。つながりが切れています。"
    )
    expect(desk.get_by_label("相談の内容")).to_have_value("申込書")

    server.reachable = True
    desk.clock.run_for(5_100)

    expect(desk.locator("[data-draft-words]").first).to_contain_text("保存しました")
    assert len(server.received) == 1


def test_says_that_one_is_signed_out(desk: Page, server: Server) -> None:
    server.status = 403
    desk.route("http://desk.test/", lambda route: route.fulfill(body="<p>ログイン</p>"))

    desk.get_by_label("相談の内容").fill("申込書")
    desk.clock.run_for(3_100)

    expect(desk.locator("[data-draft-words]").first).to_contain_text("ログインが切れています。")


def test_takes_the_new_token_after_signing_in_elsewhere(desk: Page, server: Server) -> None:
    server.status = 403
    fresh = '<form data-draft-url="/draft"><input name="csrfmiddlewaretoken" value="new"></form>'
    desk.route("http://desk.test/", lambda route: route.fulfill(body=fresh))

    desk.get_by_label("相談の内容").fill("申込書")
    desk.clock.run_for(3_100)
    expect(desk.locator("[data-draft-words]").first).to_contain_text("保存できませんでした")

    assert len(server.received) == 2
    assert desk.locator("[name=csrfmiddlewaretoken]").first.input_value() == "new"


def test_keeps_nothing_in_the_browser(desk: Page, server: Server) -> None:
    desk.get_by_label("相談の内容").fill("秘密")
    desk.clock.run_for(3_100)
    expect(desk.locator("[data-draft-words]").first).to_contain_text("保存しました")

    kept = desk.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "秘密" not in kept
    assert "相談" not in kept
    assert len(server.received) == 1
