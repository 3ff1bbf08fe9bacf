"""Which days somebody gets a benefit from elsewhere for."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import QuerySet

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
    """Each day on which one of these benefits from elsewhere runs, with the benefit."""
    found = list(outside_benefits_of(case).filter(key__in=keys))
    for day in sorted(days):
        for it in found:
            if it.from_on <= day <= (it.until_on or date.max):
                yield day, it
