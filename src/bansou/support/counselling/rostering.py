"""Licences of psychologists, and the times that they offer; nobody is rostered without a valid one."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST, local_day, wareki
from bansou.commons.database.editing import save_seen
from bansou.commons.organisations.models import Membership, Role
from bansou.programmes.models import Programme
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingSlot,
    ProfessionalLicence,
)
from bansou.support.counselling.refusals import (
    CheckedInFuture,
    LicenceEndsBeforeItBegins,
    LicenceKnownAlready,
    NoRoomForSlots,
    NotAPsychologist,
    NotHereThen,
    NoValidLicence,
    SlotBooked,
    SlotGone,
    SlotOutsideProgramme,
    SlotsOverlap,
)
from bansou.support.counselling.rules import first_uncovered, spans_between
from bansou.support.counselling.teams import psychologists


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A licence as it was seen: which, its number, how long it is valid, when it was checked."""

    profession: str
    number: str
    valid_from: date
    checked_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When and where somebody receives people: these days, from–until, so long each."""

    days: Sequence[date]
    starts_at: time
    ends_at: time
    minutes: int
    pause: int
    place: str
    video_url: str = ""


def register_licence(
    *, by: Actor, member: Membership, seen: Seen, today: date
) -> ProfessionalLicence:
    """Write down a licence whose document was seen.

    :raises NotAPsychologist: they do not work as a psychologist here
    :raises LicenceEndsBeforeItBegins: its last day lies before its first
    :raises CheckedInFuture: the day on which it was seen has not come
    :raises LicenceKnownAlready: it is on record
    """
    if not psychologists(by.organisation_id, today).filter(pk=member.pk).exists():
        raise NotAPsychologist(field="member")
    _refuse_unlikely(seen, today)
    try:
        with transaction.atomic():
            return ProfessionalLicence.objects.create(
                organisation_id=by.require_organisation(),
                recorded_by_id=by.require_organisation(),
                member=member,
                checked_by_id=by.require_membership(),
                **asdict(seen),
            )
    except IntegrityError:
        raise LicenceKnownAlready(field="valid_from") from None


def correct_licence(
    *, by: Actor, licence: ProfessionalLicence, seen: Seen, seen_version: int, today: date
) -> None:
    """Write a licence anew as it was seen again; what was written before stays in the history.

    :raises LicenceEndsBeforeItBegins: its last day lies before its first
    :raises CheckedInFuture: the day on which it was seen has not come
    :raises LicenceKnownAlready: another such one is on record
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse_unlikely(seen, today)
    columns = {**asdict(seen), "checked_by_id": by.require_membership()}
    try:
        with transaction.atomic():
            save_seen(licence, seen_version, **columns)
    except IntegrityError:
        raise LicenceKnownAlready(field="valid_from") from None


def _refuse_unlikely(seen: Seen, today: date) -> None:
    if seen.valid_until and seen.valid_until < seen.valid_from:
        raise LicenceEndsBeforeItBegins(field="valid_until")
    if seen.checked_on > today:
        raise CheckedInFuture(field="checked_on")


def offer_slots(
    *, by: Actor, programme: Programme, member: Membership, hours: Hours, at: datetime
) -> list[CounsellingSlot]:
    """Offer times of a psychologist, all of them or none.

    :raises NotAPsychologist: they do not work as a psychologist here
    :raises NotHereThen: they do not work here on one of the days
    :raises SlotOutsideProgramme: a day has gone by, or lies outside the programme
    :raises NoValidLicence: they hold no valid licence on one of the days
    :raises NoRoomForSlots: there is no room for a single slot
    :raises SlotGone: a slot would have begun already
    :raises SlotsOverlap: they have a slot at that time
    """
    today = local_day(at)
    if not psychologists(programme.organisation_id, today).filter(pk=member.pk).exists():
        raise NotAPsychologist(field="member")
    for day in hours.days:
        if not max(today, programme.starts_on) <= day <= programme.ends_on:
            raise SlotOutsideProgramme(day=wareki(day), field="on")
    refuse_absent(member, hours.days)
    refuse_unlicensed(member, hours.days)
    spans = [span for day in hours.days for span in _spans(day, hours)]
    if not spans:
        raise NoRoomForSlots(field="ends_at")
    if spans[0][0] <= at:
        raise SlotGone(field="starts_at")
    try:
        with transaction.atomic():
            return _offered(by, programme, member, hours, spans, at)
    except IntegrityError:
        raise SlotsOverlap(field="starts_at") from None


