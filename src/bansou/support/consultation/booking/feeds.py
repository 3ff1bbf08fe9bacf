"""A counsellor's bookings at a secret address that can be renewed and switched off."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Q

from bansou.commons.access.actors import Actor
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import day_begins_at, local_day
from bansou.commons.organisations.models import Membership
from bansou.support.consultation.booking.models import Booking, CalendarFeed

#: Calendars are told of what was this long ago, so that what was called off disappears from them.
_LOOK_BACK = timedelta(days=31)
#: What the log of readings calls a calendar that was given names.
LOGGED_AS = "calendar"


def renew_feed(*, by: Actor, shows_names: bool, at: datetime) -> str:
    """Make a new secret address; the former one says nothing any more. Returns the secret, once."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        end_feed(by=by, at=at)
        CalendarFeed.objects.create(
            organisation_id=by.require_organisation(),
            member_id=by.require_membership(),
            digest=_digest(secret),
            shows_names=shows_names,
            made_at=at,
        )
    return secret


def end_feed(*, by: Actor, at: datetime) -> None:
    """Switch the feed off."""
    CalendarFeed.objects.filter(
        organisation_id=by.require_organisation(),
        member_id=by.require_membership(),
        ended_at=None,
    ).update(ended_at=at)


def member_with(secret: str, today: date) -> Membership | None:
    """Whose feed has this secret, if they work there today and may sign in; asked before anybody acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.bansou_feed_member(%s)", [_digest(secret)])
        (key,) = cursor.fetchone()
    return (
        Membership.objects.select_related("user", "organisation")
        .filter(Q(until_on=None) | Q(until_on__gte=today))
        .filter(pk=key, user__is_active=True, from_on__lte=today)
        .first()
    )


def bookings_in_feed(member: Membership, at: datetime) -> list[Booking]:
    """What a calendar that follows the counsellor has to know, called off ones included."""
    return list(
        Booking.objects.filter(member=member, starts_at__gte=at - _LOOK_BACK)
        .select_related("desk", "case__person")
        .order_by("starts_at", "id")
    )


def note_names_in_feed(
    *, by: Actor, feed: CalendarFeed, bookings: Iterable[Booking], at: datetime
) -> None:
    """Write into the log that a calendar was given names: once a day, since it asks every hour.

    The reader's own organisation is told in any case, and each other keeper of the cases' own.
    """
    own = by.require_organisation()
    if AccessLog.objects.filter(
        organisation_id=own,
        subject=LOGGED_AS,
        subject_id=feed.pk,
        at__gte=day_begins_at(local_day(at)),
    ).exists():
        return
    named = dict.fromkeys((b.organisation_id, b.case_id) for b in bookings if b.case_id and b.case)
    shown = [str(case_id) for keeper_id, case_id in named if keeper_id == own]
    note_reading(
        by=by,
        kind=AccessLog.Kind.EXPORT,
        subject=LOGGED_AS,
        subject_id=feed.pk,
        at=at,
        keeper_id=own,
        detail={"hits": len(named), "shown": shown},
    )
    others = [key for key in named if key[0] != own]
    if others:
        note_list(by=by, subject=LOGGED_AS, at=at, shown=others, detail={})


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
