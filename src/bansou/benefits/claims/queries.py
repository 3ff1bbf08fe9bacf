"""Claims as the desks ask for them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.rules import Amount
from bansou.benefits.overlaps.queries import outside_on
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.schemes.shape import Scheme

_LOADED = (
    "case__person",
    "programme",
    "drawn_by__user",
    "checked_by__user",
    "decided_by__user",
    "entry__payment_list",
    "recorded_by",
    "organisation",
)


def claims_of(case: Case) -> QuerySet[Claim]:
    """A case's claims, the latest first."""
    return (
        Claim.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related(*_LOADED)
        .order_by("-claimed_on", "-id")
    )


def claims_in(programme: Programme, states: Collection[str]) -> QuerySet[Claim]:
    """A programme's claims in these states, those that have waited longest first."""
    return (
        Claim.objects.filter(
            organisation_id=programme.organisation_id, programme=programme, state__in=states
        )
        .select_related(*_LOADED)
        .order_by("claimed_on", "id")
    )


def claim_of(key: UUID) -> Claim | None:
    """One claim, as far as the transaction may see it."""
    return Claim.objects.select_related(*_LOADED).filter(pk=key).first()


def items_of(claim: Claim) -> QuerySet[ClaimItem]:
    """The days or trips of which a claim consists, the first first."""
    return ClaimItem.objects.filter(organisation_id=claim.organisation_id, claim=claim).order_by(
        "on"
    )


def amounts_of(person_id: UUID | None, benefit: str, *, but: Claim | None = None) -> list[Amount]:
    """What somebody has claimed for a benefit and still counts, also in cases that are not seen.

    :param but: a claim whose days are left out
    """
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "on", yen FROM bansou_days_of_benefit(%s, %s, %s) ORDER BY "on"',
            [person_id, benefit, but.pk if but else None],
        )
        return [Amount(on, yen) for on, yen in cursor.fetchall()]


def days_claimed(case: Case, benefit: str) -> set[date]:
    """The days that the person of a case has claimed for a benefit, in whichever of their cases."""
    return {it.on for it in amounts_of(case.person_id, benefit)}


def records_claimed(case: Case) -> set[UUID | None]:
    """The records of attendance for which the case has claimed a stipend, by whichever name."""
    found = ClaimItem.objects.filter(
        organisation_id=case.organisation_id, case=case, is_trip=False, counts=True
    )
    return set(found.values_list("source_id", flat=True))


def to_be_confirmed(claim: Claim, scheme: Scheme) -> list[tuple[date, str]]:
    """Days for which the person gets something from elsewhere that does not refuse ours."""
    warning = [it.key for it in scheme.other_benefits if it.same_day == "warn"]
    days = list(items_of(claim).values_list("on", flat=True))
    return [(day, outside.label) for day, outside in outside_on(claim.case, days, warning)]
