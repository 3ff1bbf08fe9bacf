"""Keeping the account of a person and that of the office; names are written as banks take them."""

from collections.abc import Iterator
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
from bansou.commons.errors import Refusal
from bansou.people.persons.models import Person

#: How many letters the names of a person and of the office may have.
HOLDER_ROOM, CONSIGNOR_ROOM = 30, 40
_DIGITS = {"bank_code": 4, "branch_code": 3, "number": 7}
_COLUMNS = {"bank": "bank_kana", "branch": "branch_kana"}


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
    columns, changes = _columns(said, holder="holder_kana", most=HOLDER_ROOM)
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
    columns, changes = _columns(said, holder="consignor_kana", most=CONSIGNOR_ROOM)
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


def refusals_of(said: SaidAccount, *, most: int = HOLDER_ROOM) -> Iterator[Refusal]:
    """All that a bank does not take of an account as it is written, one for each field at most.

    :param most: so many letters the holder's name may have
    """
    for field, found in _numbers(said).items():
        if found is None:
            yield NumberUnreadable(length=_DIGITS[field], field=field)
    if not said.holder.strip():
        yield HolderMissing(field="holder")
    for field, room in _rooms(most).items():
        name = bank_name(getattr(said, field))
        if name.unknown:
            yield LetterNotForBanks(letters=name.unknown, field=field)
        elif len(name.text) > room:
            yield NameTooLong(length=len(name.text), most=room, field=field)


def _columns(said: SaidAccount, *, holder: str, most: int) -> tuple[dict[str, Any], list[str]]:
    """The columns of an account, and what was written otherwise."""
    for refusal in refusals_of(said, most=most):
        raise refusal
    written = {field: bank_name(getattr(said, field)) for field in _rooms(most)}
    names = {_COLUMNS.get(field, holder): name.text for field, name in written.items()}
    every = (change for name in written.values() for change in said_changes(name.changes))
    return {**_numbers(said), **names, "kind": said.kind}, list(dict.fromkeys(every))


def _numbers(said: SaidAccount) -> dict[str, str | None]:
    return {
        "bank_code": digits_of(said.bank_code, 4),
        "branch_code": digits_of(said.branch_code, 3),
        "number": account_number(said.number),
    }


def _rooms(most: int) -> dict[str, int]:
    """How many letters each name may have."""
    return {"holder": most, "bank": 15, "branch": 15}
