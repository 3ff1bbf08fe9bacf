"""A case's 見立て, version by version."""

from uuid import UUID

from django.db.models import Max, QuerySet

from bansou.people.cases.models import Case
from bansou.support.outreach.formulations.models import Formulation


def formulations_of(case: Case) -> QuerySet[Formulation]:
    """Every version with what was thought otherwise, the latest first."""
    rows = Formulation.objects.filter(organisation_id=case.organisation_id, case=case)
    return _known(rows).order_by("-number")


def formulation_of(key: UUID) -> Formulation | None:
    """One version, as far as the transaction may see it."""
    return _known(Formulation.objects.filter(pk=key)).first()


def latest_number(case: Case) -> int:
    """The number of the latest version; 0 where there is none."""
    rows = Formulation.objects.filter(organisation_id=case.organisation_id, case=case)
    return int(rows.aggregate(latest=Max("number"))["latest"] or 0)


def _known(rows: QuerySet[Formulation]) -> QuerySet[Formulation]:
    return rows.select_related("case__person", "team", "by__user").prefetch_related("dissents")
