"""The one way into the database's tenant rows: a transaction that knows who acts and why.

Statements outside `acting()` see no tenant row at all, and writes without an actor are refused
by the database (docs/decisions/0004-row-level-security.md).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.keys import uuid7

_NAMES = (
    "app.organisations",
    "app.actor",
    "app.membership",
    "app.person",
    "app.company",
    "pghistory.context_id",
    "pghistory.context_metadata",
)


@contextmanager
def acting(actor: Actor, *, why: str) -> Iterator[Actor]:
    """Open a transaction in which `actor` acts; `why` goes into every history row written in it.

    Settings are local to the transaction. Inside another transaction the former values are put
    back at the end, because SET LOCAL outlives the release of a savepoint.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read() if nested else None
        _set(_values(actor, why))
        yield actor
        # A block that is to be rolled back takes its settings with it.
        if before is not None and not connection.needs_rollback:
            _set(before)


def _values(actor: Actor, why: str) -> list[str]:
    metadata = {
        "user": str(actor.user_id),
        "membership": str(actor.membership_id or ""),
        "organisation": str(actor.organisation_id or ""),
        "why": why,
    }
    return [
        "{" + ",".join(str(key) for key in actor.sees) + "}",
        str(actor.user_id),
        str(actor.membership_id or ""),
        str(actor.person_id or ""),
        str(actor.company_id or ""),
        str(uuid7()),
        json.dumps(metadata, ensure_ascii=False),
    ]


def _set(values: list[str]) -> None:
    calls = ", ".join("set_config(%s, %s, true)" for _ in _NAMES)
    pairs = [part for pair in zip(_NAMES, values, strict=True) for part in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", pairs)


def _read() -> list[str]:
    asked = ", ".join("coalesce(current_setting(%s, true), '')" for _ in _NAMES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", _NAMES)
        row = cursor.fetchone()
    return [str(value) for value in row or ()]
