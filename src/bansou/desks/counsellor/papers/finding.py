"""One paper at this desk: which it is, on which case, and what this member may do with it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.people.papers.actions import paper_called
from bansou.people.papers.models import Paper
from bansou.people.papers.rules import name_of
from bansou.schemes.papers import PaperKind, papers

PLAN = "career_plan"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper of a case, or one that is not written yet."""

    it: Opened
    kind: PaperKind
    paper: Paper | None = None

    @property
    def name(self) -> str:
        return name_of(self.kind, self.kind.key, self.paper.title if self.paper else "")

    @property
    def may_edit(self) -> bool:
        return self.it.may(f"{self.kind.family}.edit", self.kind.level)

    def address(self, act: str = "") -> str:
        """Where something is done with it: nothing for its page, else "write", "print", "sign"."""
        suffix = f"_{act}" if act else ""
        if self.kind.is_plan:
            return reverse(f"counsellor:plan{suffix}", args=[self.it.case.pk])
        if self.paper is None:
            name = {"write": "paper_new", "draft": "paper_new_draft"}[act]
            return reverse(f"counsellor:{name}", args=[self.it.case.pk, self.kind.key])
        return reverse(f"counsellor:paper{suffix}", args=[self.paper.pk])

    @property
    def write_address(self) -> str:
        return self.address("write")

    def require_paper(self) -> Paper:
        """The paper.

        :raises Http404: it is not written yet
        """
        if self.paper is None:
            raise Http404
        return self.paper


def plan_of(request: Any, pk: UUID, act: str) -> Sheet:
    """The plan of a case, for a member who wants to read or edit it."""
    kind = papers().kind(PLAN)
    if kind is None:
        raise Http404
    it = opened(request, pk, f"plan.{act}", kind.level)
    return Sheet(it, kind, paper_called(it.case, kind))


def paper_at(request: Any, key: UUID, act: str) -> Sheet:
    """The paper of an address.

    :raises Http404: there is none that this member may know of; a plan has an address of its own
    """
    paper = Paper.objects.filter(pk=key).select_related("file").first()
    kind = papers().kind(paper.kind) if paper else None
    if paper is None or kind is None or kind.is_plan:
        raise Http404
    return Sheet(opened(request, paper.case_id, f"paper.{act}", paper.level), kind, paper)


def new_paper(request: Any, pk: UUID, key: str) -> Sheet:
    """A paper of a kind that is to be begun; the one that is there, where there may be but one.

    :raises Http404: there is no such kind
    """
    kind = papers().kind(key)
    if kind is None or kind.is_plan:
        raise Http404
    it = opened(request, pk, "paper.edit", kind.level)
    return Sheet(it, kind, None if kind.many else paper_called(it.case, kind))


def kinds_open_to(it: Opened, act: str) -> list[PaperKind]:
    """The kinds of papers that a member may read or edit on a case."""
    return [kind for kind in papers().kinds if it.may(f"{kind.family}.{act}", kind.level)]


def level_label(level: int) -> str:
    """閲覧区分 of a paper."""
    return str(Level(level).label)
