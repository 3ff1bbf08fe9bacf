"""A talk that was booked: its times go into the form, and its record is joined to the booking."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bansou.commons.clock import local_moment
from bansou.desks.counsellor.consultations.drafts import keys_in
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.actions import keep_booking
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.models import Consultation


def _open_booking(key: UUID, case: Case) -> Booking | None:
    return Booking.objects.filter(
        organisation_id=case.organisation_id, pk=key, case=case, state__in=Booking.OPEN
    ).first()


def booked_times(written_key: str, case: Case, now: datetime) -> dict[str, Any]:
    """What the form begins with for a talk that was booked; its times only once they have come."""
    for key in keys_in(written_key):
        if booking := _open_booking(key, case):
            begun: dict[str, Any] = {"booking": booking.pk, "channel": booking.channel}
            if booking.ends_at <= now:
                starts, ends = local_moment(booking.starts_at), local_moment(booking.ends_at)
                begun |= {"on": starts.date(), "starts_at": starts.time(), "ends_at": ends.time()}
            return begun
    return {}


def keep_booked(key: UUID | None, consultation: Consultation, at: datetime) -> None:
    """Join the record to its booking, where that still waits for one; the record stands anyway."""
    booking = _open_booking(key, consultation.case) if key else None
    if booking:
        keep_booking(booking=booking, consultation=consultation, at=at)
