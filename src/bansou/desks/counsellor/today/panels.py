"""The panels of the day's page, as plain rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.drafts.models import Draft
from bansou.commons.drafts.queries import latest_drafts
from bansou.commons.tasks.models import Task
from bansou.desks.counsellor.consultations.drafts import CORRECT, RECORD
from bansou.desks.counsellor.names import addressed, called
from bansou.desks.counsellor.papers.writing import DRAFT as PAPER
from bansou.employers.companies.models import SUBJECT as COMPANY
from bansou.people.break_glass.actions import SUBJECT as GLASS
from bansou.people.cases.models import Case
from bansou.people.cases.onset import time_since
from bansou.people.papers.rules import name_of
from bansou.people.referrals.actions import SUBJECT as REFERRAL
from bansou.people.steps.queries import comments_to
from bansou.placement.followup.actions import SUBJECT as FOLLOW_UP
from bansou.schemes.papers import papers
from bansou.support.consultation.booking.actions import SUBJECT as BOOKING
from bansou.support.consultation.models import Consultation
from bansou.support.outreach.teams.dispatching import SUBJECT as DISPATCH

#: The page of what a promise is about, where it is kept by what is answered there.
_KEPT_AT = {
    BOOKING: "counsellor:booking",
    REFERRAL: "counsellor:referral_answer",
    FOLLOW_UP: "counsellor:follow_up",
    DISPATCH: "outreach:dispatch",
    GLASS: "rights:glass_review",
}
#: The keeper and the key of a case that a row names.
type CaseKey = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, to whom and when, and until when it is owed.

    `is_planned` says that nobody promised it: it was planned by itself, after a hire or a booking.
    """

    case_key: CaseKey | None
    title: str
    url: str
    case_name: str
    case_url: str
    promised_on: date
    due_on: date
    owner: str
    is_planned: bool


def promises(owed: Iterable[Task]) -> list[Promise]:
    """Promises with the names of those to whom they were made."""
    tasks = list(owed)
    cases = _cases({task.case_id for task in tasks if task.case_id})
    return [_promise(task, cases.get(task.case_id)) for task in tasks]


def _promise(task: Task, case: Case | None) -> Promise:
    case_url = reverse("counsellor:case", args=[case.pk]) if case else ""
    return Promise(
        case_key=key_of(case) if case else None,
        title=task.title,
        url=_way_to_keep(task, case),
        case_name=addressed(case) if case else "",
        case_url=case_url,
        promised_on=task.promised_on,
        due_on=task.due_on,
        owner=task.owner.user.name,
        is_planned=task.subject in {FOLLOW_UP, BOOKING},
    )


def _way_to_keep(task: Task, case: Case | None) -> str:
    """Where it is kept: by the answer that it asks for, else by saying that it is done."""
    if task.subject == COMPANY:
        return reverse("matching:task_done", args=[task.pk])
    if case is None:
        return ""
    if task.subject in _KEPT_AT and task.subject_id:
        return reverse(_KEPT_AT[task.subject], args=[task.subject_id])
    return reverse("counsellor:task_done", args=[task.pk])


def key_of(case: Case) -> CaseKey:
    """The keeper and the key of a case."""
    return case.organisation_id, case.pk


def _cases(keys: set[Any]) -> dict[UUID | None, Case]:
    found = Case.objects.filter(pk__in=keys).select_related("person")
    return {case.pk: case for case in found}


@dataclass(frozen=True, slots=True)
class Stalled:
    """Somebody who was not heard of: for how many days, and what was to be done."""

    case_key: CaseKey
    name: str
    url: str
    days: int
    next_action: str
    responsible: str
    #: How long they have been at home, where somebody has told it.
    since: str


def stalled_of(actor: Actor, today: date, stalled_until: date, most: int) -> list[Stalled]:
    """One's own running cases without contact, the longest first."""
    own = Case.objects.filter(
        organisation_id=actor.organisation_id, responsible_id=actor.membership_id, closed_on=None
    )
    return quiet_cases(own, today, stalled_until, most)


def quiet_cases(
    cases: QuerySet[Case], today: date, stalled_until: date, most: int
) -> list[Stalled]:
    """Those of some cases without contact since a day, the longest first."""
    found = (
        cases.filter(last_contact_on__lte=stalled_until)
        .select_related("person", "responsible__user")
        .order_by("last_contact_on", "id")[:most]
    )
    return [
        Stalled(
            case_key=key_of(case),
            name=called(case),
            url=reverse("counsellor:case", args=[case.pk]),
            days=(today - case.last_contact_on).days,
            next_action=case.next_action,
            responsible=case.responsible.user.name if case.responsible else "",
            since=time_since(case.onset_on, case.onset_known, today) if case.onset_on else "",
        )
        for case in found
        if case.last_contact_on
    ]


@dataclass(frozen=True, slots=True)
class HalfWritten:
    """A draft: what it is about, where to go on writing, when it was saved."""

    case_key: CaseKey
    title: str
    url: str
    saved_at: datetime


def drafts_of(actor: Actor) -> list[HalfWritten]:
    """One's own drafts, the latest of each form first."""
    drafts = latest_drafts(actor)
    cases = _cases({draft.case_id for draft in drafts})
    steps = dict(
        Consultation.objects.filter(
            pk__in=[d.subject_id for d in drafts if d.form == CORRECT]
        ).values_list("pk", "step_id")
    )
    rows = []
    for draft in drafts:
        case = cases.get(draft.case_id)
        if case is None:
            continue
        if draft.form == RECORD:
            url = f"{reverse('counsellor:record', args=[case.pk])}?draft={draft.subject_id}"
            title = _("%(name)s　相談の記録") % {"name": called(case)}
        elif draft.form.startswith(PAPER):
            url, title = _half_written_paper(draft, case)
        elif draft.subject_id in steps:
            url = reverse("counsellor:correct", args=[steps[draft.subject_id]])
            title = _("%(name)s　記録の直し") % {"name": called(case)}
        else:
            continue
        rows.append(HalfWritten(key_of(case), title, url, draft.saved_at))
    return rows


def _half_written_paper(draft: Draft, case: Case) -> tuple[str, str]:
    """Where a paper goes on being written, and what it is called."""
    key = draft.form.removeprefix(PAPER)
    kind = papers().kind(key)
    title = _("%(name)s　%(paper)s") % {
        "name": called(case),
        "paper": name_of(kind, key, str(draft.content.get("title", ""))),
    }
    if kind and kind.is_plan:
        return reverse("counsellor:plan_write", args=[case.pk]), title
    if draft.subject_id == case.pk:
        return reverse("counsellor:paper_new", args=[case.pk, key]), title
    return reverse("counsellor:paper_write", args=[draft.subject_id]), title


@dataclass(frozen=True, slots=True)
class Remark:
    """What a colleague remarked on a record of one's own: on which, and what they say."""

    case_key: CaseKey
    title: str
    url: str
    by: str
    text: str
    at: datetime


def remarks_to(actor: Actor, day: date) -> list[Remark]:
    """Comments that wait to be read, the first first."""
    return [
        Remark(
            case_key=key_of(comment.case),
            title=_("%(name)s　%(record)s")
            % {"name": called(comment.case), "record": comment.step.title},
            url=reverse("counsellor:remarks", args=[comment.step_id]),
            by=comment.by.user.name,
            text=comment.text,
            at=comment.at,
        )
        for comment in comments_to(actor, day)
    ]
