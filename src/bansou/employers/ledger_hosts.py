"""受入先: where companies let people look at work or try it, as the office's ledger keeps them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bansou.commons.ledger.brought import Brought
from bansou.commons.ledger.cells import day_in_year, key, number, text, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row
from bansou.commons.ledger.withdrawals import BelongsToAnother
from bansou.employers.hosts.actions import (
    close_host_place,
    correct_host_place,
    offer_host_place,
)
from bansou.employers.hosts.models import HostPlace
from bansou.employers.ledger import company_book

NAME, LABEL = "host_places", "受入先"
_SAID: Mapping[str, Any] = {
    "title": "",
    "offered_on": None,
    "takes_visits": False,
    "takes_trials": False,
    "place": "",
    "seats": None,
    "times": "",
    "tutor": "",
}


class _HostPlaces:
    """Writes host places, and closes those that the row says have ended."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._companies = company_book(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"company": self._companies.find}

    def add(self, row: Row) -> UUID:
        host = offer_host_place(
            by=self._intake.by,
            company=row.found["company"],
            at=self._intake.at,
            **row.given(**_SAID),
        )
        self._close_if_said(row, host)
        return host.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        host = HostPlace.objects.select_related("company").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        if host.company_id != row.found["company"].pk:
            raise BelongsToAnother(before=host.company.name, field="company")
        if said := row.given(**_SAID):
            before = {name: getattr(host, name) for name in ("takes_visits", "takes_trials")}
            correct_host_place(host=host, seen_version=host.version, **(before | said))
        self._close_if_said(row, host)

    def _close_if_said(self, row: Row, host: HostPlace) -> None:
        if row.get("closed_on") and row.says_anew("closed_on"):
            close_host_place(host=host, on=row["closed_on"], note=row.get("closing_note", ""))


def hosts_brought(intake: Intake) -> Brought[HostPlace]:
    """Host places by the number that the office's ledger gives them."""
    return Brought(intake, NAME, LABEL, HostPlace.objects.select_related("company"))


HOST_PLACES = LedgerPart(
    name=NAME,
    label=LABEL,
    fields=(
        Field("key", key(), required=True),
        Field("company", key(), required=True),
        Field("title", text(), required=True),
        Field("offered_on", day_in_year, required=True),
        Field("takes_visits", yes_no),
        Field("takes_trials", yes_no),
        Field("place", text()),
        Field("seats", number(1, 999)),
        Field("times", text()),
        Field("tutor", text(100)),
        Field("closed_on", day_in_year),
        Field("closing_note", text()),
    ),
    key="key",
    writer=_HostPlaces,
    places={"on": "closed_on"},
)
