"""Putting companies on a list of supporters, renewing that, taking them off."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.companies.models import Company
from bansou.employers.lists.models import SupportingEmployer


class RemovedBeforeListed(Refusal):
    """The removal lies before the listing."""

    code = "employers.removed_before_listed"
    message = _("リストから外した日が、載せた日より前です。日付を確かめてください。")


def list_employer(
    *,
    by: Actor,
    company: Company,
    employer_list: str,
    listed_on: date,
    at: datetime,
    renew_by: date | None = None,
    removed_on: date | None = None,
    ledger_key: str = "",
) -> SupportingEmployer:
    """Put a company on a list.

    :raises RemovedBeforeListed: it would be off the list before it is on it
    """
    _refuse_crossing(listed_on, removed_on)
    return create(
        SupportingEmployer,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        employer_list=employer_list,
        listed_on=listed_on,
        renew_by=renew_by,
        removed_on=removed_on,
        ledger_key=ledger_key,
        recorded_at=at,
    )


def correct_listing(
    *,
    listing: SupportingEmployer,
    employer_list: str,
    listed_on: date,
    renew_by: date | None,
    removed_on: date | None,
    seen_version: int | None = None,
) -> None:
    """Renew or remove a listing, or put it right; the history keeps what it said before.

    :param seen_version: the version that was opened; None where no page was open
    :raises RemovedBeforeListed: it would be off the list before it is on it
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse_crossing(listed_on, removed_on)
    save_seen(
        listing,
        seen_version,
        employer_list=employer_list,
        listed_on=listed_on,
        renew_by=renew_by,
        removed_on=removed_on,
    )


def withdraw_listing(*, listing: SupportingEmployer, at: datetime) -> None:
    """Take a listing back (取消): it stays readable and counts for nothing."""
    amend(listing, only_if={"withdrawn_at": None}, withdrawn_at=at)


def _refuse_crossing(listed_on: date, removed_on: date | None) -> None:
    if removed_on and removed_on < listed_on:
        raise RemovedBeforeListed(field="removed_on")
