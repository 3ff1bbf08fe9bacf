"""A progress bar on the terminal, and nothing where output goes elsewhere."""

import sys
import time
from typing import TextIO

from django.utils.translation import gettext as _

_WIDTH = 24
_EVERY_SECONDS = 0.1


class Progress:
    """Shows how many rows of how many are done; call it with both."""

    def __init__(self, label: str, out: TextIO | None = None) -> None:
        self._label = label
        self._out = out or sys.stderr
        self._is_shown = self._out.isatty()
        self._started = self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._is_shown or (now - self._last < _EVERY_SECONDS and done < total):
            return
        self._last = now
        filled = _WIDTH * done // max(total, 1)
        bar = "█" * filled + "░" * (_WIDTH - filled)
        left = round((now - self._started) / done * (total - done)) if done else 0
        words = _("%(done)s／%(total)s行　あと%(left)d秒ほど") % {
            "done": f"{done:,}",
            "total": f"{total:,}",
            "left": left,
        }
        self._out.write(f"\r{self._label} {bar} {words}\033[K")
        self._out.flush()

    def close(self) -> None:
        """Take the bar away."""
        if self._is_shown:
            self._out.write("\r\033[K")
            self._out.flush()
