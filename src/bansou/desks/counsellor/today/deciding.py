"""Requests for the expert team that wait for the member's decision, as their first page says it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import visible
from bansou.commons.organisations.models import Role
from bansou.desks.shared.parts import Link
from bansou.schemes.shape import Scheme
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.teams.queries import dispatches_in


def way_to_dispatches(actor: Actor, day: date, schemes: Iterable[Scheme]) -> Link | None:
    """The way to what waits for who decides it; one request opens itself. None where none waits.

    :param schemes: of the office; where none has outreach nothing is asked for
    """
    if actor.role != Role.SUPERVISING_COUNSELLOR or not any(one.outreach for one in schemes):
        return None
    asked: dict[str, Any] = {"level": "level", "closed": "case__closed_on"}
    requested = dispatches_in(actor.require_organisation()).filter(
        state=DispatchRequest.State.REQUESTED
    )
    # Nobody decides on what they asked for themselves.
    waiting = requested.exclude(requested_by_id=actor.membership_id)
    shown = visible(actor, waiting, day, action="outreach.decide", **asked)
    found = list(shown.order_by("-is_urgent", "requested_at").values_list("pk", "is_urgent"))
    if not found:
        return None
    urgent = sum(is_urgent for _key, is_urgent in found)
    one = reverse("outreach:dispatch", args=[found[0][0]])
    return Link(
        _("緊急の依頼が%(number)d件あります。") % {"number": urgent} if urgent else "",
        one if len(found) == 1 else reverse("outreach:dispatches"),
        count=len(found),
    )