def _offered(
    by: Actor,
    programme: Programme,
    member: Membership,
    hours: Hours,
    spans: Iterable[tuple[datetime, datetime]],
    at: datetime,
) -> list[CounsellingSlot]:
    return [
        CounsellingSlot.objects.create(
            organisation_id=programme.organisation_id,
            recorded_by_id=by.require_organisation(),
            programme=programme,
            member=member,
            place=hours.place,
            video_url=hours.video_url,
            starts_at=starts_at,
            ends_at=ends_at,
            offered_at=at,
        )
        for starts_at, ends_at in spans
    ]


def refuse_absent(member: Membership, days: Iterable[date]) -> None:
    """Let a psychologist pass who works here on each of the days.

    :raises NotHereThen: they do not on one of them
    """
    periods = [(member.from_on, member.until_on)] if member.role == Role.PSYCHOLOGIST else []
    day = first_uncovered(days, periods)
    if day is not None:
        raise NotHereThen(name=member.user.name, day=wareki(day), field="member")


def kept_by_who_is_here(slots: QuerySet[CounsellingSlot]) -> QuerySet[CounsellingSlot]:
    """Of some slots those on a day on which their psychologist works here."""
    day = TruncDate("starts_at", tzinfo=JST)
    return slots.annotate(day=day).filter(
        Q(member__until_on=None) | Q(member__until_on__gte=F("day")),
        member__from_on__lte=F("day"),
        member__role=Role.PSYCHOLOGIST,
    )


def refuse_unlicensed(member: Membership, days: Iterable[date]) -> None:
    """Let a psychologist pass who holds a valid licence on each of the days.

    :raises NoValidLicence: they hold none on one of them
    """
    periods = ProfessionalLicence.objects.filter(
        organisation_id=member.organisation_id, member=member
    ).values_list("valid_from", "valid_until")
    day = first_uncovered(days, periods)
    if day is not None:
        raise NoValidLicence(name=member.user.name, day=wareki(day), field="member")


def _spans(day: date, hours: Hours) -> list[tuple[datetime, datetime]]:
    begins, ends = (
        datetime.combine(day, at, tzinfo=JST) for at in (hours.starts_at, hours.ends_at)
    )
    return list(spans_between(begins, ends, hours.minutes, hours.pause))


def withdraw_slot(*, slot: CounsellingSlot, at: datetime) -> None:
    """Take back a time that was offered and that nobody holds.

    :raises SlotGone: it has begun
    :raises SlotBooked: somebody is booked
    """
    with transaction.atomic():
        it = CounsellingSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
        if it.starts_at <= at:
            raise SlotGone()
        if it.bookings.exclude(state=CounsellingBooking.State.CANCELLED).exists():
            raise SlotBooked()
        if it.withdrawn_at is None:
            save_seen(it, it.version, withdrawn_at=at)


def licences_of(organisation_id: UUID) -> QuerySet[ProfessionalLicence]:
    """The licences of an organisation's psychologists, by name, the latest first."""
    return (
        ProfessionalLicence.objects.filter(organisation_id=organisation_id)
        .select_related("member__user", "checked_by__user")
        .order_by("member__user__name", "-valid_from", "id")
    )


def slots_between(
    organisation_id: UUID, since: datetime, until: datetime
) -> QuerySet[CounsellingSlot]:
    """The times on offer that begin between two moments, in order, with who is booked."""
    held = CounsellingBooking.objects.exclude(
        state=CounsellingBooking.State.CANCELLED
    ).select_related("case__person")
    return (
        CounsellingSlot.objects.filter(
            organisation_id=organisation_id,
            withdrawn_at=None,
            starts_at__gte=since,
            starts_at__lt=until,
        )
        .select_related("member__user")
        .prefetch_related(Prefetch("bookings", held, to_attr="held"))
        .order_by("starts_at", "id")
    )
