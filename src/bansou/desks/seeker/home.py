"""わたしのページ: what comes next, what is promised, what waits for an answer."""

from datetime import date, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import claims_of
from bansou.commons.tasks.queries import owed_on
from bansou.desks.seeker.answering import waiting_for_answer
from bansou.desks.seeker.coming import coming_of
from bansou.desks.seeker.gate import Own, own
from bansou.desks.seeker.money import STANDS, chip_of
from bansou.desks.seeker.plan import Part, plan_of
from bansou.desks.seeker.proposals import proposals_to_answer
from bansou.desks.seeker.reading import READERS_ON_HOME, readings
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip
from bansou.people.cases.promising import SUBJECT
from bansou.people.papers.goals import goals_of
from bansou.people.papers.models import Goal
from bansou.people.papers.own import PLAN, own_papers
from bansou.people.steps.queries import notes_shared_on


@require_safe
@door("my.read")
def home(request: Any) -> HttpResponse:
    """The page that somebody sees first."""
    it = own(request)
    ahead = [one for case in it.cases for one in coming_of(case, request.now)]
    coming = sorted(ahead, key=lambda one: (one.on, one.starts_at or time()))
    values = {
        "it": it,
        "next": coming[0] if coming else None,
        "later": coming[1:],
        "promises": _promises(it),
        "answers": waiting_for_answer(it.cases, request.today),
        "proposals": proposals_to_answer(it),
        "plan": _plan(it, request.today),
        "career_plan": _goals(it),
        "may_book": bool(it.case and it.case.is_open),
        "notes": notes_shared_on(it.cases)[:1],
        "money": _money(it),
        "readings": readings(request, it.cases)[:READERS_ON_HOME],
    }
    return render(request, "seeker/home.html", values)


def _money(it: Own) -> list[tuple[Claim, Chip]]:
    """What was claimed for the person, and how far it has come."""
    shown = [claim for case in it.cases for claim in claims_of(case)]
    return [(claim, chip_of(claim)) for claim in shown if claim.state in STANDS]


def _promises(it: Own) -> list[Any]:
    """What those who support have promised, the next due first."""
    return [
        task
        for case in it.cases
        if case.is_open
        for task in owed_on(case.pk).filter(subject=SUBJECT)
    ]


def _plan(it: Own, today: date) -> list[Part]:
    case = it.case
    return plan_of(case, today) if case and case.is_open else []


def _goals(it: Own) -> list[Goal]:
    """What is planned and not settled, of the plan in force."""
    case = it.case
    plans = [paper for paper in own_papers([case]) if paper.kind == PLAN] if case else []
    return [goal for paper in plans for goal in goals_of(paper) if not goal.is_settled]
