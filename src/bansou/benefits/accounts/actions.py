"""Keeping the account of a person and that of the office; names are written as banks take them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bansou.benefits.accounts.models import AccountKind, BankAccount, PayingAccount
from bansou.benefits.accounts.refusals import (
    AccountMovedOn,
    HolderMissing,
    LetterNotForBanks,
    NameTooLong,
    NumberUnreadable,
)
from bansou.benefits.accounts.rules import account_number, bank_name, digits_of, said_changes
from bansou.commons.access.actors import Actor
from bansou.people.persons.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAccount:
    """An account as somebody wrote it down."""

    bank_code: str
    branch_code: str
    number: str
    holder: str
    kind: str = AccountKind.ORDINARY
    bank: str = ""
    branch: str = ""


def keep_account(
    *, by: Actor, person: Person, said: SaidAccount, seen_version: int | None
) -> tuple[BankAccount, list[str]]:
    """Keep the account to which somebody is paid; also, what was written otherwise in its names.

    :param seen_version: of the account that this was written over; None: there was none
    :raises NumberUnreadable: a number has not its digits
    :raises LetterNotForBanks: a name has letters that banks do not take
    :raises NameTooLong: a name has more of them than there is room for
    :raises AccountMovedOn: the account was changed meanwhile
    """
    columns, changes = _columns(said, holder="holder_kana", most=30)
    with transaction.atomic():
        Person.objects.select_for_update().get(organisation_id=person.organisation_id, pk=person.pk)
        own = BankAccount.objects.filter(organisation_id=person.organisation_id, person=person)
        _refuse_moved_on(own.first(), seen_version)
        kept, _made = own.update_or_create(
            organisation_id=person.organisation_id,
            person=person,
            defaults={
                **columns,
                "kept_by_id": by.signing_membership(),
                "version": (seen_version or 0) + 1,
            },
        )
    return kept, changes


def keep_paying_account(
    *, by: Actor, said: SaidAccount, consignor_code: str, seen_version: int | None
) -> tuple[PayingAccount, list[str]]:
    """Keep the account from which the office pays, with its number as the bank's customer.

    :raises Refusal: what `keep_account` refuses
    """
    columns, changes = _columns(said, holder="consignor_kana", most=40)
    code = digits_of(consignor_code, 10)
    if code is None:
        raise NumberUnreadable(length=10, field="consignor_code")
    keeper_id = by.require_organisation()
    with transaction.atomic():
        own = PayingAccount.objects.select_for_update().filter(organisation_id=keeper_id)
        _refuse_moved_on(own.first(), seen_version)
        kept, _made = PayingAccount.objects.update_or_create(
            organisation_id=keeper_id,
            defaults={
                **columns,
                "consignor_code": code,
                "version": (seen_version or 0) + 1,
            },
        )
    return kept, changes


def _refuse_moved_on(known: BankAccount | PayingAccount | None, seen_version: int | None) -> None:
    if (known.version if known else None) != seen_version:
        raise AccountMovedOn()


def _columns(said: SaidAccount, *, holder: str, most: int) -> tuple[dict[str, Any], list[str]]:
    """The columns of an account, and what was written otherwise."""
    numbers = {
        "bank_code": digits_of(said.bank_code, 4),
        "branch_code": digits_of(said.branch_code, 3),
        "number": account_number(said.number),
    }
    lengths = {"bank_code": 4, "branch_code": 3, "number": 7}
    for name, found in numbers.items():
        if found is None:
            raise NumberUnreadable(length=lengths[name], field=name)
    if not said.holder.strip():
        raise HolderMissing(field="holder")
    names: dict[str, str] = {}
    changes: list[str] = []
    for column, text, field, room in (
        (holder, said.holder, "holder", most),
        ("bank_kana", said.bank, "bank", 15),
        ("branch_kana", said.branch, "branch", 15),
    ):
        names[column], changed = _in_bank_letters(text, field, room)
        changes += [it for it in changed if it not in changes]
    return {**numbers, **names, "kind": said.kind}, changes


def _in_bank_letters(text: str, field: str, most: int) -> tuple[str, list[str]]:
    name = bank_name(text)
    if name.unknown:
        raise LetterNotForBanks(letters=name.unknown, field=field)
    if len(name.text) > most:
        raise NameTooLong(length=len(name.text), most=most, field=field)
    return name.text, list(said_changes(name.changes))
