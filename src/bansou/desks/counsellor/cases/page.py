"""One case: who is responsible, what is next, how long since we spoke; then everything else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.access.models import ConflictBlock, Grant
from bansou.commons.audit.queries import readers_of
from bansou.commons.clock import age_on, day_in_sentence
from bansou.commons.organisations.models import Role
from bansou.commons.rows import Level
from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import owed_on
from bansou.desks.counsellor.cases import standing, telling
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.papers_shown import papers_shown
from bansou.desks.counsellor.cases.readiness_shown import readiness_shown
from bansou.desks.counsellor.cases.shared_with_us import received_by_us, shown_to_us
from bansou.desks.counsellor.cases.ways_on import may_refer, ways_on
from bansou.desks.counsellor.extras import extras_of, said_of
from bansou.desks.counsellor.names import called, nameless
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.evidence.joint.queries import with_joint_part
from bansou.people.cases.barring import conflicts_on, with_conflicts
from bansou.people.cases.models import Assignment, Case
from bansou.people.cases.onset import onset_in_words, time_since
from bansou.people.cases.queries import Enrolled, Household, assignments_of, enrolled_on
from bansou.people.referrals.queries import with_open_ways
from bansou.people.steps.models import Step
from bansou.people.steps.queries import Tally, tallies_of, timeline_of, with_remarks
from bansou.placement.followup.actions import SUBJECT as FOLLOW_UP
from bansou.schemes.shape import Scheme
from bansou.support.ibasho.queries import days_known_of

READERS_SHOWN = 5
#: A day at a place to be, as the stages of a scheme name it.
AT_PLACE = "ibasho.attended"


@require_safe
@door("case.open")
@refusing
def case(request: Any, pk: UUID) -> HttpResponse:
    """The case page. Opening it is written into the keeper's log."""
    it = opened(request, pk, cases=_told_of_cases(request.today))
    enrolled = enrolled_on(it.case, request.today)
    values = {
        "it": it,
        "case": it.case,
        "crumbs": crumbs(request.actor, it.case),
        "readers": readers_of(it.case.pk, READERS_SHOWN),
        "promises": _owed(it.case),
        "papers": papers_shown(it),
        "readiness": readiness_shown(it, enrolled.scheme if enrolled else None),
        **_header(it, enrolled),
        **_told(it, enrolled, request.GET),
        **_surroundings(it),
    }
    note_opening(request, it.case)
    return render(request, "counsellor/cases/page.html", values)


def _told_of_cases(day: date) -> QuerySet[Case]:
    """Cases with what the page says of them besides, read with the case itself."""
    return with_conflicts(with_joint_part(with_open_ways(Case.objects.all(), day)))


def _owed(case: Case) -> list[Task]:
    """What is owed on a case; once it has ended, what is asked after a hire alone."""
    return [task for task in owed_on(case.pk) if case.is_open or task.subject == FOLLOW_UP]


def _list_of(actor: Any) -> Link:
    """The list from which somebody comes, as their menu calls it."""
    if actor.role == Role.PSYCHOLOGIST:
        return Link(_("担当の人"), reverse("counselling:today"))
    is_referred = actor.role == Role.TRAINING_STAFF
    text = _("紹介されたケース") if is_referred else _("担当ケース")
    return Link(text, reverse("counsellor:cases"))


def crumbs(actor: Any, case: Case, *further: str) -> list[Link]:
    """The way here: the list, the case, and what is done with it."""
    above = [_list_of(actor)]
    if not further:
        return [*above, Link(called(case))]
    return [
        *above,
        Link(called(case), reverse("counsellor:case", args=[case.pk])),
        *(Link(text) for text in further),
    ]


