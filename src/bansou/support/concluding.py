"""Closing a case with all that is still open of its support."""

from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.support.experience.concluding import decline_what_has_not_begun
from bansou.support.training.concluding import conclude_with_courses


def conclude_support(*, by: Actor, case: Case, on: date, reason: str, at: datetime) -> Case:
    """Close a case; courses, visits and trials that are still to come end with it.

    :raises bansou.support.experience.refusals.GoesOn: a visit or trial has begun
    :raises bansou.people.cases.actions.ClosedBeforeOpened: the day cannot be the last one
    :raises bansou.people.cases.actions.CaseClosed: it was closed before
    """
    with transaction.atomic():
        decline_what_has_not_begun(by=by, case=case, on=on, reason=reason, at=at)
        return conclude_with_courses(by=by, case=case, on=on, reason=reason, at=at)
