"""Who has to answer next, and what came of the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bansou.commons.access.queries import may
from bansou.desks.proposals.finding import awaited_by, settled_for
from bansou.desks.proposals.gate import READ, note_names, refusing
from bansou.desks.proposals.ledger import EXPORT
from bansou.desks.proposals.sections import tabs_of
from bansou.desks.proposals.words import state_chip
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import years_back
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Chip
from bansou.placement.matching.models import Proposal

State = Proposal.State
_SHOWN = 100

#: The groups of the list in the order of the work, and what is done in each.
_GROUPS = (
    (State.PROPOSED, _("本人の返事を聞いて、記録します。")),
    (State.WANTED, _("氏名を出さずに、企業に聞きます。")),
    (State.OFFERED, _("企業の返事を聞いて、記録します。")),
    (State.WELCOMED, _("本人の同意を確かめて、紹介状を出します。")),
    (State.INTRODUCED, _("面接の日を決め、結果を記録します。")),
    (State.CHOSEN, _("働き始めたら、就職を記録します。")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal as a row."""

    proposal: Proposal
    name: str
    chip: Chip


def rows_of(proposals: Iterable[Proposal]) -> list[Row]:
    """Proposals with what their people are called."""
    return [Row(one, called(one.case), state_chip(one)) for one in proposals]


@require_safe
@door(READ)
@refusing
def awaited(request: Any) -> HttpResponse:
    """What has to be asked and answered, by state."""
    rows = rows_of(awaited_by(request))
    note_names(request, "proposals", (row.proposal.case_id for row in rows))
    groups = [
        (state.label, what, [row for row in rows if row.proposal.state == state])
        for state, what in _GROUPS
    ]
    values = {
        "groups": [group for group in groups if group[2]],
        "number": len(rows),
        "tabs": tabs_of("proposals:awaited"),
    }
    return render(request, "proposals/awaited.html", values)


@require_safe
@door(READ)
@refusing
def settled(request: Any) -> HttpResponse:
    """What came to an end, the latest first."""
    found = list(settled_for(request)[: _SHOWN + 1])
    note_names(request, "proposals", (one.case_id for one in found[:_SHOWN]))
    values = {
        "rows": rows_of(found[:_SHOWN]),
        "is_more": len(found) > _SHOWN,
        "shown": _SHOWN,
        "years": years_back(request.today)
        if may(request.actor, EXPORT, None, request.today)
        else [],
        "tabs": tabs_of("proposals:settled"),
    }
    return render(request, "proposals/settled.html", values)
