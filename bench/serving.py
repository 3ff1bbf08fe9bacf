"""Serving the product as users get it, and reading the CPU that requests cost."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

TICK_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds per request, by the application and by PostgreSQL, and the answer's size."""

    application: float
    database: float
    kib: float

    @property
    def total(self) -> float:
        return self.application + self.database


@contextmanager
def served(postgres_folder: str) -> Iterator["Server"]:
    """Start granian with one worker on a free port of this machine, and stop it again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--blocking-threads", "1", "--no-ws", "--log-level", "error",
        "bansou.config.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield Server(port, process.pid, postgres_folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass(slots=True)
class Server:
    """The running server and the database's processes."""

    port: int
    pid: int
    postgres_folder: str

    def get(self, path: str, cookie: str) -> tuple[int, bytes]:
        """Ask for one page as a signed-in member."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TICK_LIMIT)
        connection.request("GET", path, headers={"Cookie": cookie, "Host": "127.0.0.1"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, body

    def cost(self, path: str, cookie: str, *, requests: int, warm: int = 10) -> Cost:
        """Measure CPU per request over `requests` requests after `warm` ones."""
        for _ in range(warm):
            status, body = self.get(path, cookie)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {body[:400]!r}")
        application, database = self._ticks()
        for _ in range(requests):
            self.get(path, cookie)
        after_application, after_database = self._ticks()
        return Cost(
            (after_application - application) * 1000 / requests,
            (after_database - database) * 1000 / requests,
            len(body) / 1024,
        )

    def _ticks(self) -> tuple[float, float]:
        own = psutil.Process(self.pid)
        application = sum(_cpu(p) for p in [own, *own.children(recursive=True)])
        return application, sum(_cpu(p) for p in self._postgres())

    def _postgres(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter(["name", "cwd"]):
            if process.info["name"] == "postgres" and process.info["cwd"] == self.postgres_folder:
                yield process


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not come up")
