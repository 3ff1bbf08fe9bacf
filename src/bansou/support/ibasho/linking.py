"""Linking a guest to a case: by the code that is theirs to give, and only while the person agrees."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force, give_consent
from bansou.people.consent.models import Consent
from bansou.support.ibasho.models import LONGEST_CODE, IbashoGuest, IbashoLink
from bansou.support.ibasho.refusals import UnknownCode

PURPOSE = Consent.Purpose.IBASHO


def link_guest(
    *, by: Actor, case: Case, code: str, agreed_on: date, today: date, at: datetime
) -> IbashoLink:
    """Link whom a code belongs to with a case whose person agrees to it.

    :raises UnknownCode: the code is nobody's here, or another case has it
    :raises bansou.people.consent.actions.NobodyToAgree: the case has no identified person
    :raises bansou.people.consent.actions.ConsentInFuture: the day of consent has not come
    """
    said = code.replace("-", "").replace(" ", "").strip().upper()
    if len(said) > LONGEST_CODE:
        raise UnknownCode(field="code")
    with transaction.atomic():
        if consent_in_force(case, PURPOSE) is None:
            give_consent(by=by, case=case, purpose=PURPOSE, on=agreed_on, at=at, today=today)
        of_code = IbashoLink.objects.filter(organisation_id=case.organisation_id, code=said)
        link = of_code.first() or _link(by, case, said, today)
        # The database shows the guest to who may read the case, once the code is right.
        if link.case_id != case.pk or not guests_of(case).filter(link_code=said).exists():
            raise UnknownCode(field="code")
    return link


def guests_of(case: Case) -> QuerySet[IbashoGuest]:
    """The guests that a case is linked to, as far as the transaction may see them."""
    codes = IbashoLink.objects.filter(organisation_id=case.organisation_id, case=case)
    return IbashoGuest.objects.filter(
        organisation_id=case.organisation_id, link_code__in=codes.values("code")
    )


def _link(by: Actor, case: Case, code: str, on: date) -> IbashoLink:
    return IbashoLink.objects.create(
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        code=code,
        linked_on=on,
    )
