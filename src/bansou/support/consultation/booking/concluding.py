"""What is still booked at a desk for a case that is closed, and where its person waits."""

from datetime import datetime

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import Booking, WaitingPerson
from bansou.support.consultation.booking.queries import bookings_of
from bansou.support.consultation.booking.waiting import cancel_and_move_up, stop_waiting


def cancel_bookings(*, by: Actor, case: Case, reason: str, at: datetime) -> None:
    """Cancel what is booked from now on; the time is kept for whoever waits for one like it."""
    waiting = WaitingPerson.objects.filter(
        organisation_id=case.organisation_id, case=case, state=WaitingPerson.State.WAITING
    )
    for one in waiting:
        stop_waiting(waiting=one)
    for booking in bookings_of(case, at):
        cancel_and_move_up(
            by=by,
            booking=booking,
            cancelled_by=Booking.CancelledBy.OFFICE,
            because=reason,
            at=at,
        )
