import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.config.conftest import postgres_of, wait_until
from tests.config.test_console import bansou

Demo = Callable[[int], subprocess.Popen[str]]


@pytest.fixture
def demo(var: Path) -> Iterator[Demo]:
    """Start `bansou demo` on a port, outside this process's settings."""
    started: list[subprocess.Popen[str]] = []

    def start(port: int) -> subprocess.Popen[str]:
        hidden = ("BANSOU_", "DJANGO_", "DATABASE_URL")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}
        process = subprocess.Popen(
            [sys.executable, "-m", "bansou.config.console", "demo", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environment, "BANSOU_VAR": str(var)},
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def wait_for_the_address(process: subprocess.Popen[str], port: int) -> None:
    assert process.stdout
    lines = iter(process.stdout.readline, "")
    assert any(f"http://127.0.0.1:{port}/" in line for line in lines), process.communicate()


def group_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def are_gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def test_starts_again_after_a_kill_and_stops_at_a_signal(demo: Demo, port: int, var: Path) -> None:
    first = demo(port)
    wait_for_the_address(first, port)
    family = group_of(first)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/") as page:
        assert page.status == 200
        assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert {os.getpgid(member.pid) for member in family} == {first.pid}

    first.kill()
    wait_until(lambda: are_gone(family) and not postgres_of(var))

    second = demo(port)
    wait_for_the_address(second, port)
    family = group_of(second)
    os.killpg(second.pid, signal.SIGINT)
    _, err = second.communicate(timeout=40)
    assert second.returncode == 0, err
    assert are_gone(family)
    assert not postgres_of(var)


def test_says_which_port_to_take_when_one_is_taken(demo: Demo) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        process = demo(number)
        _, err = process.communicate(timeout=40)

    assert process.returncode == 1
    assert f"PORT={number + 1} make demo" in err


def test_leaves_an_office_s_own_data_alone(demo: Demo, port: int, var: Path) -> None:
    for words in (
        ["migrate", "--verbosity", "0"],
        ["add_organisation", "--kind", "contractor", "--name", "訓練センター"],
    ):
        assert bansou(*words, var=var).returncode == 0

    process = demo(port)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "体験用でないデータ（訓練センターなど）があります。" in err
    assert "Traceback" not in err
    assert not postgres_of(var)
