"""What is still to come of psychological counselling when a case is closed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.support.counselling.booking import (
    bookings_of,
    coming_bookings,
    settle_booking,
    stop_waiting,
    wait_of,
)
from bansou.support.counselling.models import CounsellingBooking

_State = CounsellingBooking.State


class CounsellingNotSettled(Refusal):
    """The time of a booking is over, and nobody wrote what became of it."""

    code = "counselling.not_settled"
    message = _(
        "時刻の過ぎた心理カウンセリングの予約に、結果がありません。"
        "「心理カウンセリング」で、来たかどうかを記録してから、終結にしてください。"
    )


def cancel_what_is_to_come(*, by: Actor, case: Case, at: datetime) -> None:
    """Cancel the times promised to somebody; they wait for none any more.

    :raises CounsellingNotSettled: the time of one is over, and it is not said what became of it
    """
    coming = list(coming_bookings(case, at))
    if bookings_of(case).filter(state=_State.BOOKED).exclude(pk__in=[b.pk for b in coming]):
        raise CounsellingNotSettled()
    for booking in coming:
        settle_booking(
            by=by, booking=booking, state=_State.CANCELLED, seen_version=booking.version, at=at
        )
    if wait_of(case):
        stop_waiting(case=case, at=at)
