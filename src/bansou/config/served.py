"""Where the pages of this `var/` are served just now, so that links printed elsewhere lead there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bansou.config import web


def _note(var: Path) -> Path:
    return var / "served"


@contextmanager
def noted(var: Path, address: str) -> Iterator[None]:
    """Say inside the block that the pages are served at this address."""
    _note(var).write_text(address, encoding="ascii")
    try:
        yield
    finally:
        _note(var).unlink(missing_ok=True)


def address_of(var: Path) -> str | None:
    """Where the pages are served; nothing where nobody listens there any more."""
    try:
        address = _note(var).read_text(encoding="ascii").strip()
    except OSError:
        return None
    parts = urlsplit(address)
    if not (parts.hostname and parts.port) or web.is_free(parts.hostname, parts.port):
        return None
    return address
