"""Payments that were made before the office worked with this software, as its ledger tells of them.

They stand in lists of their own, marked as paid, with neither the office's account nor people's:
no file for the bank is made of them, and what they paid for is not paid again.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from bansou.benefits.claims.deciding import refuse_changed_since
from bansou.benefits.claims.drawing import held_claim
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.actions import next_number
from bansou.benefits.payments.models import PaymentEntry, PaymentList
from bansou.benefits.payments.refusals import PaidBeforeDecided
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.programmes.funding.actions import note_paid
from bansou.programmes.models import Programme


def note_payment_made(
    *, by: Actor, claim: Claim, paid_on: date, today: date, at: datetime
) -> PaymentEntry:
    """Note that a decided claim was paid on a day gone by, also in the budget.

    What is noted at one time as paid on one day stands in one list.

    :param by: who says so; the list names them
    :raises PaidBeforeDecided: the day lies before the decision, or has not come
    :raises bansou.benefits.claims.refusals.NotInThisState: it is not decided, or was paid
    :raises Refusal: what `refuse_changed_since` refuses about its days
    """
    with transaction.atomic():
        held = held_claim(claim, claim.version, (Claim.State.APPROVED,))
        if held.decided_at is None:
            raise LookupError("what is approved was decided at some time")
        decided_on = local_day(held.decided_at)
        if not decided_on <= paid_on <= today:
            raise PaidBeforeDecided(decided=wareki(decided_on), field="paid_on")
        refuse_changed_since(held, at)
        entry = _entry(_list(by, held.programme, paid_on, at), held)
        note_paid(programme=held.programme, label=held.budget, yen=held.yen)
        Claim.objects.filter(organisation_id=held.organisation_id, pk=held.pk).update(
            state=Claim.State.PAID, entry=entry, version=F("version") + 1
        )
    return entry


def _list(by: Actor, programme: Programme, paid_on: date, at: datetime) -> PaymentList:
    """The list of what is noted now as paid on a day."""
    Programme.objects.select_for_update().get(
        organisation_id=programme.organisation_id, pk=programme.pk
    )
    said = {"state": PaymentList.State.PAID, "pay_on": paid_on, "paid_on": paid_on, "made_at": at}
    lists = PaymentList.objects.filter(
        organisation_id=programme.organisation_id, programme=programme, payer={}, **said
    )
    return lists.first() or PaymentList.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        number=next_number(programme),
        payer={},
        made_by_id=by.require_membership(),
        paid_by_id=by.require_membership(),
        **said,
    )


def _entry(payment_list: PaymentList, claim: Claim) -> PaymentEntry:
    """What the person was paid for the part of the support, with this claim in it."""
    entry, is_new = PaymentEntry.objects.get_or_create(
        organisation_id=payment_list.organisation_id,
        payment_list=payment_list,
        person_id=claim.case.person_id,
        part=claim.part,
        defaults={"payee": claim.case.person.name, "yen": claim.yen, "account": {}},
    )
    if not is_new:
        PaymentEntry.objects.filter(organisation_id=entry.organisation_id, pk=entry.pk).update(
            yen=F("yen") + claim.yen
        )
    return entry
