"""Closing a case with what is still open of its courses, so that no seat stays behind."""

from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.people.referrals.actions import conclude
from bansou.support.training.models import CourseApplication
from bansou.support.training.queries import applications_of
from bansou.support.training.seats import end_application


def conclude_with_courses(*, by: Actor, case: Case, on: date, reason: str, at: datetime) -> Case:
    """Close a case; courses that are not completed end with it, and their seats go to who waits.

    :raises bansou.people.cases.actions.ClosedBeforeOpened: the day cannot be the last one
    :raises bansou.people.cases.actions.CaseClosed: it was closed before
    """
    with transaction.atomic():
        still_open = applications_of(case).filter(state__in=CourseApplication.OPEN)
        for application in still_open.select_related("case"):
            end_application(
                by=by,
                application=application,
                state=CourseApplication.State.WITHDRAWN,
                because=reason,
                on=on,
                at=at,
            )
        return conclude(case=case, on=on, reason=reason, at=at)
