"""What an address of the manager's desk names. What one may not see does not exist (404)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404

from bansou.commons.access.rules import Thing
from bansou.desks.shared.door import action_of, allowed
from bansou.evidence.indicators.parts import PREFIX, part_reading
from bansou.evidence.indicators.queries import Reading, readings
from bansou.programmes.models import Programme


def programme_at(request: Any, key: UUID) -> Programme:
    """The programme, if the member may do to it what the address does."""
    programme = Programme.objects.filter(
        organisation_id=request.actor.organisation_id, pk=key
    ).first()
    if programme is None or not may_here(request, action_of(request.resolver_match) or ""):
        raise Http404
    request.is_judged = True
    return programme


def may_here(request: Any, action: str) -> bool:
    """Tell whether the member may do `action` to what their own organisation keeps."""
    return allowed(request, action, Thing(request.actor.require_organisation()))


def reading_at(request: Any, programme: Programme, indicator: str) -> Reading:
    """Today's reading of one indicator of a programme, or of one part of its support."""
    if indicator.startswith(PREFIX):
        part = part_reading(programme, indicator, request.today)
        return reading_among([part] if part else [], indicator)
    return reading_among(readings(programme, request.today), indicator)


def reading_among(found: Iterable[Reading], indicator: str) -> Reading:
    """The reading of one indicator; one that the scheme has not does not exist."""
    for reading in found:
        if reading.definition.id == indicator:
            return reading
    raise Http404


def version_in(text: str) -> int:
    """Read the number of a version; 0, which no version has, where there is none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0


def key_in(text: str) -> UUID | None:
    """Read a key from an address or a form; None where there is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
