"""How far a long proof has come: one line on the error stream, so that figures on the other stay alone.

On a terminal the line is written over every second; in a file there is one every half minute.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

_ON_TERMINAL, _IN_FILE = 1.0, 30.0


@dataclass
class Progress:
    """Counts what is done of how much, and says so from time to time."""

    what: str
    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    _told: float = 0.0

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        now, pause = time.monotonic(), _ON_TERMINAL if self.out.isatty() else _IN_FILE
        if now - max(self._told, self.began) >= pause:
            self._told = now
            self._write(now - self.began)

    def _write(self, seconds: float) -> None:
        start, end = ("\r", "\x1b[K") if self.out.isatty() else ("", "\n")
        print(f"{start}{self.line(seconds)}", end=end, file=self.out, flush=True)

    def line(self, seconds: float) -> str:
        """What is said after so many seconds."""
        left = seconds / self.done * (self.total - self.done) if self.done else 0.0
        share = 100 * self.done // max(self.total, 1)
        return (
            f"  {self.what}: {self.done:,} of {self.total:,} ({share} %), "
            f"{_minutes(seconds)} gone, about {_minutes(left)} left"
        )

    def end(self) -> None:
        """Leave a terminal's line clean for what follows."""
        if self._told and self.out.isatty():
            print("\r\x1b[K", end="", file=self.out, flush=True)


def with_progress[One](what: str, total: int, some: Iterable[One]) -> Iterator[One]:
    """Hand one after the other on, and say how far it has come."""
    progress = Progress(what, total)
    try:
        for one in some:
            yield one
            progress.step()
    finally:
        progress.end()


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
