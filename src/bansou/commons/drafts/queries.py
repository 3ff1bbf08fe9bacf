"""Drafts as the desks ask for them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from bansou.commons.access.actors import Actor
from bansou.commons.drafts.models import Draft


def latest_drafts(by: Actor, **about: Any) -> list[Draft]:
    """The latest state of each form that a member has begun, the latest saved first.

    :param about: columns, to ask for those of one form and case
    """
    own = Draft.objects.filter(
        organisation_id=by.organisation_id, membership_id=by.membership_id, **about
    )
    newest = own.order_by("form", "subject_id", "-saved_at", "-id").distinct("form", "subject_id")
    return sorted(newest, key=lambda draft: draft.saved_at, reverse=True)


def drafts_on(cases: Iterable[UUID]) -> int:
    """How many drafts anybody of the organisation has on some cases; only their authors read them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bansou_drafts_on(%s)", [list(cases)])
        (number,) = cursor.fetchone()
    return int(number)
