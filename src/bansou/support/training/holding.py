"""Recording a qualification that somebody brought along."""

from datetime import date

from django.db import IntegrityError, transaction

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.schemes.courses import Qualification
from bansou.support.training.models import HeldQualification
from bansou.support.training.refusals import HeldAlready


def record_held(
    *,
    by: Actor,
    case: Case,
    qualification: Qualification,
    number: str = "",
    obtained_on: date | None = None,
    expires_on: date | None = None,
) -> HeldQualification:
    """Write down what the person of a case holds from before; it counts for no indicator.

    :raises HeldAlready: it is on record
    """
    try:
        with transaction.atomic():
            return HeldQualification.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                qualification=qualification.key,
                label=qualification.label,
                number=number,
                obtained_on=obtained_on,
                expires_on=expires_on,
            )
    except IntegrityError:
        raise HeldAlready(label=qualification.label, field="qualification") from None
