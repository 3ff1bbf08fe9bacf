"""One lot for everybody, from a published seed: anyone can draw it again with SHA-256."""

from collections.abc import Iterable
from hashlib import sha256


def lot_of(seed: str, person: str) -> str:
    """Somebody's lot: SHA-256 over seed, line feed and person (UTF-8), in hexadecimal digits."""
    return sha256(f"{seed}\n{person}".encode()).hexdigest()


def digest_of(seed: str) -> str:
    """What is published of a seed before its lot is drawn: SHA-256 over it (UTF-8), in hexadecimal."""
    return sha256(seed.encode()).hexdigest()


def lots(seed: str, people: Iterable[str]) -> dict[str, int]:
    """Where each person stands by their lot: 1 is drawn first. The order of `people` is no matter."""
    drawn = sorted(set(people), key=lambda person: (lot_of(seed, person), person))
    return {person: place for place, person in enumerate(drawn, start=1)}
