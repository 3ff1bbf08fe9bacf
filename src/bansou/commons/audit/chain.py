"""How a row is digested and how seals hang together; the database does the same where it seals.

Written twice on purpose: who checks the chain asks none of the database's own functions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import batched
from uuid import UUID

#: So many rows are brought together in one digest before these are chained.
BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """What a seal says of itself, besides the rows that it covers."""

    number: int
    made_at_microseconds: int
    horizon: int
    settled: int | None
    rows: int
    #: The tables as the database writes them.
    tables: str

    def __bytes__(self) -> bytes:
        settled = "-" if self.settled is None else str(self.settled)
        parts = (self.number, self.made_at_microseconds, self.horizon, settled, self.rows)
        return "\n".join([*map(str, parts), self.tables]).encode()


def digest_of_row(salt: UUID, table: str, key: str, content: str) -> bytes:
    """The digest of one row; its salt keeps a short content from being guessed by it."""
    return sha256(f"{salt}\n{table}\n{key}\n{content}".encode()).digest()


def digest_of_rows(rows: Iterable[tuple[str, str, bytes]]) -> bytes:
    """The digest of all rows of a seal, each with table, key and its own digest, in their order."""
    return sha256(b"".join(_blocks(rows))).digest()


def next_link(before: bytes, head: Head, rows: bytes) -> bytes:
    """The link that a seal adds to the chain."""
    return sha256(before + bytes(head) + rows).digest()


def _blocks(rows: Iterable[tuple[str, str, bytes]]) -> Iterator[bytes]:
    for some in batched(rows, BLOCK):
        yield sha256(
            b"".join(f"{table}\n{key}\n".encode() + digest for table, key, digest in some)
        ).digest()
