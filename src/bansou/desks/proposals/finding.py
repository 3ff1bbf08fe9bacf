"""Proposals that a member may list."""

from typing import Any

from django.db.models import QuerySet

from bansou.commons.access.queries import visible
from bansou.desks.proposals.gate import READ
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import awaited_at, settled_at


def awaited_by(request: Any) -> QuerySet[Proposal]:
    """Those in which somebody has something to do next."""
    return _seen(request, awaited_at(request.actor.require_organisation()))


def settled_for(request: Any) -> QuerySet[Proposal]:
    """Those that came to an end."""
    return _seen(request, settled_at(request.actor.require_organisation()))


def _seen(request: Any, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return visible(request.actor, rows, request.today, action=READ, level="level", are_own=True)
