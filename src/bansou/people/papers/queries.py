"""Papers as the desks ask for them, with their versions and what was said about each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, Paper, PaperComment, PaperSignature, in_version
from bansou.people.papers.rules import Answer, answers_in


@dataclass(frozen=True, slots=True)
class Version:
    """A paper as it read in one version, by whom and when it was written, and what became of it."""

    number: int
    at: datetime
    by: str
    title: str
    pathway: str
    answers: list[Answer]
    file_id: UUID | None
    signature: PaperSignature | None = None
    comments: list[PaperComment] = field(default_factory=list)


def papers_on(case: Case, up_to_level: int) -> QuerySet[Paper]:
    """The papers of a case that may be read up to a level, those written last first."""
    return (
        Paper.objects.filter(
            organisation_id=case.organisation_id, case=case, level__lte=up_to_level
        )
        .select_related("written_by__user", "file")
        .order_by("-written_at", "-id")
    )


def papers_in_short(case: Case, up_to_level: int) -> QuerySet[Paper]:
    """The same with what a list tells of each, in one statement.

    `remarks` are the comments counted; `signed_on` is the day on which the present version was
    signed; `was_signed` tells whether any version ever was; `goals_told` are its goals as values.
    """
    signed = PaperSignature.objects.filter(
        organisation_id=OuterRef("organisation_id"), paper=OuterRef("pk")
    )
    goals = in_version(
        Goal.objects.filter(organisation_id=OuterRef("organisation_id"), paper=OuterRef("pk")),
        OuterRef("version"),
    )
    told = goals.values(said=JSONObject(**{name: name for name in _TOLD}))
    return papers_on(case, up_to_level).annotate(
        remarks=Count("comments"),
        signed_on=Subquery(signed.filter(on_version=OuterRef("version")).values("signed_on")),
        was_signed=Exists(signed),
        goals_told=ArraySubquery(told),
    )


def goals_told(paper: Any) -> list[Goal]:
    """The goals of a paper from `papers_in_short`."""
    return [
        Goal(**{**said, "due_on": said["due_on"] and date.fromisoformat(said["due_on"])})
        for said in paper.goals_told
    ]


#: What a list tells of a goal.
_TOLD = ("id", "title", "own_words", "due_on", "state")


def versions_of(paper: Paper) -> list[Version]:
    """Every version of a paper, the present one first, with its comments and its signature."""
    history: Any = apps.get_model("people", "PaperEvent")
    events = {}
    for event in history.objects.filter(pgh_obj_id=paper.pk).order_by("pgh_id"):
        events.setdefault(event.version, event)
    names = _names({event.written_by_id for event in events.values()})
    comments: defaultdict[int, list[PaperComment]] = defaultdict(list)
    for one in paper.comments.select_related("by__user", "recorded_by").order_by("at", "id"):
        comments[one.on_version].append(one)
    signed = {one.on_version: one for one in paper.signatures.select_related("counsellor__user")}
    return [
        Version(
            number=number,
            at=event.written_at,
            by=names.get(event.written_by_id, ""),
            title=event.title,
            pathway=event.pathway,
            answers=answers_in(event.answers),
            file_id=event.file_id,
            signature=signed.get(number),
            comments=comments[number],
        )
        for number, event in sorted(events.items(), reverse=True)
    ]


def _names(keys: set[UUID]) -> Mapping[UUID, str]:
    members = Membership.objects.filter(pk__in=keys).select_related("user")
    return {member.pk: member.user.name for member in members}


def signature_in_force(paper: Paper) -> PaperSignature | None:
    """The signature under the present version of a paper."""
    return paper.signatures.filter(on_version=paper.version).first()
