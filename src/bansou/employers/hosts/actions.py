"""Winning host places, confirming, correcting and closing them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.companies.models import Company
from bansou.employers.hosts.models import HostPlace


class TakesNothing(Refusal):
    """It is said to take neither visits nor trials."""

    code = "employers.host_takes_nothing"
    message = _("見学か体験の、どちらかに印をつけてください。")


class ClosedBeforeOffered(Refusal):
    """A host place would be closed before it is offered."""

    code = "employers.host_closed_before_offered"
    message = _("受入れを終えた日が、申し出の日より前です。日付を確かめてください。")


class HostPlaceClosed(Refusal):
    """The host place was closed or taken back before."""

    code = "employers.host_closed"
    message = _(
        "この受入先は、すでに終わっているか取り消されています。新しい受入先として登録してください。"
    )


def offer_host_place(
    *, by: Actor, company: Company, title: str, offered_on: date, at: datetime, **said: Any
) -> HostPlace:
    """Record work that a company lets people look at or try.

    :param said: takes_visits, takes_trials, place, seats, times, tutor, accommodations, note
    :raises TakesNothing: neither visits nor trials
    """
    _refuse_nothing(said)
    return create(
        HostPlace,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        title=title,
        offered_on=offered_on,
        recorded_at=at,
        **said,
    )


def correct_host_place(*, host: HostPlace, seen_version: int, **said: Any) -> None:
    """Put right what is written of a host place; the history keeps what it said before.

    :raises TakesNothing: neither visits nor trials
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved it in between
    """
    _refuse_nothing(said)
    save_seen(host, seen_version, **said)


def confirm_host_place(*, host: HostPlace, on: date) -> None:
    """Write down that the company still hosts.

    :raises HostPlaceClosed: it does not
    """
    if not amend(host, only_if=_STANDING, confirmed_on=on):
        raise HostPlaceClosed()


def close_host_place(*, host: HostPlace, on: date, note: str) -> None:
    """Close a host place and say why.

    :raises ClosedBeforeOffered: that lies before the day it was offered
    :raises HostPlaceClosed: it was closed or taken back before
    """
    if on < host.offered_on:
        raise ClosedBeforeOffered(field="on")
    if not amend(host, only_if=_STANDING, closed_on=on, closing_note=note):
        raise HostPlaceClosed()


def withdraw_host_place(*, host: HostPlace, at: datetime) -> None:
    """Take a host place back (取消): it stays readable and counts for nothing."""
    amend(host, only_if={"withdrawn_at": None}, withdrawn_at=at)


_STANDING = {"withdrawn_at": None, "closed_on": None}


def _refuse_nothing(said: dict[str, Any]) -> None:
    if not (said.get("takes_visits") or said.get("takes_trials")):
        raise TakesNothing(field="takes_visits")
