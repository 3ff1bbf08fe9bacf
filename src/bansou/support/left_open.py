"""Closing together what an ended year left open, and taking that back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import visible
from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.commons.tasks.models import Task
from bansou.people.cases.actions import close_case
from bansou.people.cases.models import Case
from bansou.people.cases.queries import left_open
from bansou.people.cases.reopening import reopen_case
from bansou.people.referrals.models import Referral
from bansou.support.consultation.booking.models import Booking, WaitingPerson
from bansou.support.counselling.models import CounsellingBooking, CounsellingWait
from bansou.support.experience.models import Experience
from bansou.support.outreach.conferences.models import CaseConference
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.visits.models import OutreachVisit
from bansou.support.training.models import CourseApplication


class NobodyChosen(Refusal):
    """No case that can be closed was chosen."""

    code = "support.nobody_chosen"
    field = "cases"
    message = _("終結にする人を選んでください。")


def left_open_for(actor: Actor, today: date) -> QuerySet[Case]:
    """What an ended year left open at the actor's office, the longest without contact first."""
    cases = left_open(actor.require_organisation(), today)
    seen = visible(actor, cases, today, action="case.list", case="id", are_own=True)
    return seen.order_by("last_contact_on", "id")


def with_nothing_open(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of some cases of which nothing is open: no course, referral, visit, booking or promise.

    What else is open of a case ends with it and does not come back: it is closed on its own page.
    """
    of_case = {"organisation_id": OuterRef("organisation_id"), "case_id": OuterRef("pk")}
    owed = Task.objects.filter(**of_case, done_at=None, dropped_at=None)
    courses = CourseApplication.objects.filter(**of_case, state__in=CourseApplication.OPEN)
    trials = Experience.objects.filter(**of_case, state__in=Experience.OPEN)
    referrals = Referral.objects.filter(**of_case, ended_on=None)
    open_things = (owed, courses, trials, referrals, *_of_outreach(of_case), *_booked(of_case))
    return cases.filter(*(~Exists(rows) for rows in open_things))


def _of_outreach(of_case: Mapping[str, OuterRef]) -> tuple[QuerySet[Any], ...]:
    """Visits and conferences to come, and requests that nobody has decided."""
    return (
        OutreachVisit.objects.filter(**of_case, state=OutreachVisit.State.PLANNED),
        CaseConference.objects.filter(**of_case, state=CaseConference.State.PLANNED),
        DispatchRequest.objects.filter(**of_case, state=DispatchRequest.State.REQUESTED),
    )


def _booked(of_case: Mapping[str, OuterRef]) -> tuple[QuerySet[Any], ...]:
    """Times that are promised, and waiting for one."""
    return (
        Booking.objects.filter(**of_case, state__in=Booking.OPEN),
        WaitingPerson.objects.filter(**of_case, state=WaitingPerson.State.WAITING),
        CounsellingBooking.objects.filter(**of_case, state=CounsellingBooking.State.BOOKED),
        CounsellingWait.objects.filter(**of_case, ended_at=None),
    )


def close_together(*, by: Actor, keys: Collection[UUID], reason: str, at: datetime) -> list[UUID]:
    """Close those of some cases that were left open and have nothing else open; gives their keys.

    :raises NobodyChosen: there is none among them
    """
    today = local_day(at)
    with transaction.atomic():
        chosen = with_nothing_open(left_open_for(by, today)).filter(pk__in=keys)
        closed = [close_case(case=it, on=today, reason=reason, at=at).pk for it in chosen]
        if not closed:
            raise NobodyChosen()
        return closed


def reopen_together(*, by: Actor, keys: Collection[UUID], on: date, reason: str) -> int:
    """Take back that cases were closed together, as far as they still stand as that left them."""
    with transaction.atomic():
        closed = Case.objects.filter(
            organisation_id=by.require_organisation(),
            pk__in=keys,
            closed_on=on,
            closing_reason=reason,
        )
        return sum(reopen_case(by=by, case=it, on=on, reason=reason) for it in closed)
