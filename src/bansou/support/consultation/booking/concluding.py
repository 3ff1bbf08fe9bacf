"""What is still booked at a desk for a case that is closed, and where its person waits."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.queries import bookings_of, waiting_of
from bansou.support.consultation.booking.waiting import cancel_and_move_up, stop_waiting


class BookingNotSettled(Refusal):
    """The time of a booking has come, and nobody wrote whether they came."""

    code = "booking.not_settled"
    message = _(
        "時間の来た相談の予約が、まだ「予約」のままです。「予約」で、来たときは相談の記録を、"
        "来なかったときはそのことを入れてから、終結にしてください。"
    )


def cancel_bookings(*, by: Actor, case: Case, reason: str, at: datetime) -> None:
    """Cancel what is booked from now on; the time is kept for whoever waits for one like it.

    :raises BookingNotSettled: a booking's time has come, and nobody wrote what became of it
    """
    begun = Booking.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        state=Booking.State.BOOKED,
        starts_at__lte=at,
    )
    if begun.exists():
        raise BookingNotSettled()
    for one in waiting_of(case):
        stop_waiting(waiting=one)
    for booking in bookings_of(case, at):
        cancel_and_move_up(
            by=by,
            booking=booking,
            cancelled_by=Booking.CancelledBy.OFFICE,
            because=reason,
            at=at,
        )
