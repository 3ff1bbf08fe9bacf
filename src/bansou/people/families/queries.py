"""The contacts of a case with what they said."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from bansou.people.cases.models import Case
from bansou.people.families.models import FamilyContact, FamilyStatement


def contacts_of(case: Case) -> QuerySet[FamilyContact]:
    """Who is around the person, each with their statements, the latest first."""
    said = FamilyStatement.objects.filter(organisation_id=case.organisation_id)
    said = said.select_related("written_by__user").order_by("-said_on", "-written_at")
    return (
        FamilyContact.objects.filter(organisation_id=case.organisation_id, case=case)
        .prefetch_related(Prefetch("statements", queryset=said))
        .order_by("id")
    )


def contact_at(keeper_id: UUID, key: UUID) -> FamilyContact | None:
    """One contact with its case."""
    rows = FamilyContact.objects.filter(organisation_id=keeper_id, pk=key)
    return rows.select_related("case").first()


def statement_at(keeper_id: UUID, key: UUID) -> FamilyStatement | None:
    """One statement with who said it."""
    rows = FamilyStatement.objects.filter(organisation_id=keeper_id, pk=key)
    return rows.select_related("contact").first()
