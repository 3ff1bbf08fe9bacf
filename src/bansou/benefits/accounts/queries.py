"""Accounts as who pays asks for them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from bansou.benefits.accounts.models import BankAccount, PayingAccount
from bansou.people.persons.models import Person


def account_of(person: Person) -> BankAccount | None:
    """The account to which somebody is paid."""
    return BankAccount.objects.filter(organisation_id=person.organisation_id, person=person).first()


def accounts_of(keeper_id: UUID, persons: Iterable[UUID]) -> Mapping[UUID, BankAccount]:
    """The accounts of several people, by person; one statement for all."""
    found = BankAccount.objects.filter(organisation_id=keeper_id, person_id__in=list(persons))
    return {account.person_id: account for account in found}


def paying_account_of(keeper_id: UUID) -> PayingAccount | None:
    """The account from which an office pays."""
    return PayingAccount.objects.filter(organisation_id=keeper_id).first()
