"""Closing a case with all that is still open of its support."""

from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import hold
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.concluding import cancel_bookings
from bansou.support.counselling.concluding import cancel_what_is_to_come
from bansou.support.experience.concluding import decline_what_has_not_begun
from bansou.support.outreach.concluding import call_off_what_is_to_come
from bansou.support.training.concluding import conclude_with_courses


def conclude_support(*, by: Actor, case: Case, on: date, reason: str, at: datetime) -> Case:
    """Close a case; whatever is still to come of its support is called off with it.

    :raises bansou.support.outreach.concluding.VisitNotRecorded: a visit's day is over, unrecorded
    :raises bansou.support.outreach.concluding.ConferenceNotClosed: a conference's day is over
    :raises bansou.support.consultation.booking.concluding.BookingNotSettled: a talk's time is over
    :raises bansou.support.counselling.concluding.CounsellingNotSettled: a booking's time is over
    :raises bansou.support.experience.refusals.GoesOn: a visit or trial has begun
    :raises bansou.people.cases.actions.ClosedBeforeOpened: the day cannot be the last one
    :raises bansou.people.cases.actions.CaseClosed: it was closed before
    """
    with transaction.atomic():
        hold(case)
        call_off_what_is_to_come(by=by, case=case, reason=reason, at=at)
        cancel_what_is_to_come(by=by, case=case, at=at)
        cancel_bookings(by=by, case=case, reason=reason, at=at)
        decline_what_has_not_begun(by=by, case=case, on=on, reason=reason, at=at)
        return conclude_with_courses(by=by, case=case, on=on, reason=reason, at=at)
