"""Servers of their own, outside `var/test`: these tests start, kill and restart PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from bansou.config.embedded import EmbeddedServer


def wait_until(holds: Callable[[], bool], *, seconds: float = 30.0) -> None:
    """Return as soon as `holds` does; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def postgres_of(var: Path) -> list[psutil.Process]:
    """Return the living PostgreSQL processes of `var`, found without the code under test."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd() == str(var / "pg" / "data") and process.name() == "postgres":
                found += [process] if process.status() != psutil.STATUS_ZOMBIE else []
    return found


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """Yield a `var/` under a folder with a space and Japanese letters; end what runs there."""
    folder = tmp_path / "支援 台帳" / "var"
    yield folder
    for process in postgres_of(folder):
        with suppress(psutil.Error):
            process.kill()


@pytest.fixture(scope="session")
def used_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a `var/` whose server was started and stopped before."""
    folder = tmp_path_factory.mktemp("used") / "var"
    server = EmbeddedServer(folder, tests=True)
    server.attach()
    server.leave()
    return folder


@pytest.fixture
def server(var: Path, used_var: Path) -> Iterator[EmbeddedServer]:
    """Yield a server whose data exist, and which is not running."""
    var.parent.mkdir()
    subprocess.run(["cp", "-a", str(used_var), str(var)], check=True)
    server = EmbeddedServer(var, tests=True)
    yield server
    server.leave()


Attached = subprocess.Popen[str]


@pytest.fixture
def new_server(var: Path) -> Iterator[EmbeddedServer]:
    """Yield a server that was never started."""
    var.mkdir(parents=True)
    server = EmbeddedServer(var, tests=True)
    yield server
    server.leave()


@pytest.fixture
def attach_elsewhere(var: Path, used_var: Path) -> Iterator[Callable[[], Attached]]:
    """Return a function that starts another process, attached and waiting to be ended."""
    started: list[Attached] = []
    if not var.exists():
        var.parent.mkdir()
        subprocess.run(["cp", "-a", str(used_var), str(var)], check=True)
    program = (
        "import sys; from pathlib import Path;"
        "from bansou.config.embedded import EmbeddedServer;"
        "server = EmbeddedServer(Path(sys.argv[1])); server.attach();"
        "print('attached', flush=True); sys.stdin.read(); server.leave()"
    )

    def start() -> Attached:
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "BANSOU_VAR": str(var)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
