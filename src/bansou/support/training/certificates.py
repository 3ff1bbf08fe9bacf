"""The certificate of a qualification as a file."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.documents.actions import attach
from bansou.commons.rows import Level
from bansou.support.training.models import HeldQualification


def keep_certificate(
    *, by: Actor, held: HeldQualification, name: str, content: bytes, at: datetime
) -> None:
    """Keep the certificate of a qualification; the one before stays in the history.

    :raises Refusal: what `commons.documents.actions.attach` refuses about the file
    """
    with transaction.atomic():
        file = attach(
            by=by,
            keeper_id=held.organisation_id,
            case_id=held.case_id,
            name=name,
            content=content,
            at=at,
            level=Level.CONTACT,
        )
        HeldQualification.objects.filter(organisation_id=held.organisation_id, pk=held.pk).update(
            file=file, version=F("version") + 1
        )
