"""What the next responsible counsellor must know, drawn from the record for a handover.

It holds what somebody who may read the casework reads, and nothing more sensitive: the summary is
shown on the case page.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from bansou.commons.clock import day_in_list, moment_on_paper
from bansou.commons.rows import Level
from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import owed_on
from bansou.desks.counsellor.cases.gate import Opened
from bansou.people.papers.models import Goal
from bansou.people.papers.queries import papers_in_short
from bansou.people.steps.queries import timeline_of
from bansou.schemes.papers import papers
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.queries import bookings_of

#: How many of the latest acts are told of; the others are on the timeline.
_ACTS = 5


def summary_of(it: Opened, at: datetime) -> str:
    """The latest acts, the plan, what to avoid, what is promised and what is booked, as text."""
    case, today = it.case, it.today
    acts = timeline_of(case).filter(withdrawn_at=None, level__lte=Level.CASEWORK)[:_ACTS]
    parts = [
        (_("最近の支援"), [f"{day_in_list(step.on, today)}　{step.title}" for step in acts]),
        (_("プランの目標"), [_goal(goal, today) for goal in _goals(it)]),
        (_("避けたい関わり方"), case.avoid),
        (_("開いている約束"), [_promise(task, today) for task in owed_on(case.pk)]),
        (_("これからの予約"), [_booked(booking) for booking in bookings_of(case, at)]),
    ]
    return "\n\n".join(_part(heading, lines) for heading, lines in parts)


def _part(heading: str, lines: Sequence[str]) -> str:
    said = [f"・{line}" for line in lines] or [_("・記録はありません。")]
    return "\n".join([_("【%(heading)s】") % {"heading": heading}, *said])


def _goals(it: Opened) -> list[Goal]:
    """The goals of the plan written last that are not settled."""
    for paper in papers_in_short(it.case, Level.CASEWORK):
        kind = papers().kind(paper.kind)
        if kind is not None and kind.is_plan:
            return [goal for goal in paper.goals if not goal.is_settled]
    return []


def _goal(goal: Goal, today: date) -> str:
    if goal.due_on is None:
        return goal.title
    said = {"title": goal.title, "day": day_in_list(goal.due_on, today)}
    return _("%(title)s（%(day)sまで）") % said


def _booked(booking: Booking) -> str:
    said = {
        "moment": moment_on_paper(booking.starts_at),
        "place": booking.place or booking.desk.name,
        "purpose": booking.purpose,
    }
    return (_("%(moment)s　%(place)s　%(purpose)s") % said).strip()


def _promise(task: Task, today: date) -> str:
    said = {"title": task.title, "day": day_in_list(task.due_on, today)}
    return _("%(title)s（%(day)sまで）") % said
