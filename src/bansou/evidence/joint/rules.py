"""Tokens: the same for one person (or company) in every body, and nobody's for everybody else.

HMAC-SHA256 (RFC 2104) under a key of the project, so that nobody who has only the table can find
out by trying names and days of birth.
"""

import hmac
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from itertools import combinations

from bansou.commons.text import name_key


def project_key(secret: str, project: str) -> bytes:
    """The key of one project; of another project, and of another installation, it is another."""
    return hmac.digest(secret.encode(), f"joint:{project}".encode(), sha256)


def person_token(key: bytes, kana: str, birth_on: date) -> str:
    """The token of somebody who agreed, by reading and day of birth."""
    return _token(key, "person", name_key(kana), birth_on.isoformat())


def company_token(key: bytes, corporate_number: str) -> str:
    """The token of a company by its corporate number (法人番号), which is public."""
    return _token(key, "company", unicodedata.normalize("NFKC", corporate_number).strip())


def own_token(key: bytes, body: str, unit: str) -> str:
    """The token of a unit that no other body can match."""
    return _token(key, "own", body, unit)


def _token(key: bytes, *parts: str) -> str:
    return hmac.digest(key, "\x1f".join(parts).encode(), sha256).hex()


def twins(agreed: Mapping[str, tuple[str, date]]) -> list[tuple[str, str]]:
    """The pairs of persons whose tokens are the same, each in the order of their keys.

    :param agreed: reading and day of birth of those who agreed, by their keys
    """
    alike: dict[tuple[str, date], list[str]] = defaultdict(list)
    for person, (kana, born) in sorted(agreed.items()):
        alike[name_key(kana), born].append(person)
    return [pair for persons in alike.values() for pair in combinations(persons, 2)]


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of persons who are one by pairs, one name for all: of three, two pairs are enough."""
    called: dict[str, str] = {}
    for one, other in sorted(pairs):
        name, former = called.setdefault(one, one), called.get(other, other)
        called[other] = name
        called.update({person: name for person, it in called.items() if it == former})
    return called
