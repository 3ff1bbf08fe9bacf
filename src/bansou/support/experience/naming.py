"""Agreeing that companies learn the name, and recording which host learned it.

A host learns who somebody is from the moment on which both hold (`told`): the person confirmed that
they go there, and agrees that such companies know it. Whichever comes second hands the name over.
"""

from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import hold, together
from bansou.commons.rows import Basis, Level
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force, give_consent
from bansou.people.consent.models import Consent
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import Item, known_of, labelled
from bansou.people.sharing.models import Disclosure
from bansou.support.experience.models import Experience

#: What a host was told is recorded by the visit or trial.
SUBJECT = "experience"
_PURPOSE = Consent.Purpose.INTRODUCTION


def agree_to_introduction(*, by: Actor, case: Case, on: date, today: date, at: datetime) -> None:
    """Record that the person agrees that companies to which they go learn who they are, once.

    :raises bansou.people.consent.actions.NobodyToAgree: nobody is identified
    :raises bansou.people.consent.actions.ConsentInFuture: the day has not come yet
    """
    with together():
        if consent_in_force(case, _PURPOSE) is None:
            give_consent(by=by, case=case, purpose=_PURPOSE, on=on, at=at, today=today)
        record_names_told(by=by, case=case, at=at)


def record_names_told(*, by: Actor, case: Case, at: datetime) -> None:
    """Record of each host that is told the name by now, and was not before, that it is."""
    hold(case)
    if case.person is None or consent_in_force(case, _PURPOSE) is None:
        return
    confirmed = Experience.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        terms__gt=0,
        confirmations__party=Experience.Party.PERSON,
        confirmations__terms=F("terms"),
    )
    for it in confirmed.select_related("host__company"):
        _record(by, case, it, at)


def _record(by: Actor, case: Case, it: Experience, at: datetime) -> None:
    company = it.host.company.name
    known = Disclosure.objects.filter(
        organisation_id=it.organisation_id, source=SUBJECT, source_id=it.pk, recipient=company
    )
    if known.exists():
        return
    about = {"kind": it.get_kind_display(), "host": it.host.title}
    handed = Handed(
        recipient=company,
        purpose=(_("%(kind)sの受入れ（%(host)s）") % about)[:200],
        basis=Basis.CONSENT,
        basis_label=str(Basis.CONSENT.label),
        items=labelled({Item.NAME.value: known_of(case)[Item.NAME.value]}),
        source=SUBJECT,
        source_id=it.pk,
        level=Level.CONTACT,
    )
    disclose(by=by, case=case, handed=handed, at=at)
