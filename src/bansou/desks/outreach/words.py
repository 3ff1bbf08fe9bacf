"""Dispatches and visits in words: where they stand, and how long they waited."""

from django.utils.translation import gettext as _

from bansou.desks.shared.parts import Chip
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.visits.models import OutreachVisit

_State = DispatchRequest.State
_CHIPS = {
    _State.REQUESTED: "warn",
    _State.APPROVED: "good",
    _State.DECLINED: "quiet",
    _State.WITHDRAWN: "quiet",
}


def chip_of(dispatch: DispatchRequest) -> Chip:
    """Where a request stands; an urgent one that waits says so."""
    state = _State(dispatch.state)
    if dispatch.is_urgent and state == _State.REQUESTED:
        return Chip(_("緊急・判断待ち"), "bad", "warning")
    return Chip(str(state.label), _CHIPS[state])


def waited(dispatch: DispatchRequest) -> str:
    """How long it took from the request to the decision; empty while it waits."""
    if dispatch.decided_at is None:
        return ""
    minutes = int((dispatch.decided_at - dispatch.requested_at).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    if days:
        return _("依頼から%(days)d日%(hours)d時間") % {"days": days, "hours": rest // 60}
    if rest >= 60:
        return _("依頼から%(hours)d時間%(minutes)d分") % {"hours": rest // 60, "minutes": rest % 60}
    return _("依頼から%(minutes)d分") % {"minutes": rest}


_VISIT_CHIPS = {
    OutreachVisit.State.PLANNED: "key",
    OutreachVisit.State.HELD: "good",
    OutreachVisit.State.CANCELLED: "quiet",
}


def visit_chip(visit: OutreachVisit) -> Chip:
    """Where a visit stands; of one that was held, whom one met."""
    text = visit.get_met_display() if visit.met else visit.get_state_display()
    kind = "warn" if visit.met == OutreachVisit.Met.NOBODY else None
    return Chip(str(text), kind or _VISIT_CHIPS[OutreachVisit.State(visit.state)])
