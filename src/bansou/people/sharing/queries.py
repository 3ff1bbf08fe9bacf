"""Bodies, consents and what was handed over, as the desks ask for them."""

from uuid import UUID

from django.db.models import QuerySet

from bansou.people.cases.models import Case
from bansou.people.sharing.models import Disclosure, OutsideBody, SharingConsent


def bodies_of(keeper_id: UUID) -> QuerySet[OutsideBody]:
    """All bodies that an office writes to, by kind and name."""
    return OutsideBody.objects.filter(organisation_id=keeper_id).order_by("kind", "name", "id")


def body_of(key: UUID) -> OutsideBody | None:
    """One body, as far as the transaction may see it."""
    return OutsideBody.objects.filter(pk=key).first()


def sharing_consents_of(case: Case) -> QuerySet[SharingConsent]:
    """To what a case's person agreed, the latest first."""
    rows = SharingConsent.objects.filter(organisation_id=case.organisation_id, case=case)
    return rows.select_related("body", "to_organisation", "noted_by__user").order_by("-id")


def sharing_consent_of(key: UUID) -> SharingConsent | None:
    """One consent, as far as the transaction may see it."""
    return (
        SharingConsent.objects.select_related("case__person", "body", "to_organisation")
        .filter(pk=key)
        .first()
    )


def handed_with(keeper_id: UUID, source: str, source_id: UUID) -> Disclosure:
    """What was handed over with a referral.

    :raises Disclosure.DoesNotExist: nothing, or nothing that the transaction may see
    """
    return Disclosure.objects.get(organisation_id=keeper_id, source=source, source_id=source_id)


def disclosures_of(case: Case) -> QuerySet[Disclosure]:
    """What was handed over of a case, the latest first."""
    rows = Disclosure.objects.filter(organisation_id=case.organisation_id, case=case)
    return rows.select_related("by__user").order_by("-handed_at", "-id")
