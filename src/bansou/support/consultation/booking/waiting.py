"""People who wait for a free time, and who comes up when one is freed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, moment_on_screen
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import keep_about, promise
from bansou.support.consultation.booking.actions import SUBJECT, Place, Whom, about, book, cancel
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.consultation.booking.refusals import (
    BookingEnded,
    ChannelNotOffered,
    CrossedTimes,
    WaitingEnded,
)


def wait(
    *,
    by: Actor,
    desk: ServiceDesk,
    channel: str,
    whom: Whom,
    from_on: date,
    until_on: date,
    at: datetime,
    member_id: UUID | None = None,
) -> WaitingPerson:
    """Put somebody on the waiting list of a desk, or of one counsellor there.

    :raises CrossedTimes: the last day lies before the first
    :raises ChannelNotOffered: the desk does not offer the channel
    :raises NobodyNamed: neither a case nor a nickname, and whatever else `Whom` refuses
    """
    if until_on < from_on:
        raise CrossedTimes(field="until_on")
    if channel not in desk.channels:
        raise ChannelNotOffered(field="channel")
    return WaitingPerson.objects.create(
        organisation_id=desk.organisation_id,
        recorded_by_id=by.require_organisation(),
        desk=desk,
        member_id=member_id,
        channel=channel,
        from_on=from_on,
        until_on=until_on,
        since=at,
        **whom.columns(channel),
    )


def stop_waiting(*, waiting: WaitingPerson) -> None:
    """Take somebody from the waiting list.

    :raises WaitingEnded: they wait no longer
    """
    _settle(waiting, WaitingPerson.State.ENDED, was=(WaitingPerson.State.WAITING,))


def cancel_and_move_up(
    *, by: Actor, booking: Booking, cancelled_by: str, because: str, at: datetime
) -> Booking | None:
    """Call a booking off, and keep its time for whoever has waited longest for one like it.

    Returns the time kept for them: their counsellor asks whether they come.

    :raises BookingEnded: it has come to its end
    """
    was_offered = booking.state == Booking.State.OFFERED
    with transaction.atomic():
        cancel(booking=booking, cancelled_by=cancelled_by, because=because, at=at)
        return pass_on(by=by, booking=booking, was_offered=was_offered, at=at)


def pass_on(*, by: Actor, booking: Booking, was_offered: bool, at: datetime) -> Booking | None:
    """Keep the time of a booking that was called off for whoever has waited longest for one like it.

    :param was_offered: nobody had said yet whether they come; they wait no longer
    """
    with transaction.atomic():
        if was_offered:
            WaitingPerson.objects.filter(
                organisation_id=booking.organisation_id, booking=booking
            ).update(state=WaitingPerson.State.ENDED, version=F("version") + 1)
        place = Place(desk=booking.desk, member_id=booking.member_id, starts_at=booking.starts_at)
        return fill(by=by, place=place, at=at)


def fill(*, by: Actor, place: Place, at: datetime) -> Booking | None:
    """Keep a time that was freed for the first of those who wait for one like it and can come then.

    Whoever comes elsewhere at that time, or whose case has ended, is passed over and waits on.
    """
    day = local_day(place.starts_at)
    waiting = (
        WaitingPerson.objects.select_for_update(of=["self"])
        .filter(
            Q(member_id=None) | Q(member_id=place.member_id),
            organisation_id=place.desk.organisation_id,
            desk=place.desk,
            state=WaitingPerson.State.WAITING,
            from_on__lte=day,
            until_on__gte=day,
        )
        .order_by("since", "id")
    )
    for one in waiting:
        try:
            with transaction.atomic():
                return _offer(by, one, place, at)
        except Refusal:
            continue
    return None


def _offer(by: Actor, waiting: WaitingPerson, place: Place, at: datetime) -> Booking:
    whom = Whom(
        case=waiting.case,
        nickname=waiting.nickname,
        reach=waiting.reach,
        purpose=waiting.purpose,
    )
    booking = book(
        by=by,
        place=place,
        channel=waiting.channel,
        whom=whom,
        at=at,
        state=Booking.State.OFFERED,
    )
    _settle(waiting, WaitingPerson.State.OFFERED, was=(WaitingPerson.State.WAITING,), to=booking)
    if booking.case_id:
        today = local_day(at)
        promise(
            by=by,
            keeper_id=booking.organisation_id,
            title=_("空き待ちの繰上げの確認（%(moment)s）")
            % {"moment": moment_on_screen(booking.starts_at, today)},
            owner_id=booking.member_id,
            due_on=today,
            promised_on=today,
            case_id=booking.case_id,
            subject=SUBJECT,
            subject_id=booking.pk,
        )
    return booking


def confirm(*, booking: Booking, at: datetime) -> None:
    """Whoever came up says that they come: the time is theirs.

    :raises BookingEnded: it is no time that is kept for somebody who came up
    """
    with transaction.atomic():
        changed = Booking.objects.filter(
            organisation_id=booking.organisation_id,
            pk=booking.pk,
            state=Booking.State.OFFERED,
        ).update(
            state=Booking.State.BOOKED,
            reminded_at=at,
            changed_at=at,
            changes=F("changes") + 1,
            version=F("version") + 1,
        )
        if not changed:
            raise BookingEnded(state=booking.get_state_display())
        WaitingPerson.objects.filter(
            organisation_id=booking.organisation_id, booking=booking
        ).update(state=WaitingPerson.State.BOOKED, version=F("version") + 1)
        if booking.case_id:
            keep_about(**about(booking), at=at)


def _settle(
    waiting: WaitingPerson,
    state: WaitingPerson.State,
    *,
    was: tuple[WaitingPerson.State, ...],
    to: Booking | None = None,
) -> None:
    changed = WaitingPerson.objects.filter(
        organisation_id=waiting.organisation_id, pk=waiting.pk, state__in=was
    ).update(state=state, booking=to, version=F("version") + 1)
    if not changed:
        raise WaitingEnded()
