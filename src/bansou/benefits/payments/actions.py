"""Making a payment list of decided claims, taking it back, and noting that it was paid."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from bansou.benefits.accounts.models import BankAccount, PayingAccount
from bansou.benefits.accounts.queries import accounts_of, paying_account_of
from bansou.benefits.accounts.refusals import NoPayingAccount
from bansou.benefits.claims.deciding import refuse_changed_since
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.models import PaymentEntry, PaymentList
from bansou.benefits.payments.queries import waiting_among
from bansou.benefits.payments.refusals import (
    AccountMissing,
    BanksClosed,
    ChangedSinceDecided,
    InAnotherList,
    ListPaidAlready,
    ListTakenBack,
    NothingToPay,
    PaidOutOfTime,
    PayDayPassed,
)
from bansou.benefits.payments.rules import is_bank_day, next_bank_day
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.commons.errors import Refusal
from bansou.commons.holidays import is_holiday
from bansou.programmes.funding.actions import note_paid
from bansou.programmes.models import Programme

_COLUMNS = ("bank_code", "bank_kana", "branch_code", "branch_kana", "kind", "number")


def make_list(
    *,
    by: Actor,
    programme: Programme,
    claims: Collection[UUID],
    pay_on: date,
    today: date,
    at: datetime,
) -> PaymentList:
    """Put decided claims together as one payment, an entry for each person and part.

    A claim stands in one list; two who list it at once do it once.

    :raises NothingToPay: no claim was chosen
    :raises PayDayPassed: the day lies in the past
    :raises BanksClosed: banks carry nothing out on it
    :raises NoPayingAccount: the office has not said from where it pays
    :raises InAnotherList: a claim is in a list already, or not decided any more
    :raises AccountMissing: with the names of those whose account is not known
    :raises ChangedSinceDecided: with the names of those whose records were put right since
    """
    if not claims:
        raise NothingToPay(field="claims")
    if pay_on < today:
        raise PayDayPassed(field="pay_on")
    if not is_bank_day(pay_on, is_holiday):
        following = next_bank_day(pay_on, is_holiday)
        raise BanksClosed(day=wareki(pay_on), next=wareki(following), field="pay_on")
    payer = paying_account_of(programme.organisation_id)
    if payer is None:
        raise NoPayingAccount()
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        found = _held(programme, claims)
        _refuse_changed(found, at)
        made = PaymentList.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            number=_next_number(programme),
            pay_on=pay_on,
            payer=_payer(payer),
            made_by_id=by.require_membership(),
            made_at=at,
        )
        _add_entries(made, found)
    return made


def _held(programme: Programme, keys: Collection[UUID]) -> list[Claim]:
    """The claims, for this transaction alone, all of them decided and in no list."""
    found = list(
        Claim.objects.select_for_update(of=("self",))
        .select_related("case__person", "programme")
        .filter(
            organisation_id=programme.organisation_id,
            programme=programme,
            pk__in=keys,
            state=Claim.State.APPROVED,
        )
        .order_by("pk")
    )
    if len(found) < len(set(keys)):
        raise InAnotherList(field="claims")
    missing = [it.person.name for it in waiting_among(programme, found) if not it.has_account]
    if missing:
        raise AccountMissing(names="、".join(missing), field="claims")
    return found


def _refuse_changed(claims: Collection[Claim], at: datetime) -> None:
    """Hold every day against its record once more: attendance may be put right after the decision."""
    changed = []
    for claim in claims:
        try:
            refuse_changed_since(claim, at)
        except Refusal:
            named = {"name": claim.case.person.name, "ticket": claim.ticket}
            changed.append(_("%(name)s（請求番号 %(ticket)s）") % named)
    if changed:
        raise ChangedSinceDecided(names="、".join(changed), field="claims")


def _next_number(programme: Programme) -> int:
    lists = PaymentList.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
    return (lists.aggregate(last=Max("number"))["last"] or 0) + 1


def _add_entries(made: PaymentList, claims: Collection[Claim]) -> None:
    together: defaultdict[tuple[UUID, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        together[claim.case.person_id, claim.part].append(claim)
    accounts = accounts_of(made.organisation_id, {person for person, _part in together})
    for (person_id, part), of_them in together.items():
        entry = PaymentEntry.objects.create(
            organisation_id=made.organisation_id,
            payment_list=made,
            person_id=person_id,
            part=part,
            payee=of_them[0].case.person.name,
            yen=sum(claim.yen for claim in of_them),
            account=_account(accounts[person_id]),
        )
        Claim.objects.filter(
            organisation_id=made.organisation_id, pk__in=[claim.pk for claim in of_them]
        ).update(state=Claim.State.LISTED, entry=entry, version=F("version") + 1)


def _account(account: BankAccount) -> dict[str, str]:
    columns = {name: str(getattr(account, name)) for name in _COLUMNS}
    return {**columns, "holder_kana": account.holder_kana}


def _payer(account: PayingAccount) -> dict[str, str]:
    columns = {name: str(getattr(account, name)) for name in _COLUMNS}
    return {
        **columns,
        "consignor_code": account.consignor_code,
        "consignor_kana": account.consignor_kana,
    }


def take_back_list(*, payment_list: PaymentList) -> None:
    """Take a list back before it is paid; its claims wait to be paid again.

    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    """
    with transaction.atomic():
        held = _held_list(payment_list)
        _claims(held).update(state=Claim.State.APPROVED, entry=None, version=F("version") + 1)
        _change(held, state=PaymentList.State.TAKEN_BACK)


def mark_paid(*, by: Actor, payment_list: PaymentList, paid_on: date, today: date) -> None:
    """Note that a list was paid; the budget's headings say so too.

    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    :raises PaidOutOfTime: the day lies before the list was made, or has not come
    """
    with transaction.atomic():
        held = _held_list(payment_list)
        made_on = local_day(held.made_at)
        if not made_on <= paid_on <= today:
            raise PaidOutOfTime(made=wareki(made_on), field="paid_on")
        paid: defaultdict[str, int] = defaultdict(int)
        for claim in _claims(held):
            paid[claim.budget] += claim.yen
        for label, yen in sorted(paid.items()):
            note_paid(programme=held.programme, label=label, yen=yen)
        _claims(held).update(state=Claim.State.PAID, version=F("version") + 1)
        _change(
            held,
            state=PaymentList.State.PAID,
            paid_on=paid_on,
            paid_by_id=by.require_membership(),
        )


def _held_list(payment_list: PaymentList) -> PaymentList:
    held = (
        PaymentList.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(organisation_id=payment_list.organisation_id, pk=payment_list.pk)
    )
    if held.paid_on is not None:
        raise ListPaidAlready(day=wareki(held.paid_on))
    if held.state == PaymentList.State.TAKEN_BACK:
        raise ListTakenBack()
    return held


def _claims(payment_list: PaymentList) -> QuerySet[Claim]:
    return Claim.objects.filter(
        organisation_id=payment_list.organisation_id, entry__payment_list=payment_list
    )


def _change(payment_list: PaymentList, **columns: Any) -> None:
    PaymentList.objects.filter(
        organisation_id=payment_list.organisation_id, pk=payment_list.pk
    ).update(**columns, version=F("version") + 1)
