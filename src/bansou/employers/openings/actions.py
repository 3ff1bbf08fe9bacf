"""Posting openings, confirming, correcting and closing them."""

from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.companies.models import Company
from bansou.employers.openings.models import Opening


class ClosedBeforePosted(Refusal):
    """An opening would be closed before it is posted."""

    code = "employers.closed_before_posted"
    message = _("求人を締め切った日が、受け付けた日より前です。日付を確かめてください。")


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


def withdraw_opening(*, opening: Opening, at: datetime) -> None:
    """Take an opening back (取消): it stays readable and counts for nothing."""
    amend(opening, only_if={"withdrawn_at": None}, withdrawn_at=at)