def _header(it: Opened, enrolled: Enrolled | None) -> dict[str, Any]:
    case, scheme = it.case, enrolled.scheme if enrolled else None
    knows = it.reach >= Level.CASEWORK
    born_on = case.person.birth_on if case.person and knows else None
    return {
        "title": called(case),
        "below_title": "" if case.person or not case.alias else nameless(case.client),
        "age": age_on(born_on, it.today) if born_on and born_on <= it.today else None,
        "category": scheme.label("categories", case.category) if scheme and knows else "",
        "pathway": scheme.label("pathways", case.pathway) if scheme and knows else "",
        **_at_home(it, scheme),
        "enrolled": enrolled,
        "days_since": (it.today - case.last_contact_on).days if case.last_contact_on else None,
        "is_stalled": it.is_own and _is_stalled(case, enrolled, it.today),
        "is_shared_with_us": not it.is_own,
        "told_apart": None if it.is_own else shown_to_us(it),
        **({} if it.is_own else received_by_us(it)),
        "may_finish": it.may("task.finish"),
        "may_record": it.may("consultation.record", Level.CASEWORK),
        "may_edit": it.may("case.edit"),
        "may_refer": may_refer(it),
        "acts": ways_on(it, scheme),
        "confirmed": confirmed(it),
        "extra": said_of(extras_of(scheme, "case"), case.fields),
    }


def _at_home(it: Opened, scheme: Scheme | None) -> dict[str, Any]:
    """With whom they live and since when it has been so; what nobody has asked is said as unknown.

    Told to those who read the casework of an own case, in schemes that go to people at home.
    """
    case = it.case
    is_known = case.household_answer != Household.UNKNOWN or case.onset_known
    asks = bool(scheme and scheme.outreach) or is_known
    if not (asks and it.is_own and it.reach >= Level.CASEWORK):
        return {}
    return {
        "at_home": {
            "household": case.household_answer,
            "household_on": case.household_8050_on or case.household_not_8050_on,
            "since": onset_in_words(case.onset_on, case.onset_known),
            "long": time_since(case.onset_on, case.onset_known, it.today) if case.onset_on else "",
            "said_by": case.get_onset_said_by_display(),
            "said_on": case.onset_said_on,
        }
    }


def confirmed(it: Opened) -> str:
    """When the care panel was confirmed with the person."""
    on = it.case.avoid_confirmed_on
    if on is None:
        return ""
    day = day_in_sentence(on, it.today)
    return _("%(day)sに本人と確かめました。関係機関への引継ぎにもこの欄が入ります。") % {"day": day}


def _is_stalled(case: Case, enrolled: Enrolled | None, today: date) -> bool:
    if enrolled is None or case.last_contact_on is None or not case.is_open:
        return False
    return (today - case.last_contact_on).days >= enrolled.scheme.no_contact_days


def _told(it: Opened, enrolled: Enrolled | None, query: Any) -> dict[str, Any]:
    scheme = enrolled.scheme if enrolled else None
    tallies = tallies_of(it.case)
    chosen = query.get("kind", "")
    before = telling.read_place(query.get("before", ""))
    kinds = [kind for kind in chosen.split(",") if kind in tallies]
    found = timeline_of(it.case, kinds=kinds, before=before)
    remarks = _remarks(it)
    steps = list((with_remarks(found, it.reach) if remarks else found)[: telling.SHOWN + 1])
    shown = steps[: telling.SHOWN]
    return {
        **_stages(it, scheme, tallies),
        "told": [telling.told(step, scheme, it.reach, remarks) for step in shown],
        "total": sum(tally.all for tally in tallies.values()),
        "filters": telling.filters(tallies, scheme, chosen, it.case.pk),
        "older_url": (
            telling.older_url(shown, chosen, it.case.pk) if len(steps) > telling.SHOWN else ""
        ),
        "is_older": before is not None,
        "last_talk": None if before or chosen else _last_talk(it, scheme, shown),
    }


