"""Posting openings, confirming, correcting and closing them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.companies.models import Company
from bansou.employers.openings.models import Opening


class ClosedBeforePosted(Refusal):
    """An opening would be closed before it is posted."""

    code = "employers.closed_before_posted"
    message = _("求人を締め切った日が、受け付けた日より前です。日付を確かめてください。")


class WagesCrossed(Refusal):
    """The highest wage is below the lowest."""

    code = "employers.wages_crossed"
    message = _("賃金の上限が下限より低くなっています。金額を確かめてください。")


class OpeningClosed(Refusal):
    """The opening was closed or taken back before."""

    code = "employers.opening_closed"
    message = _(
        "この求人は、すでに締め切られているか取り消されています。新しい求人として受け付けてください。"
    )


def post_opening(
    *,
    by: Actor,
    company: Company,
    title: str,
    posted_on: date,
    at: datetime,
    closed_on: date | None = None,
    ledger_key: str = "",
    **conditions: Any,
) -> Opening:
    """Record a job opening of a company.

    :param conditions: employment_type, welcomes_generation, occupation, seats, work_place, wages,
        hours and whatever else is a column of its conditions
    :raises ClosedBeforePosted: it would be closed before it is posted
    :raises WagesCrossed: its highest wage is below its lowest
    """
    _refuse_crossed(posted_on, closed_on, conditions)
    return create(
        Opening,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        title=title,
        posted_on=posted_on,
        closed_on=closed_on,
        ledger_key=ledger_key,
        recorded_at=at,
        **conditions,
    )


def correct_opening(
    *,
    opening: Opening,
    posted_on: date,
    closed_on: date | None = None,
    seen_version: int | None = None,
    **said: Any,
) -> None:
    """Put right what is written of an opening; the history keeps what it said before.

    :param seen_version: the version that was opened; None where no page was open
    :raises ClosedBeforePosted: it would be closed before it is posted
    :raises WagesCrossed: its highest wage is below its lowest
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse_crossed(posted_on, closed_on, said)
    save_seen(opening, seen_version, posted_on=posted_on, closed_on=closed_on, **said)


def confirm_opening(*, opening: Opening, on: date) -> None:
    """Write down that the company says it still stands.

    :raises OpeningClosed: it does not
    """
    if not amend(opening, only_if=_STANDING, confirmed_on=on):
        raise OpeningClosed()


def close_opening(*, opening: Opening, on: date, reason: str, note: str = "") -> None:
    """Close an opening and say why.

    :raises ClosedBeforePosted: that lies before the day it was posted
    :raises OpeningClosed: it was closed or taken back before
    """
    _refuse_crossed(opening.posted_on, on, {})
    said = {"closed_on": on, "closing_reason": reason, "closing_note": note}
    if not amend(opening, only_if=_STANDING, **said):
        raise OpeningClosed()


def withdraw_opening(*, opening: Opening, at: datetime) -> None:
    """Take an opening back (取消): it stays readable and counts for nothing."""
    amend(opening, only_if={"withdrawn_at": None}, withdrawn_at=at)


_STANDING = {"withdrawn_at": None, "closed_on": None}


def _refuse_crossed(posted_on: date, closed_on: date | None, said: dict[str, Any]) -> None:
    if closed_on and closed_on < posted_on:
        raise ClosedBeforePosted(field="closed_on")
    least, most = said.get("wage_from_yen"), said.get("wage_to_yen")
    if least is not None and most is not None and most < least:
        raise WagesCrossed(field="wage_to_yen")
