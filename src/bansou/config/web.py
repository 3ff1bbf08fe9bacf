"""The web server: granian before Django, as a process of its own."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import sys
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from bansou.config.console import settings_module
from bansou.config.supervisor import die_with_parent

# Four requests at a time in one process: each waits for PostgreSQL part of its time, and
# each thread keeps a connection.
THREADS = 4


class WebServer(Server):  # type: ignore[misc, valid-type]
    """Granian, which may be told to stop more than once."""

    def signal_handler_interrupt(self, *_: Any) -> None:
        """Note the first signal only: a second one inside `Event.set` would wait for ever."""
        if not self.interrupt_signal:
            super().signal_handler_interrupt()


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens on `port` yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Tell whether the server answers an HTTP request."""
    asked = http.client.HTTPConnection(host, port, timeout=10)
    try:
        asked.request("HEAD", "/account/login/", headers={"Host": "localhost"})
        return asked.getresponse().status < 500
    except OSError:
        return False
    finally:
        asked.close()


def command(host: str, port: int, processes: int) -> list[str]:
    """Return the command line that starts the server."""
    here = [sys.executable, "-m", "bansou.config.web"]
    return [*here, "--host", host, "--port", str(port), "--processes", str(processes)]


def load(_target: str) -> Any:
    """Load the application inside one of granian's processes, which is to end with granian."""
    die_with_parent(os.getppid(), by=signal.SIGKILL)
    # Ctrl-C reaches granian and its processes alike, and then granian stops them. A process
    # that is told twice at once hangs, so it hears granian alone. Granian's own handlers come
    # only after the application is loaded; until then a stop ends the process.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from bansou.config.wsgi import application

    return application


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="bansou.config.web")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--processes", type=int, required=True)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    from django.conf import settings

    if settings.EMBEDDED_DATABASE is not None:
        settings.EMBEDDED_DATABASE.attach()
    WebServer(
        "bansou.config.wsgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.processes,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve(target_loader=load)


if __name__ == "__main__":
    main()
