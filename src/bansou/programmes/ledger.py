"""事業: the programme of the ledger's year, its eligible cost, the contract with its operator."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import day_in_year, fiscal_year, lg_code, name, text, yen
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row
from bansou.commons.ledger.staff import organisation_called
from bansou.commons.organisations.models import Organisation
from bansou.programmes.actions import (
    make_contract,
    rename_programme,
    set_budget_line,
    start_programme,
)
from bansou.programmes.contracts import WORK, ContractDatesCross
from bansou.programmes.models import Contract, Programme

NAME = "programme"
COST = "交付金対象事業費"
CONTRACT = ("contractor", "contract_from", "contract_until", "contract_work")


class ContractDaysMissing(Refusal):
    """A contractor is named without the days of the contract."""

    code = "programmes.contract_days_missing"
    message = _("受託者があるときは、委託期間の始まりと終わりも書いてください。")


def programme_of(intake: Intake) -> Programme | None:
    """The programme of the ledger's scheme and year, once the 事業 sheet has been written."""
    return Programme.objects.filter(
        organisation_id=intake.keeper_id,
        scheme_id=intake.scheme_id,
        fiscal_year=intake.year.year,
    ).first()


def contracts_of(programme: Programme) -> list[Contract]:
    """The programme's contracts, the latest first."""
    contracts = programme.contracts.filter(organisation_id=programme.organisation_id)
    return list(contracts.order_by("-starts_on"))


class _Programmes:
    """Writes the one programme of the ledger.

    It is there even if its contractor is unknown, so that the other sheets are looked through.
    """

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def add(self, row: Row) -> UUID:
        programme = programme_of(self._intake) or start_programme(
            by=self._intake.by,
            scheme_id=self._intake.scheme_id,
            text=self._intake.scheme_text,
            fiscal_year=self._intake.year.year,
            at=self._intake.at,
        )
        self.change(row, programme.pk)
        return programme.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        programme = Programme.objects.get(organisation_id=self._intake.keeper_id, pk=subject_id)
        if row.says_anew("name") and row.get("name"):
            rename_programme(programme=programme, name=row["name"])
        if row.says_anew("eligible_cost"):
            set_budget_line(programme=programme, label=COST, yen=row.get("eligible_cost", 0))
        if row.says_anew(*CONTRACT) and row.get("contractor"):
            contractor = organisation_called(row["contractor"], field="contractor")
            self._entrust(programme, contractor, row)

    def _entrust(self, programme: Programme, contractor: Organisation, row: Row) -> None:
        starts, ends = row.get("contract_from"), row.get("contract_until")
        if starts is None or ends is None:
            raise ContractDaysMissing(field="contractor")
        if ends < starts:
            raise ContractDatesCross(field="contract_until")
        make_contract(
            programme=programme,
            contractor=contractor,
            starts_on=starts,
            ends_on=ends,
            work=row.get("contract_work", WORK),
        )


PROGRAMME = LedgerPart(
    name=NAME,
    label="事業",
    fields=(
        Field("fiscal_year", fiscal_year, required=True),
        Field("lg_code", lg_code, required=True),
        Field("name", name),
        Field("contractor", text()),
        Field("contract_from", day_in_year),
        Field("contract_until", day_in_year),
        Field("contract_work", text()),
        Field("eligible_cost", yen),
    ),
    key="fiscal_year",
    writer=_Programmes,
)
