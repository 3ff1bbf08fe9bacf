"""Desks, bookings and waiting people as the desks of the counsellors ask for them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import visible
from bansou.commons.clock import day_begins_at
from bansou.people.cases.models import Case
from bansou.programmes.models import Contract
from bansou.support.consultation.booking.models import (
    Booking,
    CalendarFeed,
    DeskHours,
    Duty,
    ServiceDesk,
    TimeOff,
    WaitingPerson,
)


def desks_of(actor: Actor, today: date) -> QuerySet[ServiceDesk]:
    """The desks of one's own organisation, and of those for which it works under contract today."""
    contracts = Contract.objects.filter(
        contractor_id=actor.organisation_id, starts_on__lte=today, ends_on__gte=today
    )
    waiting = (
        WaitingPerson.objects.filter(desk=OuterRef("pk"), state=WaitingPerson.State.WAITING)
        .order_by()
        .values("desk")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        ServiceDesk.objects.filter(
            Q(organisation_id=actor.organisation_id)
            | Q(organisation_id__in=contracts.values("organisation_id"))
        )
        .annotate(
            waiting=Coalesce(Subquery(waiting), 0),
            is_own=Exists(
                Duty.objects.filter(hours__desk=OuterRef("pk"), member_id=actor.membership_id)
            ),
        )
        .select_related("organisation")
        .order_by("organisation__name", "name", "id")
    )


def _readable(actor: Actor, rows: QuerySet[Booking], at: date) -> QuerySet[Booking]:
    """Those that the table opens, and those in the actor's own time."""
    opened = visible(actor, Booking.objects.all(), at, action="booking.read")
    return rows.filter(Q(pk__in=opened.values("pk")) | Q(member_id=actor.membership_id))


def bookings_between(
    actor: Actor, from_on: date, until_on: date, *, keeper_id: UUID, today: date
) -> QuerySet[Booking]:
    """What is booked with a keeper between two days, both included, in the order of time."""
    rows = Booking.objects.filter(
        organisation_id=keeper_id,
        starts_at__gte=day_begins_at(from_on),
        starts_at__lt=day_begins_at(until_on + timedelta(days=1)),
    )
    if keeper_id != actor.organisation_id:
        rows = _readable(actor, rows, today)
    return rows.select_related("case__person", "member__user", "desk").order_by("starts_at", "id")


def own_bookings(actor: Actor, day: date) -> QuerySet[Booking]:
    """What a counsellor has on a day, called off ones left out, in the order of time."""
    return (
        Booking.objects.filter(
            member_id=actor.membership_id,
            state__in=Booking.LIVE,
            starts_at__gte=day_begins_at(day),
            starts_at__lt=day_begins_at(day + timedelta(days=1)),
        )
        .select_related("case__person", "desk")
        .order_by("starts_at", "id")
    )


def own_offers(actor: Actor, at: datetime) -> QuerySet[Booking]:
    """Times of a counsellor that are kept for people who came up and were not asked yet."""
    return (
        Booking.objects.filter(
            member_id=actor.membership_id, state=Booking.State.OFFERED, starts_at__gt=at
        )
        .select_related("case__person", "desk")
        .order_by("starts_at", "id")
    )


def bookings_of(case: Case, at: datetime) -> QuerySet[Booking]:
    """What is booked for a case from now on."""
    return (
        Booking.objects.filter(
            organisation_id=case.organisation_id,
            case=case,
            state__in=Booking.OPEN,
            ends_at__gt=at,
        )
        .select_related("desk", "member__user")
        .order_by("starts_at", "id")
    )


def calls_to_make(actor: Actor, day: date, *, keeper_id: UUID, today: date) -> QuerySet[Booking]:
    """The bookings of a day of which nobody has been reminded yet, or just was."""
    rows = bookings_between(actor, day, day, keeper_id=keeper_id, today=today)
    return rows.filter(state__in=Booking.OPEN)


def waiting_at(desk: ServiceDesk) -> QuerySet[WaitingPerson]:
    """Who waits at a desk, the longest first."""
    return (
        WaitingPerson.objects.filter(
            organisation_id=desk.organisation_id,
            desk=desk,
            state=WaitingPerson.State.WAITING,
        )
        .select_related("case__person", "member__user")
        .order_by("since", "id")
    )


def waiting_of(case: Case) -> QuerySet[WaitingPerson]:
    """Where a case's person waits for a time at a desk, the longest first."""
    rows = WaitingPerson.objects.filter(
        organisation_id=case.organisation_id, case=case, state=WaitingPerson.State.WAITING
    )
    return rows.select_related("desk").order_by("since", "id")


def hours_of(desk: ServiceDesk, day: date) -> QuerySet[DeskHours]:
    """The hours of a desk that hold on a day or later."""
    return (
        DeskHours.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=day),
            organisation_id=desk.organisation_id,
            desk=desk,
        )
        .prefetch_related("duties__member__user")
        .order_by("weekday", "starts_at", "id")
    )


def times_off(desk: ServiceDesk, members: set[UUID], after: datetime) -> QuerySet[TimeOff]:
    """When the desk will be closed, or one of its counsellors away."""
    return (
        TimeOff.objects.filter(
            Q(desk=desk) | Q(member_id__in=members),
            organisation_id=desk.organisation_id,
            ends_at__gt=after,
        )
        .select_related("member__user", "desk")
        .order_by("starts_at", "id")
    )


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The calendar feed that a member has switched on."""
    return CalendarFeed.objects.filter(
        organisation_id=actor.require_organisation(),
        member_id=actor.membership_id,
        ended_at=None,
    ).first()
