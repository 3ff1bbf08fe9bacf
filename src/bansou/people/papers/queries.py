"""Papers as the desks ask for them, with their versions and what was said about each."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, Paper, PaperComment, PaperSignature
from bansou.people.papers.rules import Answer, answers_in, texts_in
from bansou.schemes.papers import papers

#: By whom a version was written that the person wrote.
THEMSELVES = _("本人")


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
    confirmation: PaperSignature | None = None
    comments: list[PaperComment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PaperInShort:
    """A paper as a list tells of it.

    :ivar comments: how many there are
    :ivar signed_on: when the present version was signed
    :ivar was_signed: whether any version ever was
    :ivar goals: those of the present version
    """

    pk: UUID
    kind: str
    title: str
    level: int
    version: int
    written_at: datetime
    by: str
    has_file: bool
    comments: int
    signed_on: date | None
    was_signed: bool
    texts: Mapping[str, str]
    goals: list[Goal]


def papers_on(case: Case, up_to_level: int) -> QuerySet[Paper]:
    """The papers of a case that may be read up to a level, those written last first."""
    return (
        Paper.objects.filter(
            organisation_id=case.organisation_id, case=case, level__lte=up_to_level
        )
        .select_related("written_by__user", "file")
        .order_by("-written_at", "-id")
    )


def plans_to_review(keeper_id: UUID, today: date, written_until: date) -> QuerySet[Paper]:
    """Plans of running cases with a goal that is overdue, or that nobody wrote anew since a day."""
    late = Goal.objects.filter(
        organisation_id=OuterRef("organisation_id"),
        paper=OuterRef("pk"),
        until_version=None,
        due_on__lt=today,
    ).exclude(state__in=Goal.SETTLED)
    return Paper.objects.filter(
        Exists(late) | Q(written_at__date__lte=written_until),
        organisation_id=keeper_id,
        kind__in=[kind.key for kind in papers().kinds if kind.is_plan],
        case__closed_on=None,
    )


def papers_in_short(case: Case, up_to_level: int) -> list[PaperInShort]:
    """The same with what a list tells of each, in one statement that is not put together anew."""
    keys = [str(THEMSELVES), case.organisation_id, case.pk, up_to_level]
    with connection.cursor() as cursor:
        cursor.execute(_IN_SHORT, keys)
        return [_in_short(row) for row in cursor.fetchall()]


def _in_short(row: Sequence[Any]) -> PaperInShort:
    *told, answers, goals = row
    return PaperInShort(
        *told, texts_in(json.loads(answers)), [_goal(it) for it in json.loads(goals)]
    )


def _goal(said: dict[str, Any]) -> Goal:
    return Goal(**{**said, "due_on": said["due_on"] and date.fromisoformat(said["due_on"])})


_IN_SHORT = """
    SELECT paper.id, paper.kind, paper.title, paper.level, paper.version, paper.written_at,
        coalesce(writer.name, %s), paper.file_id IS NOT NULL,
        (SELECT count(*) FROM people_papercomment comment
         WHERE comment.organisation_id = paper.organisation_id AND comment.paper_id = paper.id),
        (SELECT signed_on FROM people_papersignature signature
         WHERE signature.organisation_id = paper.organisation_id
             AND signature.paper_id = paper.id AND signature.on_version = paper.version
             AND signature.counsellor_id IS NOT NULL),
        EXISTS (SELECT FROM people_papersignature signature
         WHERE signature.organisation_id = paper.organisation_id AND signature.paper_id = paper.id
             AND signature.counsellor_id IS NOT NULL),
        paper.answers::text,
        (SELECT coalesce(json_agg(json_build_object(
                'id', goal.id, 'title', goal.title, 'own_words', goal.own_words,
                'due_on', goal.due_on, 'state', goal.state) ORDER BY goal.place, goal.id), '[]')::text
         FROM people_goal goal
         WHERE goal.organisation_id = paper.organisation_id AND goal.paper_id = paper.id
             AND goal.since_version <= paper.version
             AND (goal.until_version IS NULL OR goal.until_version >= paper.version))
    FROM people_paper paper
    LEFT JOIN commons_membership seat ON seat.id = paper.written_by_id
    LEFT JOIN commons_user writer ON writer.id = seat.user_id
    WHERE paper.organisation_id = %s AND paper.case_id = %s AND paper.level <= %s
    ORDER BY paper.written_at DESC, paper.id DESC
"""


def versions_of(paper: Paper) -> list[Version]:
    """Every version of a paper, the present one first, with its comments and who signed it."""
    history: Any = apps.get_model("people", "PaperEvent")
    events = {}
    for event in history.objects.filter(pgh_obj_id=paper.pk).order_by("pgh_id"):
        events.setdefault(event.version, event)
    names = _names({event.written_by_id for event in events.values() if event.written_by_id})
    comments: defaultdict[int, list[PaperComment]] = defaultdict(list)
    for one in paper.comments.select_related("by__user", "recorded_by").order_by("at", "id"):
        comments[one.on_version].append(one)
    signatures = paper.signatures.select_related("counsellor__user")
    signed = {one.on_version: one for one in signatures if one.counsellor}
    confirmed = {one.on_version: one for one in signatures if not one.counsellor}
    return [
        Version(
            number=number,
            at=event.written_at,
            by=names.get(event.written_by_id, "") if event.written_by_id else str(THEMSELVES),
            title=event.title,
            pathway=event.pathway,
            answers=answers_in(event.answers),
            file_id=event.file_id,
            signature=signed.get(number),
            confirmation=confirmed.get(number),
            comments=comments[number],
        )
        for number, event in sorted(events.items(), reverse=True)
    ]


def _names(keys: set[UUID]) -> Mapping[UUID, str]:
    members = Membership.objects.filter(pk__in=keys).select_related("user")
    return {member.pk: member.user.name for member in members}


def signature_in_force(paper: Paper) -> PaperSignature | None:
    """The signature on paper under the present version of a paper."""
    return paper.signatures.filter(on_version=paper.version, counsellor__isnull=False).first()


def confirmation_in_force(paper: Paper) -> PaperSignature | None:
    """That the person confirmed the present version of a paper on their own page."""
    return paper.signatures.filter(on_version=paper.version, counsellor__isnull=True).first()
