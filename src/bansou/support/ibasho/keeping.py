"""Founding a place to be, saying how it is there, and when it is open."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.organisations.models import Membership
from bansou.support.ibasho.models import Ibasho, IbashoDay
from bansou.support.ibasho.refusals import (
    EndsBeforeItBegins,
    NameTaken,
    NoOpeningDay,
    QuietHoursIncomplete,
    TooManyDays,
)
from bansou.support.ibasho.rules import opening_days

_MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A place as it is told to those who think of coming."""

    name: str
    address: str
    house_rules: str = ""
    quiet_from: time | None = None
    quiet_until: time | None = None
    operator_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """On which weekdays of a stretch a place is open, from when until when."""

    first_on: date
    last_on: date
    weekdays: Collection[int]
    opens_at: time
    closes_at: time


def found_ibasho(*, by: Actor, described: Described) -> Ibasho:
    """Found a place of one's own organisation.

    :raises NameTaken: there is one of this name
    :raises QuietHoursIncomplete: the quiet hours have one end only
    :raises EndsBeforeItBegins: they end before they begin
    """
    keeper_id = by.require_organisation()
    _refuse(keeper_id, described)
    return Ibasho.objects.create(
        organisation_id=keeper_id, recorded_by_id=keeper_id, **_columns(described)
    )


def describe_ibasho(*, ibasho: Ibasho, seen_version: int, described: Described) -> None:
    """Say anew how it is there.

    :raises NameTaken: there is another of this name
    :raises QuietHoursIncomplete: the quiet hours have one end only
    :raises EndsBeforeItBegins: they end before they begin
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse(ibasho.organisation_id, described, but=ibasho)
    save_seen(ibasho, seen_version, **_columns(described))


def open_days(*, ibasho: Ibasho, opening: Opening, closed: Collection[date]) -> int:
    """Write days of opening down; a day that is there gets the new times. Returns how many.

    :raises EndsBeforeItBegins: it closes before it opens, or the last day lies before the first
    :raises TooManyDays: the stretch is longer than a year
    :raises NoOpeningDay: no such weekday lies in it
    """
    if opening.closes_at <= opening.opens_at:
        raise EndsBeforeItBegins(field="closes_at")
    if opening.last_on < opening.first_on:
        raise NoOpeningDay(field="last_on")
    if (opening.last_on - opening.first_on).days >= _MOST_DAYS:
        raise TooManyDays(field="last_on")
    days = opening_days(opening.first_on, opening.last_on, opening.weekdays, closed)
    if not days:
        raise NoOpeningDay(field="weekdays")
    with transaction.atomic():
        for day in days:
            IbashoDay.objects.update_or_create(
                organisation_id=ibasho.organisation_id,
                ibasho=ibasho,
                on=day,
                defaults={"opens_at": opening.opens_at, "closes_at": opening.closes_at},
            )
    return len(days)


def close_day(*, ibasho: Ibasho, on: date) -> None:
    """Take one day out of the calendar."""
    IbashoDay.objects.filter(organisation_id=ibasho.organisation_id, ibasho=ibasho, on=on).delete()


def renew_tablet(*, by: Actor, ibasho: Ibasho) -> str:
    """Give the tablet at the door a new secret address; the former one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    ibasho.tablet_digest = _digest(secret)
    ibasho.tablet_of_id = by.require_membership()
    ibasho.save(update_fields=["tablet_digest", "tablet_of"])
    return secret


def end_tablet(*, ibasho: Ibasho) -> None:
    """Let no tablet take anybody in any more."""
    ibasho.tablet_digest = ""
    ibasho.save(update_fields=["tablet_digest"])


def tablet_with(secret: str, today: date) -> tuple[UUID, Membership] | None:
    """Which place and whose tablet has this secret, if they work there today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ibasho_id, member_id FROM public.bansou_ibasho_tablet(%s)", [_digest(secret)]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    member = (
        Membership.objects.select_related("user", "organisation")
        .filter(pk=row[1], user__is_active=True, from_on__lte=today)
        .exclude(until_on__lt=today)
        .first()
    )
    return (row[0], member) if member else None


def _columns(described: Described) -> dict[str, object]:
    return {
        "name": described.name.strip(),
        "address": described.address.strip(),
        "house_rules": described.house_rules,
        "quiet_from": described.quiet_from,
        "quiet_until": described.quiet_until,
        "operator_id": described.operator_id,
    }


def _refuse(keeper_id: UUID, described: Described, *, but: Ibasho | None = None) -> None:
    if (described.quiet_from is None) != (described.quiet_until is None):
        raise QuietHoursIncomplete(field="quiet_until")
    begins, ends = described.quiet_from, described.quiet_until
    if begins and ends and ends <= begins:
        raise EndsBeforeItBegins(field="quiet_until")
    same = Ibasho.objects.filter(organisation_id=keeper_id, name=described.name.strip())
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise NameTaken(field="name")


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
