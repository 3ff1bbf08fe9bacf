"""An installation as docs/configuration.md describes it: roles, migration, static files, serving."""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from bansou.config.embedded import EmbeddedServer
from tests.config.conftest import wait_until
from tests.config.installing import (
    Environment,
    bansou,
    environment_of,
    run_as_administrator,
    statements_of_the_document,
)


@pytest.fixture
def installation(server: EmbeddedServer, tmp_path: Path) -> Environment:
    """Make roles and database by the statements of the document; return the environment."""
    server.attach()
    undone = "DROP DATABASE bansou; DROP ROLE bansou_owner; DROP ROLE bansou_app;"
    run_as_administrator(
        server.seat.programs,
        server.socket_folder,
        f"{undone} DROP ROLE bansou_search;\n{statements_of_the_document()}",
        password=server.login("postgres")["password"],
    )
    return environment_of(server.socket_folder, tmp_path / "installed")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message


def ask(port: int, **headers: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(
            "GET", "/account/login/", headers={"Host": "bansou.example.jp", **headers}
        )
        response = connection.getresponse()
        response.read()
        return Answer(response.status, response.headers)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_serves_an_installation_over_https_alone(installation: dict[str, str], port: int) -> None:
    before = bansou(installation, "serve", "--port", str(port))
    assert before.returncode == 1
    assert "bansou migrate" in before.stderr

    for words in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        done = bansou(installation, *words)
        assert done.returncode == 0, done.stderr
    process = subprocess.Popen(
        [sys.executable, "-m", "bansou.config.console", "serve", "--port", str(port)],
        env=installation,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        wait_until(lambda: listens(port))
        wait_until(lambda: ask(port).status == 301)
        plain = ask(port)
        safe = ask(port, **{"X-Forwarded-Proto": "https"})
        foreign = ask(port, **{"X-Forwarded-Proto": "https", "Host": "elsewhere.example.jp"})
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)

    assert plain.headers["Location"] == "https://bansou.example.jp/account/login/"
    assert safe.status == 200
    assert "max-age=31536000" in safe.headers["Strict-Transport-Security"]
    assert "unsafe" not in safe.headers["Content-Security-Policy"]
    assert re.search(r"__Host-csrf=.*Secure", safe.headers["Set-Cookie"])
    assert foreign.status == 400
    assert process.returncode == 0, err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"BANSOU_SECRET_KEY": ""}, "BANSOU_SECRET_KEY が必要です"),
        ({"BANSOU_SECRET_KEY": "too-short"}, "BANSOU_SECRET_KEY は 50 文字以上"),
        ({"BANSOU_ALLOWED_HOSTS": ""}, "BANSOU_ALLOWED_HOSTS が必要です"),
        ({"BANSOU_EMAIL_URL": ""}, "BANSOU_EMAIL_URL が必要です"),
        ({"BANSOU_EMAIL_URL": "http://mail"}, "smtp://"),
        ({"BANSOU_SECRET_KYE": "x"}, "知らない環境変数です: BANSOU_SECRET_KYE"),
        ({"BANSOU_IDLE_MINUTES": "0"}, "1 以上の整数"),
        ({"BANSOU_IDLE_MINUTES": "ten"}, "1 以上の整数"),
        ({"DATABASE_URL": "postgresql://postgres:x@db/bansou"}, "利用者名は bansou_app"),
        ({"DATABASE_URL": "mysql://bansou_app:x@db/bansou"}, "postgresql://"),
    ],
)
def test_refuses_to_start_on_a_setting_that_cannot_be(
    change: dict[str, str], sentence: str
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://bansou_app:x@db.example.jp/bansou",
        "BANSOU_SECRET_KEY": secrets.token_urlsafe(64),
        "BANSOU_ALLOWED_HOSTS": "bansou.example.jp",
        "BANSOU_EMAIL_URL": "smtp://mail.example.jp:25",
    }

    refused = bansou(environment | change, "check")

    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
