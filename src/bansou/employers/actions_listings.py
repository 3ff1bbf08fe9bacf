"""Putting companies on a list of supporters and taking them off; posting and closing openings."""

from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.models import Company, Opening, SupportingEmployer


class RemovedBeforeListed(Refusal):
    """The removal lies before the listing."""

    code = "employers.removed_before_listed"
    message = _("リストから外した日が、載せた日より前です。日付を確かめてください。")


class ClosedBeforePosted(Refusal):
    """An opening would be closed before it is posted."""

    code = "employers.closed_before_posted"
    message = _("求人を締め切った日が、受け付けた日より前です。日付を確かめてください。")


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
) -> None:
    """Renew or remove a listing, or put it right; the history keeps what it said before.

    :raises RemovedBeforeListed: it would be off the list before it is on it
    """
    _refuse_crossing(listed_on, removed_on)
    SupportingEmployer.objects.filter(
        organisation_id=listing.organisation_id, pk=listing.pk
    ).update(
        employer_list=employer_list,
        listed_on=listed_on,
        renew_by=renew_by,
        removed_on=removed_on,
        version=F("version") + 1,
    )


def post_opening(
    *,
    by: Actor,
    company: Company,
    title: str,
    posted_on: date,
    at: datetime,
    employment_type: str = "",
    welcomes_generation: bool | None = None,
    closed_on: date | None = None,
    ledger_key: str = "",
) -> Opening:
    """Record a job opening of a company.

    :raises ClosedBeforePosted: it would be closed before it is posted
    """
    if closed_on and closed_on < posted_on:
        raise ClosedBeforePosted(field="closed_on")
    return create(
        Opening,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        title=title,
        employment_type=employment_type,
        welcomes_generation=welcomes_generation,
        posted_on=posted_on,
        closed_on=closed_on,
        ledger_key=ledger_key,
        recorded_at=at,
    )


def correct_opening(
    *,
    opening: Opening,
    title: str,
    posted_on: date,
    employment_type: str,
    welcomes_generation: bool | None,
    closed_on: date | None,
) -> None:
    """Close an opening, or put it right; the history keeps what it said before.

    :raises ClosedBeforePosted: it would be closed before it is posted
    """
    if closed_on and closed_on < posted_on:
        raise ClosedBeforePosted(field="closed_on")
    Opening.objects.filter(organisation_id=opening.organisation_id, pk=opening.pk).update(
        title=title,
        posted_on=posted_on,
        employment_type=employment_type,
        welcomes_generation=welcomes_generation,
        closed_on=closed_on,
        version=F("version") + 1,
    )


def withdraw(*, record: SupportingEmployer | Opening, at: datetime) -> None:
    """Take a record back (取消): it stays readable and counts for nothing."""
    amend(record, only_if={"withdrawn_at": None}, withdrawn_at=at)


def _refuse_crossing(listed_on: date, removed_on: date | None) -> None:
    if removed_on and removed_on < listed_on:
        raise RemovedBeforeListed(field="removed_on")
