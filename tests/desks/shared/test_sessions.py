from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bansou.commons.models import User
from bansou.desks.shared.sessions import SessionLimitMiddleware

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def ask(session: SessionStore, method: str = "GET", user: Any = None, **headers: str) -> Any:
    request: HttpRequest = RequestFactory().generic(method, "/cases/7/?tab=plan", headers=headers)
    request.session = session
    request.user = User(name="山田 聡") if user is None else user
    request._messages = CookieStorage(request)
    response = SessionLimitMiddleware(lambda _: HttpResponse("the page"))(request)
    response.request = request
    return response


def is_let_in(response: HttpResponse) -> bool:
    return response.status_code == 200 and response.content == b"the page"


def test_lets_in_as_long_as_there_are_signs_of_life(clock: Any) -> None:
    session = SessionStore()
    for _ in range(20):
        assert is_let_in(ask(session))
        clock.shift(timedelta(minutes=29))


def test_ends_the_session_after_half_an_hour_without_one(clock: Any) -> None:
    session = SessionStore()
    ask(session)
    clock.shift(timedelta(minutes=31))

    response = ask(session)

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=%2Fcases%2F7%2F%3Ftab%3Dplan"
    assert [str(m) for m in get_messages(response.request)] == [
        "30分のあいだ操作がなかったため、ログアウトしました。"
    ]
    assert not session.keys()
    assert isinstance(response.request.user, AnonymousUser)


def test_ends_the_session_after_ten_hours_of_work(clock: Any) -> None:
    session = SessionStore()
    for _ in range(31):
        assert is_let_in(ask(session))
        clock.shift(timedelta(minutes=20))

    response = ask(session)

    assert [str(m) for m in get_messages(response.request)] == [
        "ログインから10時間がたったため、ログアウトしました。"
    ]


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/cases/7/record/", "%2Fcases%2F7%2Frecord%2F"),
        ("http://testserver.example.org/x", "%2F"),
    ],
)
def test_leads_back_to_the_page_of_a_form_that_held_nothing(
    clock: Any, page: str, back: str
) -> None:
    session = SessionStore()
    ask(session)
    clock.shift(timedelta(hours=1))

    response = ask(session, "POST", Referer=page)

    assert response.status_code == 403
    assert f'"/account/login/?next={back}"' in response.content.decode()


def test_answers_a_draft_that_saves_itself_in_its_own_language(clock: Any) -> None:
    session = SessionStore()
    ask(session)
    clock.shift(timedelta(hours=1))

    response = ask(session, "POST", Accept="application/json")

    assert response.status_code == 401
    assert b"message" in response.content


def test_sends_a_partial_to_sign_in_as_a_whole_page(clock: Any) -> None:
    session = SessionStore()
    ask(session)
    clock.shift(timedelta(hours=1))

    response = ask(session, **{"HX-Request": "true"})

    assert response["HX-Redirect"].startswith("/account/login/?next=")


def test_writes_a_sign_of_life_down_at_most_once_a_minute(clock: Any) -> None:
    session = SessionStore()
    ask(session)
    session.modified = False

    clock.shift(timedelta(seconds=59))
    ask(session)
    is_written_early = session.modified
    clock.shift(timedelta(seconds=1))
    ask(session)

    assert (is_written_early, session.modified) == (False, True)


def test_leaves_who_has_not_signed_in_alone(clock: Any) -> None:
    session = SessionStore()
    ask(session, user=AnonymousUser())
    clock.shift(timedelta(days=1))

    assert is_let_in(ask(session, user=AnonymousUser()))
    assert not session.keys()
