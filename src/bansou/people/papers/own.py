"""Papers that somebody reads and writes on their own page: the plan, and what they hand in elsewhere."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.models import Case
from bansou.people.papers.actions import Writing, begin_paper, rewrite_paper
from bansou.people.papers.models import Paper
from bansou.people.papers.queries import Version, versions_of
from bansou.people.papers.refusals import NotYoursToWrite
from bansou.schemes.papers import PaperKind, papers

PLAN = "career_plan"


def own_papers(cases: list[Case]) -> QuerySet[Paper]:
    """The papers of somebody's cases that they are meant to read, those written last first."""
    return (
        Paper.objects.filter(
            case__in=[case.pk for case in cases], kind__in=papers().shown_to_the_person()
        )
        .select_related("written_by__user", "file")
        .order_by("-written_at", "-id")
    )


def own_paper(cases: list[Case], key: UUID) -> Paper | None:
    """One of them."""
    return own_papers(cases).filter(pk=key).first()


def versions_shown(by: Actor, paper: Paper) -> list[Version]:
    """Every version of a paper that the person reads, the present one first.

    What it read before stands in the history, which no visitor reaches: a service reads it.
    """
    body = Organisation.objects.get(pk=paper.organisation_id)
    with acting(service_actor("papers", body), why="own paper read"):
        return versions_of(paper)


def write_own(
    *,
    by: Actor,
    case: Case,
    kind: PaperKind,
    paper: Paper | None,
    writing: Writing,
    seen_version: int,
    at: datetime,
) -> Paper:
    """Write a paper, or its next version, oneself.

    :raises NotYoursToWrite: this kind is written at the office
    :raises Refusal: what `begin_paper` and `rewrite_paper` refuse
    """
    if not kind.is_written_by_the_person:
        raise NotYoursToWrite()
    if paper is None:
        return begin_paper(by=by, case=case, kind=kind, writing=writing, at=at)
    rewrite_paper(
        by=by,
        case=case,
        paper=paper,
        kind=kind,
        writing=writing,
        seen_version=seen_version,
        at=at,
    )
    return paper
