"""Which days somebody gets a benefit from elsewhere for."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from bansou.benefits.overlaps.models import OutsideBenefit
from bansou.people.cases.models import Case


def outside_benefits_of(case: Case) -> QuerySet[OutsideBenefit]:
    """What the person of a case gets from elsewhere, the latest first."""
    return OutsideBenefit.objects.filter(organisation_id=case.organisation_id, case=case).order_by(
        "-from_on", "-id"
    )


def outside_on(
    case: Case, days: Collection[date], keys: Collection[str]
) -> Iterator[tuple[date, OutsideBenefit]]:
    """Each day on which the person gets one of these benefits from elsewhere, with the benefit.

    It is noted on a case and holds for the person, whichever of their cases a day belongs to.
    """
    own = Q(case__person=case.person_id) if case.person_id else Q(case=case)
    noted = OutsideBenefit.objects.filter(own, organisation_id=case.organisation_id)
    found = list(noted.filter(key__in=keys).order_by("-from_on", "-id"))
    for day in sorted(days):
        for it in found:
            if it.from_on <= day <= (it.until_on or date.max):
                yield day, it
