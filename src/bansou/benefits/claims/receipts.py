"""The receipts of a claim as files: handed in and taken off until the claim has been checked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bansou.benefits.claims.models import Claim, ClaimReceipt
from bansou.benefits.claims.refusals import NotInThisState
from bansou.commons.access.actors import Actor
from bansou.commons.documents.actions import attach
from bansou.commons.rows import Level

#: Nobody has checked the claim by its receipts yet.
UNCHECKED = (Claim.State.DRAWN, Claim.State.RETURNED)


def add_receipt(
    *, by: Actor, claim: Claim, name: str, content: bytes, at: datetime
) -> ClaimReceipt:
    """Keep a receipt with a claim.

    :raises NotInThisState: the claim has been checked, or is over
    :raises Refusal: what `commons.documents.actions.attach` refuses about the file
    """
    with transaction.atomic():
        held = _unchecked(claim)
        file = attach(
            by=by,
            keeper_id=held.organisation_id,
            case_id=held.case_id,
            name=name,
            content=content,
            at=at,
            level=Level.CONTACT,
        )
        return ClaimReceipt.objects.create(
            organisation_id=held.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=held.case_id,
            claim=held,
            file=file,
        )


def take_off_receipt(*, receipt: ClaimReceipt) -> None:
    """Take a receipt off that does not belong to the claim; the history keeps that it was there.

    :raises NotInThisState: the claim has been checked, or is over
    """
    with transaction.atomic():
        _unchecked(receipt.claim)
        receipt.delete()


def receipts_of(claim: Claim) -> QuerySet[ClaimReceipt]:
    """The receipts of a claim, in the order in which they came."""
    return (
        ClaimReceipt.objects.filter(organisation_id=claim.organisation_id, claim=claim)
        .select_related("file", "claim")
        .order_by("id")
    )


def receipt_of(key: UUID) -> ClaimReceipt | None:
    """One receipt, as far as the transaction may see it."""
    return ClaimReceipt.objects.select_related("file", "claim").filter(pk=key).first()


def _unchecked(claim: Claim) -> Claim:
    held = Claim.objects.select_for_update().get(organisation_id=claim.organisation_id, pk=claim.pk)
    if held.state not in UNCHECKED:
        raise NotInThisState(state=held.get_state_display())
    return held
