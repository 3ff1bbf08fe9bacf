"""Making a payment list of decided claims, taking it back, and noting that it was paid."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet

from bansou.benefits.accounts.models import PayingAccount
from bansou.benefits.accounts.queries import accounts_of, paying_account_of
from bansou.benefits.accounts.refusals import NoPayingAccount
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.changes import changed_days, changed_since_listed, claims_on
from bansou.benefits.payments.models import (
    ACCOUNT_COLUMNS,
    PaymentEntry,
    PaymentList,
    noted_account,
)
from bansou.benefits.payments.queries import waiting_among
from bansou.benefits.payments.refusals import (
    AccountMissing,
    BackAskedAlready,
    BackByAnother,
    BackReasonMissing,
    BanksClosed,
    ChangedSinceDecided,
    ChangedSinceListed,
    InAnotherList,
    ListPaidAlready,
    ListTakenBack,
    NothingToPay,
    PaidOutOfTime,
    PayDayPassed,
)
from bansou.benefits.payments.rules import is_bank_day, next_bank_day
from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.holidays import is_holiday
from bansou.programmes.funding.actions import note_paid
from bansou.programmes.models import Programme


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
            number=next_number(programme),
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
    changed = [named for claim in claims if (named := changed_days(claim, at))]
    if changed:
        raise ChangedSinceDecided(names="、".join(changed), field="claims")


def next_number(programme: Programme) -> int:
    """The number of a programme's next list."""
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
            account=noted_account(accounts[person_id]),
        )
        Claim.objects.filter(
            organisation_id=made.organisation_id, pk__in=[claim.pk for claim in of_them]
        ).update(state=Claim.State.LISTED, entry=entry, version=F("version") + 1)


def _payer(account: PayingAccount) -> dict[str, str]:
    columns = {name: str(getattr(account, name)) for name in ACCOUNT_COLUMNS}
    return {
        **columns,
        "consignor_code": account.consignor_code,
        "consignor_kana": account.consignor_kana,
    }


def note_written_out(*, by: Actor, payment_list: PaymentList, at: datetime) -> None:
    """Note that the list's file left the house: a bank may hold it from now on."""
    _own(payment_list).filter(written_out_at=None).update(
        written_out_at=at, written_out_by_id=by.require_membership(), version=F("version") + 1
    )


def ask_to_take_back(*, by: Actor, payment_list: PaymentList, reason: str, at: datetime) -> None:
    """Ask that a list be taken back whose file was written out; somebody else does it.

    :raises BackReasonMissing: nobody would know why
    :raises BackAskedAlready: it was asked for before
    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    """
    if not reason.strip():
        raise BackReasonMissing(field="reason")
    with transaction.atomic():
        held = _held_list(payment_list)
        if held.back_asked_at is not None:
            raise BackAskedAlready()
        _change(
            held, back_asked_at=at, back_asked_by_id=by.require_membership(), back_reason=reason
        )


def keep_list(*, payment_list: PaymentList) -> None:
    """Let a list stand that was asked to be taken back.

    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    """
    with transaction.atomic():
        held = _held_list(payment_list)
        _change(held, back_asked_at=None, back_asked_by_id=None, back_reason="")


def take_back_list(*, by: Actor, payment_list: PaymentList, reason: str = "") -> None:
    """Take a list back before it is paid; its claims wait to be paid again.

    :param reason: of a list whose file was not written out; of any other it was said when asked
    :raises BackByAnother: its file was written out, and nobody else has asked for it
    :raises BackReasonMissing: nobody would know why
    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    """
    with transaction.atomic():
        held = _held_list(payment_list)
        if held.written_out_at is not None:
            asker = held.back_asked_by
            if asker is None or asker.user_id == by.user_id:
                raise BackByAnother()
            reason = held.back_reason
        if not reason.strip():
            raise BackReasonMissing(field="reason")
        claims_on(held).update(state=Claim.State.APPROVED, entry=None, version=F("version") + 1)
        _change(
            held,
            state=PaymentList.State.TAKEN_BACK,
            back_reason=reason,
            taken_back_by_id=by.require_membership(),
        )


def mark_paid(
    *,
    by: Actor,
    payment_list: PaymentList,
    paid_on: date,
    today: date,
    at: datetime,
    despite: str = "",
) -> None:
    """Note that a list was paid; the budget's headings say so too.

    Every claim is held against its records and its account once more. What the bank has paid
    although something had changed is noted with what is done about it.

    :param despite: what is done about claims that have changed
    :raises PaidOutOfTime: the day lies before the pay day, or has not come
    :raises ChangedSinceListed: with the claims that have changed, and nothing is said about it
    :raises BackAskedAlready: somebody has asked to take the list back
    :raises ListPaidAlready: it was paid
    :raises ListTakenBack: it was taken back
    """
    with transaction.atomic():
        held = _held_list(payment_list)
        if held.back_asked_at is not None:
            raise BackAskedAlready()
        if not held.pay_on <= paid_on <= today:
            raise PaidOutOfTime(day=wareki(held.pay_on), field="paid_on")
        changed = changed_since_listed(held, at)
        if changed and not despite.strip():
            raise ChangedSinceListed(names="、".join(changed), field="despite")
        _pay(held)
        _change(
            held,
            state=PaymentList.State.PAID,
            paid_on=paid_on,
            paid_by_id=by.require_membership(),
            paid_despite=despite if changed else "",
        )


def _pay(held: PaymentList) -> None:
    paid: defaultdict[str, int] = defaultdict(int)
    for claim in claims_on(held):
        paid[claim.budget] += claim.yen
    for label, yen in sorted(paid.items()):
        note_paid(programme=held.programme, label=label, yen=yen)
    claims_on(held).update(state=Claim.State.PAID, version=F("version") + 1)


def _held_list(payment_list: PaymentList) -> PaymentList:
    held = (
        PaymentList.objects.select_for_update(of=("self",))
        .select_related("programme", "back_asked_by")
        .get(organisation_id=payment_list.organisation_id, pk=payment_list.pk)
    )
    if held.paid_on is not None:
        raise ListPaidAlready(day=wareki(held.paid_on))
    if held.state == PaymentList.State.TAKEN_BACK:
        raise ListTakenBack()
    return held


def _own(payment_list: PaymentList) -> QuerySet[PaymentList]:
    return PaymentList.objects.filter(
        organisation_id=payment_list.organisation_id, pk=payment_list.pk
    )


def _change(payment_list: PaymentList, **columns: Any) -> None:
    _own(payment_list).update(**columns, version=F("version") + 1)
