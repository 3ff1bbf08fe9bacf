"""Openings that came to nothing, noted in the log of the asking person's own organisation.

What a row policy hides and what does not exist look the same from here, so the entry says only
which kind of record was asked for and by which key. Where a desk finds the record and decides
about it, the desk notes the refusal itself, in the keeper's log, and says so by `is_judged`.
"""

import re
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import ResolverMatch

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog

_KEYS = re.compile(r"([a-z-]+)/<uuid:(\w+)>")


class Sought(NamedTuple):
    """What an address is about: the kind of its last record, and that record's key."""

    kind: str
    key: UUID


def sought_at(match: ResolverMatch) -> Sought | None:
    """The record that an address names; what stands before its key says the kind.

    None where it names none.
    """
    named = _KEYS.findall(match.route)
    if not named:
        return None
    plural, name = named[-1]
    return Sought(plural.removesuffix("s"), match.kwargs[name])


def note_turned_away(request: Any, response: HttpResponseBase) -> None:
    """Note that somebody asked to open a record and was shown none."""
    match = request.resolver_match
    is_shown = response.status_code not in (403, 404) or getattr(request, "is_judged", False)
    # A form that is sent where nothing opens any more, as drafts are, was opened before.
    if is_shown or match is None or request.method not in ("GET", "HEAD"):
        return
    if sought := sought_at(match):
        note_reading(
            by=request.actor,
            kind=AccessLog.Kind.REFUSED,
            subject=sought.kind,
            subject_id=sought.key,
            at=request.now,
            keeper_id=request.actor.require_keeper(),
        )
