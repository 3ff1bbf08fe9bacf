"""Runs the web server and the worker as children, and ends them together.

Children stay in our process group and die with us, even when we are killed: an orphaned
server would hold the port, an orphaned worker would go on working unseen.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GRACE_SECONDS = 25.0
_READY_SECONDS = 120.0
_PR_SET_PDEATHSIG = 1


class SupervisorFailure(Exception):
    """A child ended by itself, or never became ready; the message names it."""


def die_with_parent(parent: int, *, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send us `by` when the process `parent` ends, however it ends.

    Only Linux can; elsewhere a killed parent leaves its children to be stopped by hand.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        os.kill(os.getpid(), by)


class Supervisor:
    """The children of one start.

    :param commands: the command line of each child, by the name that messages call it
    """

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._commands = commands
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._signals = 0

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Start the children, announce them once they are ready, and wait to be stopped.

        :raises SupervisorFailure: a child ended by itself, or was not ready in time
        """
        with self._hearing_signals() as heard:
            try:
                self._start()
                if self._wait_until(is_ready, heard):
                    announce()
                    self._wait_until(lambda: False, heard, limit=None)
            finally:
                self._stop(heard)

    def _start(self) -> None:
        ourselves = os.getpid()
        for name, command in self._commands.items():
            self._children[name] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                preexec_fn=lambda: die_with_parent(ourselves),  # noqa: PLW1509 - no threads here
            )

    def _wait_until(
        self, holds: Callable[[], bool], heard: int, *, limit: float | None = _READY_SECONDS
    ) -> bool:
        """Wait until `holds` does (True) or we are told to stop (False)."""
        started = time.monotonic()
        while not self._signals:
            self._look_after_children()
            if holds():
                return True
            if limit is not None and time.monotonic() - started > limit:
                raise SupervisorFailure("時間内に始まりませんでした。")
            _rest(heard, 0.1 if limit else 1.0)
        return False

    def _look_after_children(self) -> None:
        for name, child in self._children.items():
            code = child.poll()
            if code is not None and not self._signals:
                raise SupervisorFailure(f"{name}が終了しました（終了コード {code}）。")

    def _stop(self, heard: int) -> None:
        """Ask the children to end; after the grace, or a second signal, kill them."""
        asked = self._signals
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        while any(child.poll() is None for child in self._children.values()):
            if time.monotonic() > deadline or self._signals > asked + 1:
                for child in self._children.values():
                    child.kill()
            _rest(heard, 0.05)

    @contextmanager
    def _hearing_signals(self) -> Iterator[int]:
        """Count signals that ask us to stop; yields a descriptor that wakes a waiting select."""
        heard, telling = os.pipe()
        os.set_blocking(heard, False)
        os.set_blocking(telling, False)
        before = {number: signal.signal(number, self._note) for number in _STOPPING}
        waker = signal.set_wakeup_fd(telling, warn_on_full_buffer=False)
        try:
            yield heard
        finally:
            signal.set_wakeup_fd(waker)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(heard)
            os.close(telling)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1


def _rest(heard: int, seconds: float) -> None:
    """Sleep, at most until a signal comes."""
    if select.select([heard], [], [], seconds)[0]:
        os.read(heard, 1024)
