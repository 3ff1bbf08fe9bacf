"""The plan and the papers of a case, as its page and the list of its papers show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened
from bansou.desks.shared.parts import Chip, Link
from bansou.people.papers.models import Goal
from bansou.people.papers.queries import PaperInShort, papers_in_short
from bansou.people.papers.rules import name_of
from bansou.schemes.papers import papers

#: The item of a plan that the case page shows in the person's own words.
_FUTURE = "future"
_STATES: Mapping[str, Chip] = {
    Goal.State.PLANNED: Chip(gettext_lazy("これから")),
    Goal.State.UNDER_WAY: Chip(gettext_lazy("取組み中"), "key"),
    Goal.State.REACHED: Chip(gettext_lazy("できた"), "good", "tick"),
    Goal.State.DROPPED: Chip(gettext_lazy("見合わせた"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with how far it has come, and where that is said."""

    title: str
    own_words: str
    due_on: date | None
    is_settled: bool
    state: Chip
    url: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper in a list: what it is called, its version, who wrote it and when."""

    kind: str
    name: str
    url: str
    number: int
    at: datetime
    by: str
    comments: int
    has_file: bool
    level: str


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan in short: what the person wants, its goals, and whether it is signed."""

    kind: str
    url: str
    number: int
    at: datetime
    future: str
    goals: list[GoalShown]
    signed_on: date | None
    was_signed: bool
    write_url: str
    print_url: str
    sign_url: str


@dataclass(frozen=True, slots=True)
class PapersShown:
    """What this member may see of the plan and the papers; what can be begun."""

    plan: PlanShown | None
    rows: list[PaperShown]
    may_read_plan: bool
    may_read: bool
    begin_plan_url: str
    papers_url: str
    prepare: Link | None


def papers_shown(it: Opened) -> PapersShown:
    """The plan and the papers of a case up to the member's level."""
    reads_plan = it.may("plan.read", Level.CASEWORK)
    reads = it.may("paper.read", Level.CASEWORK)
    plan, rows = None, []
    for paper in papers_in_short(it.case, it.reach):
        kind = papers().kind(paper.kind)
        is_plan = kind is not None and kind.is_plan
        if is_plan and reads_plan:
            plan = _plan(it, paper)
        elif not is_plan and reads and it.may("paper.read", paper.level):
            rows.append(_row(paper))
    edits_plan = plan is None and it.may("plan.edit", Level.CASEWORK)
    edits = it.may("paper.edit", Level.CASEWORK)
    pk = [it.case.pk]
    return PapersShown(
        plan=plan,
        rows=rows,
        may_read_plan=reads_plan,
        may_read=reads,
        begin_plan_url=reverse("counsellor:plan_write", args=pk) if edits_plan else "",
        papers_url=reverse("counsellor:papers", args=pk) if reads else "",
        prepare=(
            Link(_("面接の準備をする"), reverse("counsellor:interview", args=pk)) if edits else None
        ),
    )


def _plan(it: Opened, paper: PaperInShort) -> PlanShown:
    may_edit, pk = it.may("plan.edit", paper.level), [it.case.pk]
    return PlanShown(
        kind=paper.kind,
        url=reverse("counsellor:plan", args=pk),
        number=paper.version,
        at=paper.written_at,
        future=paper.texts.get(_FUTURE, ""),
        goals=goals_shown(paper.goals, may_edit=may_edit),
        signed_on=paper.signed_on,
        was_signed=paper.was_signed,
        write_url=reverse("counsellor:plan_write", args=pk) if may_edit else "",
        print_url=reverse("counsellor:plan_print", args=pk),
        sign_url=reverse("counsellor:plan_sign", args=pk)
        if may_edit and not paper.signed_on
        else "",
    )


def goals_shown(goals: Iterable[Goal], *, may_edit: bool) -> list[GoalShown]:
    """Goals in the plan's order."""
    return [
        GoalShown(
            title=goal.title,
            own_words=goal.own_words,
            due_on=goal.due_on,
            is_settled=goal.is_settled,
            state=_STATES[goal.state],
            url=reverse("counsellor:goal", args=[goal.pk]) if may_edit else "",
        )
        for goal in goals
    ]


def _row(paper: PaperInShort) -> PaperShown:
    return PaperShown(
        kind=paper.kind,
        name=name_of(papers().kind(paper.kind), paper.kind, paper.title),
        url=reverse("counsellor:paper", args=[paper.pk]),
        number=paper.version,
        at=paper.written_at,
        by=paper.by,
        comments=paper.comments,
        has_file=paper.has_file,
        level=str(Level(paper.level).label),
    )
