"""Setting up desks: their hours, who sits when, when they are closed or somebody is away."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.commons.clock import day_begins_at, local_moment
from bansou.commons.database.editing import save_seen
from bansou.support.consultation.booking.models import (
    Booking,
    DeskHours,
    Duty,
    ServiceDesk,
    TimeOff,
)
from bansou.support.consultation.booking.refusals import (
    CrossedTimes,
    DeskNameTaken,
    HasBookingsAhead,
)
from bansou.support.consultation.booking.rules import is_open_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """What is said about a desk."""

    name: str
    place: str
    channels: Sequence[str]
    slot_minutes: int = 60
    phone: str = ""
    video_url: str = ""
    closes_on_holidays: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When a desk is open: on which day of the week, in which weeks of the month, from–until."""

    weekday: int
    starts_at: time
    ends_at: time
    valid_from: date
    valid_until: date | None = None
    weeks: Sequence[int] = field(default_factory=list)
    label: str = ""
    place: str = ""


def set_up_desk(*, keeper_id: UUID, words: DeskWords) -> ServiceDesk:
    """Set up a desk.

    :raises DeskNameTaken: the organisation has one of this name
    """
    try:
        with transaction.atomic():
            return ServiceDesk.objects.create(organisation_id=keeper_id, **_columns(words))
    except IntegrityError as failure:
        raise DeskNameTaken(field="name") from failure


def change_desk(*, desk: ServiceDesk, seen_version: int, words: DeskWords) -> None:
    """Put right what is said about a desk.

    :raises DeskNameTaken: the organisation has another one of this name
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it
    """
    try:
        with transaction.atomic():
            save_seen(desk, seen_version, **_columns(words))
    except IntegrityError as failure:
        raise DeskNameTaken(field="name") from failure


def _columns(words: DeskWords) -> dict[str, Any]:
    return {**asdict(words), "channels": list(words.channels)}


def open_hours(*, desk: ServiceDesk, opening: Opening) -> DeskHours:
    """Open a desk on a day of the week.

    :raises CrossedTimes: it would close before it opens, or end before it begins
    """
    if opening.ends_at <= opening.starts_at:
        raise CrossedTimes(field="ends_at")
    if opening.valid_until and opening.valid_until < opening.valid_from:
        raise CrossedTimes(field="valid_until")
    return DeskHours.objects.create(
        organisation_id=desk.organisation_id,
        desk=desk,
        **{**asdict(opening), "weeks": sorted(opening.weeks)},
    )


def close_hours(*, hours: DeskHours, last_on: date) -> None:
    """End hours, and the turns in them, with a day.

    :raises HasBookingsAhead: bookings lie in them after that day
    """
    _refuse_if_booked(hours, last_on)
    with transaction.atomic():
        _end(Duty.objects.filter(organisation_id=hours.organisation_id, hours=hours), last_on)
        _end(DeskHours.objects.filter(organisation_id=hours.organisation_id, pk=hours.pk), last_on)


def _end(rows: Any, last_on: date) -> None:
    """End with the day; what would begin later does not begin."""
    rows.filter(valid_from__gt=last_on).delete()
    rows.update(valid_until=last_on, version=F("version") + 1)


def _refuse_if_booked(hours: DeskHours, last_on: date, member_id: UUID | None = None) -> None:
    ahead = Booking.objects.filter(
        organisation_id=hours.organisation_id,
        desk_id=hours.desk_id,
        state__in=Booking.OPEN,
        starts_at__gte=day_begins_at(last_on + timedelta(days=1)),
        **({"member_id": member_id} if member_id else {}),
    )
    starts = [local_moment(start) for start in ahead.values_list("starts_at", flat=True)]
    within = [
        start
        for start in starts
        if is_open_on(hours, start.date()) and hours.starts_at <= start.time() < hours.ends_at
    ]
    if within:
        raise HasBookingsAhead(number=len(within))


def put_on_duty(
    *,
    hours: DeskHours,
    member_id: UUID,
    valid_from: date,
    weeks: Sequence[int] = (),
    valid_until: date | None = None,
) -> Duty:
    """Give a counsellor a turn in a desk's hours.

    :raises CrossedTimes: it would end before it begins
    """
    if valid_until and valid_until < valid_from:
        raise CrossedTimes(field="valid_until")
    return Duty.objects.create(
        organisation_id=hours.organisation_id,
        hours=hours,
        member_id=member_id,
        weeks=sorted(weeks),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def end_duty(*, duty: Duty, last_on: date) -> None:
    """End a counsellor's turn with a day.

    :raises HasBookingsAhead: they are promised to somebody in it after that day
    """
    _refuse_if_booked(duty.hours, last_on, duty.member_id)
    _end(Duty.objects.filter(organisation_id=duty.organisation_id, pk=duty.pk), last_on)


def take_off(
    *,
    keeper_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    desk: ServiceDesk | None = None,
    member_id: UUID | None = None,
    reason: str = "",
) -> TimeOff:
    """Close a desk for a time, or note when a counsellor is not there.

    :raises CrossedTimes: the end is not after the start
    :raises HasBookingsAhead: somebody is booked in that time
    """
    if ends_at <= starts_at:
        raise CrossedTimes(field="until_on")
    booked = Booking.objects.filter(
        organisation_id=keeper_id,
        state__in=Booking.OPEN,
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    booked = booked.filter(desk=desk) if desk else booked.filter(member_id=member_id)
    if number := booked.count():
        raise HasBookingsAhead(number=number)
    return TimeOff.objects.create(
        organisation_id=keeper_id,
        desk=desk,
        member_id=member_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
    )


def be_back(*, time_off: TimeOff) -> None:
    """Take a closed time or a leave back."""
    TimeOff.objects.filter(organisation_id=time_off.organisation_id, pk=time_off.pk).delete()
