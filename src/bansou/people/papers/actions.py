"""Writing a paper, and remarking on one of its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import amend, hold
from bansou.commons.documents.models import Attachment
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.papers import rules
from bansou.people.papers.goals import follow_goals, goals_differ
from bansou.people.papers.models import Paper, PaperComment
from bansou.people.papers.refusals import (
    BegunMeanwhile,
    EmptyPaper,
    NothingToRemark,
    TitleTaken,
)
from bansou.schemes.papers import PaperKind


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as it is written in a plan; `key` is that of the goal it was."""

    title: str
    own_words: str = ""
    due_on: date | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody writes in a paper.

    :param said: by the keys of its items
    :param prefilled: what a new paper says by itself
    """

    said: Mapping[str, str]
    title: str = ""
    pathway: str = ""
    goals: Sequence[GoalText] = ()
    file: Attachment | None = None
    prefilled: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        is_empty = rules.says_nothing(self.said, self.prefilled)
        return is_empty and not self.goals and self.file is None


def begin_paper(*, by: Actor, case: Case, kind: PaperKind, writing: Writing, at: datetime) -> Paper:
    """Write the first version of a paper.

    :raises CaseClosed: the case has ended
    :raises EmptyPaper: nothing is written
    :raises TitleTaken: the case has a paper of this kind and name
    :raises BegunMeanwhile: the case has its one paper of this kind
    """
    _refuse_empty(case, kind, writing)
    title = writing.title if kind.many else ""
    with transaction.atomic():
        hold(case)
        if paper_called(case, kind, title):
            taken = TitleTaken if kind.many else BegunMeanwhile
            raise taken(title=title, label=kind.label, field="title")
        paper = Paper.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            kind=kind.key,
            level=kind.level,
            **_columns(by, kind, writing, at),
        )
        _follow(by, case, paper, writing)
    return paper


def rewrite_paper(
    *,
    by: Actor,
    case: Case,
    paper: Paper,
    kind: PaperKind,
    writing: Writing,
    seen_version: int,
    at: datetime,
) -> bool:
    """Write the next version of a paper; the earlier ones, their comments and signatures stay.

    Returns whether there was anything new to write.

    :raises CaseClosed: the case has ended
    :raises EmptyPaper: nothing is written any more
    :raises TitleTaken: the case has another paper of this kind and name
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else wrote a version
    """
    _refuse_empty(case, kind, writing)
    columns = _columns(by, kind, writing, at)
    if paper.version == seen_version and not _says_more(paper, columns, writing):
        return False
    with transaction.atomic():
        hold(case)
        other = paper_called(case, kind, str(columns["title"]))
        if other and other.pk != paper.pk:
            raise TitleTaken(title=columns["title"], label=kind.label, field="title")
        save_seen(paper, seen_version, **columns)
        paper.refresh_from_db()
        _follow(by, case, paper, writing)
    return True


def paper_called(case: Case, kind: PaperKind, title: str = "") -> Paper | None:
    """The case's paper of a kind and, where there may be several, of a name."""
    return Paper.objects.filter(
        organisation_id=case.organisation_id, case=case, kind=kind.key, title=title
    ).first()


def comment(*, by: Actor, case: Case, paper: Paper, text: str, at: datetime) -> PaperComment:
    """Remark on the version of a paper that is in force.

    :raises CaseClosed: the case has ended
    :raises NothingToRemark: the comment has no text
    """
    if not case.is_open:
        raise CaseClosed()
    if not text.strip():
        raise NothingToRemark(field="text")
    return PaperComment.objects.create(
        organisation_id=paper.organisation_id,
        recorded_by_id=by.require_organisation(),
        case_id=paper.case_id,
        paper=paper,
        on_version=paper.version,
        level=paper.level,
        text=text,
        by_id=by.require_membership(),
        at=at,
    )


def _refuse_empty(case: Case, kind: PaperKind, writing: Writing) -> None:
    if not case.is_open:
        raise CaseClosed()
    if writing.says_nothing:
        raise EmptyPaper(label=kind.label)


def _columns(by: Actor, kind: PaperKind, writing: Writing, at: datetime) -> dict[str, Any]:
    return {
        "title": writing.title if kind.many else "",
        "answers": rules.answers_to(kind, writing.said),
        "pathway": writing.pathway,
        "file": writing.file,
        "written_by_id": by.signing_membership(),
        "written_at": at,
    }


def _says_more(paper: Paper, columns: Mapping[str, Any], writing: Writing) -> bool:
    said = ("title", "answers", "pathway", "file")
    return any(getattr(paper, name) != columns[name] for name in said) or goals_differ(
        paper, writing.goals
    )


def _follow(by: Actor, case: Case, paper: Paper, writing: Writing) -> None:
    """Let the goals and the case's pathway be those of the plan's new version."""
    follow_goals(by=by, paper=paper, goals=writing.goals)
    if writing.pathway and writing.pathway != case.pathway:
        amend(case, only_if={}, pathway=writing.pathway)
        case.refresh_from_db()
