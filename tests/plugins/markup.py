"""The fixture `nu`: what the Nu Html Checker says of a page. `.ci/run` brings it into var/tools."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from bansou.config.places import project_root

Nu = Callable[[str | Path], list[str]]

_JAR = project_root() / "var" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The quick compiler, and the stack that the checker asks for.
_JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# htmx's attributes are not HTML's; everything else is to be.
_OURS = "Attribute “hx-[a-z-]+” not allowed on element.*"
_STARTS_WITHIN = 60


@pytest.fixture(scope="session")
def nu() -> Iterator[Nu]:
    """Return a function that gives the checker's words on a page or on a folder's style sheets.

    None if all is well. The checker stays open for the pages that follow: starting it takes longer
    than reading hundreds of them.
    """
    if shutil.which("java") is None or not _JAR.exists():
        reason = "no Java, or no Nu Html Checker in var/tools (.ci/run installs both)"
        if os.environ.get("BANSOU_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    port = _free_port()
    checker = subprocess.Popen(
        [
            *_JAVA,
            "-Dnu.validator.servlet.bind-address=127.0.0.1",
            *("-cp", str(_JAR), "nu.validator.servlet.Main", str(port)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield lambda it: _words_on_styles(it) if isinstance(it, Path) else _words_on(it, port)
    finally:
        checker.terminate()
        checker.wait()


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def _wait_for(port: int) -> None:
    latest = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < latest, "the Nu Html Checker does not start"
            time.sleep(0.1)
        else:
            return


def _asked(checker: HTTPConnection, page: str) -> HTTPResponse:
    told = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "bansou"}
    checker.request("POST", "/?out=json", page.encode(), told)
    return checker.getresponse()


def _words_on(page: str, port: int) -> list[str]:
    with (
        closing(HTTPConnection("127.0.0.1", port, timeout=60)) as checker,
        closing(_asked(checker, page)) as answer,
    ):
        said = json.load(answer)["messages"]
    return [
        f"{one.get('lastLine', '?')}: {one['message']}"
        for one in said
        if not re.fullmatch(_OURS, one["message"])
    ]


def _words_on_styles(folder: Path) -> list[str]:
    said = subprocess.run(
        [*_JAVA, "-jar", str(_JAR), "--format", "json", "--also-check-css", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=300,
        check=False,
    )
    return [
        f"{one['url'].rpartition('/')[2]}: {one.get('lastLine', '?')}: {one['message']}"
        for one in json.loads(said.stderr)["messages"]
    ]
