"""Inviting a company, coming in by the invitation, ending it; and what a company offers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.codes.one_time import digest_of, new_code, still_opens, written_code
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.employers.accounts.models import CompanyAccount, CompanyOffer
from bansou.employers.accounts.refusals import (
    AddressTaken,
    InvitationExpired,
    InvitationUsed,
    InvitedAlready,
    NumberMissing,
    OfferDecided,
    WrongInvitation,
)
from bansou.employers.companies.models import Company
from bansou.employers.openings.wages import refuse_below_minimum, refuse_unlikely


def invite(
    *, by: Actor, company: Company, name: str, email: str, at: datetime
) -> tuple[CompanyAccount, str]:
    """Make a code for a letter to somebody at a company; one that was not used opens nothing more.

    :raises NumberMissing: the company has no corporate number on record
    :raises InvitedAlready: they act for the company already
    """
    if not company.corporate_number:
        raise NumberMissing()
    email = email.strip().lower()
    digits = new_code()
    with transaction.atomic():
        same = CompanyAccount.objects.select_for_update().filter(
            organisation_id=company.organisation_id, company=company, email=email, closed_at=None
        )
        if same.exclude(opened_at=None).exists():
            raise InvitedAlready(field="email")
        same.update(closed_at=at)
        account = CompanyAccount.objects.create(
            organisation_id=company.organisation_id,
            company=company,
            name=name,
            email=email,
            invited_by_id=by.require_membership(),
            code_digest=digest_of(digits),
            code_expires_at=at + settings.ACCOUNT_CODE_VALID,
        )
    return account, written_code(digits)


def account_of_invitation(*, code: str, corporate_number: str, at: datetime) -> CompanyAccount:
    """The account that a letter's code opens, for who knows the corporate number too.

    A wrong number is counted; whoever catches the refusal must let that be written.

    :raises WrongInvitation: no such code, or another corporate number
    :raises InvitationUsed: it is opened
    :raises InvitationExpired: it is too old, was tried too often, or has ended
    """
    account = (
        CompanyAccount.objects.select_for_update(of=("self",))
        .select_related("company")
        .filter(code_digest=digest_of(code))
        .first()
    )
    if account is None:
        raise WrongInvitation()
    if not constant_time_compare(account.company.corporate_number, corporate_number):
        CompanyAccount.objects.filter(pk=account.pk).update(failures=F("failures") + 1)
        raise WrongInvitation()
    if account.opened_at:
        raise InvitationUsed()
    most: int = settings.ACCOUNT_CODE_FAILURES
    opens = still_opens(account.code_expires_at, account.failures, at, most)
    if account.closed_at or not opens:
        raise InvitationExpired()
    return account


def new_user(*, account: CompanyAccount, password: str, at: datetime) -> User:
    """A user for who was invited.

    :raises AddressTaken: the address is somebody's login
    """
    if User.objects.filter(email=account.email).exists():
        raise AddressTaken()
    return User.objects.create_user(account.email, password, name=account.name, joined_at=at)


def open_account(*, account: CompanyAccount, user: User, at: datetime) -> Membership:
    """Join the user to the company by a membership in the employer's own organisation.

    :raises InvitationUsed: somebody was quicker
    """
    company = account.company
    employer = Organisation.objects.filter(corporate_number=company.corporate_number).first()
    if employer is None:
        employer = Organisation.objects.create(
            name=company.name,
            kind=Organisation.Kind.EMPLOYER,
            corporate_number=company.corporate_number,
        )
    today = local_day(at)
    membership, _new = Membership.objects.get_or_create(
        user=user,
        organisation=employer,
        role=Role.EMPLOYER,
        until_on=None,
        defaults={"from_on": today},
    )
    opened = CompanyAccount.objects.filter(
        organisation_id=account.organisation_id, pk=account.pk, opened_at=None, closed_at=None
    ).update(membership=membership, opened_at=at)
    if not opened:
        raise InvitationUsed()
    return membership


def end_account(*, account: CompanyAccount, at: datetime) -> None:
    """End an invitation, or that somebody acts for the company here."""
    CompanyAccount.objects.filter(
        organisation_id=account.organisation_id, pk=account.pk, closed_at=None
    ).update(closed_at=at)


def send_offer(
    *,
    by: Actor,
    company: Company,
    kind: str,
    content: Mapping[str, Any],
    at: datetime,
    minimum_wage: int | None = None,
    wage_is_meant: bool = False,
) -> CompanyOffer:
    """Write down what a company offers; it is an opening or a host place once the office takes it.

    :param minimum_wage: of an hour, where the office has entered one
    :param wage_is_meant: somebody was asked about an unlikely wage, and stays with it
    :raises BelowMinimumWage: the wage is below it
    :raises WageUnlikely: the wage looks like a slip of the pen
    """
    wage = content.get("wage_kind", ""), content.get("wage_from_yen")
    refuse_below_minimum(*wage, minimum_wage)
    if not wage_is_meant:
        refuse_unlikely(*wage)
    return CompanyOffer.objects.create(
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        kind=CompanyOffer.Kind(kind),
        content=dict(content),
        sent_by_id=by.require_membership(),
        sent_at=at,
    )


def decide_offer(
    *, by: Actor, offer: CompanyOffer, state: str, at: datetime, answer: str = ""
) -> None:
    """Say that the office has taken an offer, or why not.

    :raises OfferDecided: it is decided
    """
    decided = CompanyOffer.objects.filter(
        organisation_id=offer.organisation_id, pk=offer.pk, state=CompanyOffer.State.SENT
    ).update(
        state=CompanyOffer.State(state),
        decided_by_id=by.require_membership(),
        decided_at=at,
        answer=answer,
        version=F("version") + 1,
    )
    if not decided:
        raise OfferDecided()
