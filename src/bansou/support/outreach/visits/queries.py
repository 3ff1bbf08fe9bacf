"""Visits as the desks ask for them."""

from uuid import UUID

from django.db.models import QuerySet

from bansou.people.cases.models import Case
from bansou.support.outreach.visits.models import OutreachVisit


def visits_of(case: Case) -> QuerySet[OutreachVisit]:
    """A case's visits, the latest first."""
    rows = OutreachVisit.objects.filter(organisation_id=case.organisation_id, case=case)
    return _known(rows).order_by("-on", "-starts_at")


def visit_of(key: UUID) -> OutreachVisit | None:
    """One visit, as far as the transaction may see it."""
    return _known(OutreachVisit.objects.filter(pk=key)).first()


def visits_in(keeper_id: UUID) -> QuerySet[OutreachVisit]:
    """All visits of a keeper that are to come, the next first."""
    rows = OutreachVisit.objects.filter(
        organisation_id=keeper_id, state=OutreachVisit.State.PLANNED
    )
    return _known(rows).order_by("on", "starts_at", "id")


def _known(rows: QuerySet[OutreachVisit]) -> QuerySet[OutreachVisit]:
    return rows.select_related(
        "case__person", "case__responsible__user", "lead__user", "consent", "step"
    )
