"""Visits and case conferences of the day that are one's own, and earlier ones not yet recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import visible
from bansou.desks.counsellor.names import called
from bansou.desks.counsellor.today.panels import CaseKey, key_of
from bansou.schemes.shape import Scheme
from bansou.support.outreach.conferences.queries import conferences_to_come
from bansou.support.outreach.visits.queries import visits_in

#: Nobody has more of them in a day; what was forgotten long ago stands first.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Outing:
    """A visit or a conference: when, to whom, what kind and where; whether its day has passed."""

    case_key: CaseKey
    on: date
    starts_at: Any
    name: str
    note: str
    url: str
    is_past: bool


def outings_of(actor: Actor, day: date, schemes: Iterable[Scheme]) -> list[Outing]:
    """What one goes to on the day or was to record before: the visits one leads, one's conferences.

    :param schemes: of the office; where none has outreach nobody goes out
    """
    if not any(scheme.outreach for scheme in schemes):
        return []
    keeper_id = actor.require_organisation()
    own_visits = visits_in(keeper_id).filter(lead_id=actor.membership_id, on__lte=day)
    own_meetings = conferences_to_come(keeper_id).filter(
        case__responsible_id=actor.membership_id, on__lte=day
    )
    asked: dict[str, Any] = {"level": "level", "closed": "case__closed_on"}
    visits = visible(actor, own_visits, day, action="outreach.read", **asked)[:_MOST]
    meetings = visible(actor, own_meetings, day, action="conference.read", **asked)[:_MOST]
    found = [
        *(_outing(it, it.get_kind_display(), "outreach:visit", day) for it in visits),
        *(_outing(it, _("ケース会議"), "outreach:conference", day) for it in meetings),
    ]
    return sorted(found, key=lambda one: (one.on, one.starts_at))


def _outing(it: Any, kind: str, page: str, day: date) -> Outing:
    return Outing(
        case_key=key_of(it.case),
        on=it.on,
        starts_at=it.starts_at,
        name=called(it.case),
        note=f"{kind}　{it.place}",
        url=reverse(page, args=[it.pk]),
        is_past=it.on < day,
    )
