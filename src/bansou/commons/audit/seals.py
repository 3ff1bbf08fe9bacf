"""Sealing what the log and the histories have gained, and writing the seal down outside the database."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from bansou.commons.jobs.declaring import upkeep


@dataclass(frozen=True, slots=True)
class Link:
    """A seal as it is written down outside the database: its number and the chain up to it."""

    number: int
    chain: str


@upkeep("audit.seal", cron=settings.SEALING_CRON, service="jobs")
def seal_by_the_clock() -> None:
    """Seal what is new, at intervals."""
    seal_the_log()


def seal_the_log() -> Link | None:
    """Seal every row of the log and the histories that no seal covers yet; none if nothing is new.

    The database does it, so that nobody's rows are shown to whoever seals. Once that is certain,
    the link is written down beside it (`SEALS_FILE`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_number, sealed_chain FROM bansou_seal()")
        found = cursor.fetchone()
    if found is None:
        return None
    number, chain = found
    link = Link(number, bytes(chain).hex())
    transaction.on_commit(partial(_write_down, link))
    return link


def links_in(file: Path) -> Iterator[Link]:
    """The links that were written down; a half line, left by a power cut, tells nothing."""
    if file.exists():
        for line in file.read_text(encoding="ascii").splitlines():
            number, _, chain = line.partition(" ")
            if number.isdecimal() and len(chain) == 64:
                yield Link(int(number), chain)


def _write_down(link: Link) -> None:
    file = Path(settings.SEALS_FILE)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(f"{link.number} {link.chain}\n")
        opened.flush()
        os.fsync(opened.fileno())
