"""応援企業リスト and 求人: time on a list, and openings, as the office's ledger keeps them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bansou.commons.ledger.cells import day_in_year, key, listed, text, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.withdrawals import BelongsToAnother, CannotBeBroughtBack
from bansou.employers.ledger import company_book
from bansou.employers.lists.actions import correct_listing, list_employer, withdraw_listing
from bansou.employers.models import Opening, SupportingEmployer
from bansou.employers.openings.actions import correct_opening, post_opening, withdraw_opening

type _Record = SupportingEmployer | Opening


class _OfCompany:
    """What both sheets share: rows about a company that may be taken back."""

    model: type[SupportingEmployer] | type[Opening]

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._companies = company_book(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"company": self._companies.find}

    def _is_taken_back(self, row: Row, record: _Record) -> bool:
        """Tell whether the row takes back what still stands."""
        return bool(row.get("withdrawn")) and record.withdrawn_at is None

    def _known(self, row: Row, subject_id: UUID) -> Any:
        record: _Record = self.model.objects.select_related("company").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        if record.company_id != row.found["company"].pk:
            raise BelongsToAnother(before=record.company.name, field="company")
        if record.withdrawn_at is not None and not row.get("withdrawn", default=False):
            raise CannotBeBroughtBack(field="withdrawn")
        return record

    def _new(self, row: Row) -> dict[str, Any]:
        return {
            "by": self._intake.by,
            "company": row.found["company"],
            "at": self._intake.at,
            "ledger_key": f"{self._intake.year_prefix}{row.key}",
        }


class _Listings(_OfCompany):
    """Writes times on a list."""

    model = SupportingEmployer

    def add(self, row: Row) -> UUID:
        listing = list_employer(**self._new(row), **_listing(row))
        self._withdraw_if_said(row, listing)
        return listing.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        listing = self._known(row, subject_id)
        before = {name: getattr(listing, name) for name in _LISTING}
        correct_listing(listing=listing, **(before | _listing(row)))
        self._withdraw_if_said(row, listing)

    def _withdraw_if_said(self, row: Row, listing: SupportingEmployer) -> None:
        if self._is_taken_back(row, listing):
            withdraw_listing(listing=listing, at=self._intake.at)


class _Openings(_OfCompany):
    """Writes openings."""

    model = Opening

    def add(self, row: Row) -> UUID:
        opening = post_opening(**self._new(row), **_opening(row))
        self._withdraw_if_said(row, opening)
        return opening.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        opening = self._known(row, subject_id)
        before = {name: getattr(opening, name) for name in _OPENING}
        correct_opening(opening=opening, **(before | _opening(row)))
        self._withdraw_if_said(row, opening)

    def _withdraw_if_said(self, row: Row, opening: Opening) -> None:
        if self._is_taken_back(row, opening):
            withdraw_opening(opening=opening, at=self._intake.at)


_LISTING: Mapping[str, Any] = {
    "employer_list": "",
    "listed_on": None,
    "renew_by": None,
    "removed_on": None,
}
_OPENING: Mapping[str, Any] = {
    "title": "",
    "posted_on": None,
    "employment_type": "",
    "welcomes_generation": None,
    "closed_on": None,
}


def _listing(row: Row) -> dict[str, Any]:
    return row.given(**_LISTING)


def _opening(row: Row) -> dict[str, Any]:
    return row.given(**_OPENING)


LISTINGS = LedgerPart(
    name="listings",
    label="応援企業リスト",
    fields=(
        Field("key", key(), required=True),
        Field("company", key(), required=True),
        chosen("employer_list", listed("employer_lists"), required=True),
        Field("listed_on", day_in_year, required=True),
        Field("renew_by", day_in_year),
        Field("removed_on", day_in_year),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Listings,
)

OPENINGS = LedgerPart(
    name="openings",
    label="求人",
    fields=(
        Field("key", key(), required=True),
        Field("company", key(), required=True),
        Field("title", text(), required=True),
        Field("posted_on", day_in_year, required=True),
        Field("closed_on", day_in_year),
        chosen("employment_type", listed("employment_types")),
        Field("welcomes_generation", yes_no),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Openings,
)
