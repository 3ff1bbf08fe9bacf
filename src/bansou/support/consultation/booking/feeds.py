"""A counsellor's bookings at a secret address that can be renewed and switched off."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Membership
from bansou.support.consultation.booking.models import Booking, CalendarFeed

#: Calendars are told of what was this long ago, so that what was called off disappears from them.
_LOOK_BACK = timedelta(days=31)


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


def member_with(secret: str) -> Membership | None:
    """Whose feed has this secret; asked before anybody acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.bansou_feed_member(%s)", [_digest(secret)])
        (key,) = cursor.fetchone()
    return Membership.objects.select_related("user", "organisation").filter(pk=key).first()


def bookings_in_feed(member: Membership, at: datetime) -> list[Booking]:
    """What a calendar that follows the counsellor has to know, called off ones included."""
    return list(
        Booking.objects.filter(member=member, starts_at__gte=at - _LOOK_BACK)
        .select_related("desk", "case__person")
        .order_by("starts_at", "id")
    )


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
