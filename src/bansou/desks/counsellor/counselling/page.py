"""心理カウンセリング on a case: that it took place, what was agreed to be known, who is in the team."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.counselling.booking import when
from bansou.desks.counsellor.counselling.emergency import reads_until
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.steps.models import Step
from bansou.support.counselling.booking import bookings_of, wait_of
from bansou.support.counselling.queries import (
    held_in,
    records_of,
    releases_about,
    sessions_of,
    summaries_of,
)
from bansou.support.counselling.recording import kind_of
from bansou.support.counselling.teams import lead_of, team_of


@dataclass(frozen=True, slots=True)
class Row:
    """One session: what everybody may know, and for the team where its record is."""

    on: date
    kind: str
    place: str
    by: str
    url: str


@require_safe
@door("case.open")
@refusing
def counselling(request: Any, pk: UUID) -> HttpResponse:
    """The page of one case. Who is not in the team sees 実施あり, the day and the kind."""
    it = opened(request, pk)
    sessions = list(sessions_of(it.case))
    # The team reads anyway: what is left is its lead, for whom alone the grant is at level 1.
    is_of_team = it.may("release.make", Level.PSYCHOLOGICAL)
    may_break = it.may("sealed_glass.break") and not is_of_team
    reads_summaries = it.reach >= Level.CASEWORK
    values = {
        "case": it.case,
        "title": _("心理カウンセリング"),
        "crumbs": crumbs(request.actor, it.case, _("心理カウンセリング")),
        "rows": _rows(it, sessions),
        "held": held_in(sessions),
        "summaries": list(summaries_of(it.case)) if reads_summaries else [],
        "reads_summaries": reads_summaries,
        "team": [grant.to_membership.user.name for grant in team_of(it.case, it.today)],
        "is_in_team": reads_records(it),
        "lead": lead_of(it.case, it.today),
        "emergency_until": reads_until(it, request.now) if may_break else None,
        "may_break": may_break,
        "may_record": it.may("counselling.record", Level.PSYCHOLOGICAL),
        "bookings": [(one, when(one.slot.starts_at)) for one in bookings_of(it.case)[:10]],
        "wait": wait_of(it.case),
        "may_release": is_of_team,
        "releases": list(releases_about(it.case)[:10]) if reads_records(it) else [],
        "may_book": it.may("counselling.book"),
        "may_name_team": it.may("counselling.name_team"),
    }
    note_opening(request, it.case, "counselling")
    return render(request, "counsellor/counselling/page.html", values)


def reads_records(it: Opened) -> bool:
    """Tell whether the member is in the team."""
    return it.may("counselling.read", Level.PSYCHOLOGICAL)


def _rows(it: Opened, sessions: list[Step]) -> list[Row]:
    words = Vocabulary.of(it.case.organisation_id, it.today)
    written = dict(records_of(it.case).values_list("step_id", "id")) if reads_records(it) else {}
    return [
        Row(
            on=step.on,
            kind=words.label("counselling_kinds", kind_of(step)),
            place=words.label("places", str(step.fields.get("place", ""))),
            by=step.by.user.name if step.by else "",
            url=(
                reverse("counsellor:counselling_record", args=[it.case.pk, written[step.pk]])
                if step.pk in written
                else ""
            ),
        )
        for step in sessions
    ]