def _remarks(it: Opened) -> Callable[[Any], Link | None] | None:
    """The way to the comments on a record: for who begins them always, for others where some are."""
    if not it.may("record.remark", Level.CASEWORK):
        return None
    begins = it.is_own and it.actor.role == Role.SUPERVISING_COUNSELLOR

    def way(step: Any) -> Link | None:
        number = step.remarks
        if not (number or begins):
            return None
        text = _("コメント（%(number)d件）") % {"number": number} if number else _("コメントする")
        return Link(text, reverse("counsellor:remarks", args=[step.pk]), count=number)

    return way


def _stages(it: Opened, scheme: Scheme | None, tallies: Mapping[str, Tally]) -> dict[str, Any]:
    """The steps of the scheme; to another body the stage alone, since it sees part of the records."""
    if scheme is None:
        return {}
    if not it.is_own:
        titles = {stage.key: stage.title for stage in scheme.stages}
        return {"stage": titles.get(it.case.stage, "")}
    return {
        "stages": standing.stage_steps(scheme, {**tallies, **_at_places(it, scheme)}, it.today),
        "lock": standing.lock_sentence(scheme, tallies),
    }


def _at_places(it: Opened, scheme: Scheme) -> dict[str, Tally]:
    """The days at places to be, which are no records on the case: shown while the person agrees."""
    counted = any(AT_PLACE in stage.acts_on_case for stage in scheme.stages)
    if not counted or not it.may("ibasho.read", Level.CASEWORK):
        return {}
    days, last = days_known_of(it.case)
    return {AT_PLACE: Tally(days, days, last)} if days else {}


def _last_talk(it: Opened, scheme: Scheme | None, steps: list[Step]) -> Step | None:
    """The record of the last contact, if it is among those shown and may be read."""
    contacts = {act.kind for act in scheme.acts if act.is_contact} if scheme else set()
    return next(
        (
            step
            for step in steps
            if step.on == it.case.last_contact_on
            and step.kind in contacts
            and not step.withdrawn_at
            and step.level <= it.reach
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody else who may see the case: who, how much, why and until when."""

    name: str
    level: str
    purpose: str
    from_on: date
    until_on: date | None
    end_url: str = ""


def _surroundings(it: Opened) -> dict[str, Any]:
    assignments = list(assignments_of(it.case))
    if it.reach < Level.CASEWORK:
        for assignment in assignments:
            assignment.handover_note = ""
    return {
        "barred": _barred(it),
        "sharers": [_sharer(grant, it) for grant in it.live_grants if _is_shared(grant)],
        "assignments": assignments,
        "assigned": assignments[0] if assignments and it.case.responsible_id else None,
        "before": _predecessor(assignments),
        "handover": next((a for a in assignments if a.handover_note), None),
        "is_takeable": it.case.responsible_id is None and it.may("case.take_over"),
    }


def _barred(it: Opened) -> list[ConflictBlock]:
    """Who is kept apart from the case, for those who may do so; hardly any case has somebody."""
    if not (it.case.has_conflicts and it.may("case.bar")):
        return []
    return list(conflicts_on(it.case))


def _is_shared(grant: Grant) -> bool:
    return grant.source != Grant.Source.ASSIGNMENT


def _sharer(grant: Grant, it: Opened) -> Sharer:
    member = grant.to_membership
    body = grant.to_organisation or (member.organisation if member else None)
    name = body.name if body else ""
    may_end = grant.source == Grant.Source.REFERRAL and it.may("referral.make")
    return Sharer(
        name=f"{name}　{member.user.name}" if member else name,
        level=_("閲覧区分%(level)dまで") % {"level": grant.level},
        purpose=grant.purpose,
        from_on=grant.from_on,
        until_on=grant.until_on,
        end_url=reverse("counsellor:end_referral", args=[grant.source_id]) if may_end else "",
    )


def _predecessor(assignments: list[Assignment]) -> str:
    former = [a for a in assignments[1:] if a.membership_id != assignments[0].membership_id]
    return former[0].membership.user.name if former else ""
