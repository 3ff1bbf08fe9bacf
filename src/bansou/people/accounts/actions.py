"""Issuing a letter's code, opening an account with it, renewing and ending the account."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from bansou.commons.clock import local_day
from bansou.commons.codes.one_time import digest_of, new_code, still_opens, written_code
from bansou.commons.organisations.models import Membership, User
from bansou.people.accounts.models import PersonAccount
from bansou.people.accounts.refusals import (
    AccountEnded,
    AccountNotOpen,
    AccountOpen,
    BirthDateUnknown,
    CodeExpired,
    CodeUsed,
    LoginNameTaken,
    StaffAccount,
    WrongCode,
)
from bansou.people.persons.models import Person

#: What history and logs call somebody who acts for themselves; their name is in their record.
CALLED = "本人"


def issue_code(*, person: Person, at: datetime) -> tuple[PersonAccount, str]:
    """Make a code for a letter; a code that was issued before and not used opens nothing any more.

    Returns the account and the code, which is nowhere kept.

    :raises BirthDateUnknown: the person has no birth date on record
    :raises AccountOpen: the person signs in already
    """
    if person.birth_on is None:
        raise BirthDateUnknown()
    digits = new_code()
    said = {
        "code_digest": digest_of(digits),
        "code_expires_at": at + settings.ACCOUNT_CODE_VALID,
        "failures": 0,
    }
    own = {"organisation_id": person.organisation_id, "person": person}
    with transaction.atomic():
        Person.objects.select_for_update().get(organisation_id=person.organisation_id, pk=person.pk)
        account = PersonAccount.objects.filter(**own, closed_at=None).first()
        if account is None:
            return PersonAccount.objects.create(**own, **said), written_code(digits)
        if account.opened_at:
            raise AccountOpen()
        PersonAccount.objects.filter(pk=account.pk).update(**said)
    account.refresh_from_db()
    return account, written_code(digits)


def account_of_letter(*, code: str, birth_on: date, at: datetime) -> PersonAccount:
    """The account that a letter's code opens, for who knows the birth date too.

    A wrong birth date is counted; whoever catches the refusal must let that be written.

    :raises WrongCode: no such code, or another birth date
    :raises AccountEnded: the office ended it
    :raises CodeUsed: it is opened
    :raises CodeExpired: it is too old, or was tried too often
    """
    account = (
        PersonAccount.objects.select_for_update()
        .filter(code_digest=digest_of(code))
        .order_by("-id")
        .first()
    )
    if account is None:
        raise WrongCode()
    if not constant_time_compare(str(account.person.birth_on), str(birth_on)):
        PersonAccount.objects.filter(pk=account.pk).update(failures=F("failures") + 1)
        raise WrongCode()
    if account.closed_at:
        raise AccountEnded()
    if account.opened_at:
        raise CodeUsed()
    if not may_open(account, at):
        raise CodeExpired()
    return account


def may_open(account: PersonAccount, at: datetime) -> bool:
    """Tell whether the account's code still opens it at a moment."""
    most: int = settings.ACCOUNT_CODE_FAILURES
    return still_opens(account.code_expires_at, account.failures, at, most)


def new_user(*, login: str, password: str, at: datetime) -> User:
    """A user for a person. Their name stays in the bodies' records, which only those may read.

    :raises LoginNameTaken: somebody has it
    """
    if User.objects.filter(email=login.lower()).exists():
        raise LoginNameTaken(field="login")
    return User.objects.create_user(login, password, name=CALLED, joined_at=at)


def open_account(*, account: PersonAccount, user: User, at: datetime) -> None:
    """Join the user to the person; from now on the code opens nothing.

    :raises StaffAccount: the user is somebody at work
    :raises CodeUsed: somebody was quicker
    """
    if Membership.objects.filter(user=user).exists():
        raise StaffAccount()
    opened = PersonAccount.objects.filter(
        organisation_id=account.organisation_id, pk=account.pk, opened_at=None, closed_at=None
    ).update(user=user, opened_at=at, until_on=_term(local_day(at)))
    if not opened:
        raise CodeUsed()


def renew_account(*, account: PersonAccount, today: date) -> date:
    """Let an account go on for another term from today; returns its last day.

    :raises AccountNotOpen: it is not opened, or ended
    """
    until_on = _term(today)
    _change_open(account, until_on=until_on)
    return until_on


def end_account(*, account: PersonAccount, at: datetime) -> None:
    """End an account, or a letter that nobody has used: from now on nobody comes in by it.

    :raises AccountNotOpen: it has ended
    """
    ended = PersonAccount.objects.filter(
        organisation_id=account.organisation_id, pk=account.pk, closed_at=None
    ).update(closed_at=at)
    if not ended:
        raise AccountNotOpen()


def _change_open(account: PersonAccount, **columns: object) -> None:
    changed = (
        PersonAccount.objects.filter(
            organisation_id=account.organisation_id, pk=account.pk, closed_at=None
        )
        .exclude(opened_at=None)
        .update(**columns)
    )
    if not changed:
        raise AccountNotOpen()


def _term(today: date) -> date:
    last: date = today + settings.ACCOUNT_TERM
    return last
