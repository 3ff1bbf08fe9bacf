"""Places and who is there, as far as the transaction may see them; and numbers that name nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, QuerySet

from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force
from bansou.support.ibasho.linking import PURPOSE, guests_of
from bansou.support.ibasho.models import (
    Ibasho,
    IbashoDay,
    IbashoGuest,
    IbashoIncident,
    IbashoLink,
    IbashoStage,
    IbashoVisit,
)


def places_run_by(organisation_id: UUID) -> QuerySet[Ibasho]:
    """The open places whose guests an organisation's staff meet, by name."""
    own = Ibasho.objects.filter(organisation_id=organisation_id, operator=None)
    held = Ibasho.objects.filter(operator_id=organisation_id)
    return (own | held).filter(closed_on=None).order_by("name", "id")


def places_of(organisation_id: UUID) -> QuerySet[Ibasho]:
    """Every place that a city keeps, whoever runs it."""
    return (
        Ibasho.objects.filter(organisation_id=organisation_id)
        .select_related("operator")
        .order_by("name", "id")
    )


def place_at(key: UUID) -> Ibasho | None:
    """One place."""
    return Ibasho.objects.select_related("operator", "organisation").filter(pk=key).first()


def day_of(ibasho: Ibasho, on: date) -> IbashoDay | None:
    """The opening of a place on a day, if it is open."""
    return IbashoDay.objects.filter(
        organisation_id=ibasho.organisation_id, ibasho=ibasho, on=on
    ).first()


def next_days(ibasho: Ibasho, today: date, most: int) -> Sequence[IbashoDay]:
    """The next days on which a place is open, today included."""
    days = IbashoDay.objects.filter(
        organisation_id=ibasho.organisation_id, ibasho=ibasho, on__gte=today
    )
    return list(days.order_by("on")[:most])


def guests_at(ibasho: Ibasho) -> QuerySet[IbashoGuest]:
    """The guests of a place with how often they came and when last, the latest first."""
    return (
        IbashoGuest.objects.filter(organisation_id=ibasho.organisation_id, ibasho=ibasho)
        .annotate(times=Count("visits"), last_on=Max("visits__on"))
        .order_by("-last_on", "nickname")
    )


def shown_at_the_door(ibasho: Ibasho) -> QuerySet[IbashoGuest]:
    """Those who chose that the tablet shows their nickname."""
    return IbashoGuest.objects.filter(
        organisation_id=ibasho.organisation_id, ibasho=ibasho, is_shown=True
    ).order_by("nickname")


def visits_on(ibasho: Ibasho, on: date) -> QuerySet[IbashoVisit]:
    """Who came on a day, in the order in which they came."""
    return (
        IbashoVisit.objects.filter(
            organisation_id=ibasho.organisation_id, guest__ibasho=ibasho, on=on
        )
        .select_related("guest")
        .order_by("came_at", "id")
    )


def incidents_at(ibasho: Ibasho) -> QuerySet[IbashoIncident]:
    """What happened at a place, the latest first."""
    return (
        IbashoIncident.objects.filter(organisation_id=ibasho.organisation_id, ibasho=ibasho)
        .select_related("written_by__user")
        .order_by("-on", "-id")
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody at one place: stages with their days, and the days they came."""

    guest: IbashoGuest
    stages: Sequence[IbashoStage]
    visits: Sequence[IbashoVisit]


def known_of(case: Case, *, most: int = 60) -> list[Known]:
    """What the person of a case lets be known of the places they go to; nothing without consent."""
    guests = guests_of(case).select_related("ibasho").order_by("first_on", "id")
    return [known(guest, most=most) for guest in guests]


def days_known_of(case: Case) -> tuple[int, date | None]:
    """On how many days the person of a case came, and the last; none without their consent."""
    if consent_in_force(case, PURPOSE) is None:
        return 0, None
    visits = IbashoVisit.objects.filter(
        organisation_id=case.organisation_id, guest__in=guests_of(case)
    )
    found = visits.aggregate(days=Count("on", distinct=True), last=Max("on"))
    return found["days"], found["last"]


def known(guest: IbashoGuest, *, most: int = 60) -> Known:
    """One guest with stages and days, the latest first."""
    return Known(
        guest,
        list(guest.stages.order_by("from_on", "id")),
        list(guest.visits.order_by("-on")[:most]),
    )


@dataclass(frozen=True, slots=True)
class Number:
    """How many people at one stage came to a place in a time, and how often."""

    ibasho_id: UUID
    stage: str
    people: int
    visits: int


def numbers(first_on: date, last_on: date) -> list[Number]:
    """Numbers of all places of one's own organisation; those who ask see nobody's row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ibasho_id, stage, people, visits FROM public.bansou_ibasho_numbers(%s, %s)",
            [first_on, last_on],
        )
        return [Number(*row) for row in cursor.fetchall()]


def cases_taking_part(organisation_id: UUID, first_on: date, last_on: date) -> set[UUID]:
    """The cases whose person came to a place in a time and lets it be known (社会参加)."""
    codes = IbashoVisit.objects.filter(
        organisation_id=organisation_id, on__range=(first_on, last_on)
    ).values("guest__link_code")
    linked = IbashoLink.objects.filter(organisation_id=organisation_id, code__in=codes)
    return set(linked.values_list("case_id", flat=True))
