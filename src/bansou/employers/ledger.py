"""企業 and 企業訪問: the companies that the office keeps, and the visits to them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.industries import Industry
from bansou.commons.errors import Refusal
from bansou.commons.ledger.cells import (
    Option,
    corporate_number,
    day_in_year,
    key,
    labelled,
    name,
    text,
    yes_no,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.ledger.withdrawals import BelongsToAnother, CannotBeBroughtBack
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.commons.organisations.models import Membership
from bansou.commons.text import name_key
from bansou.employers.companies.actions import (
    CompanyNumberTaken,
    amend_company,
    register_company,
)
from bansou.employers.models import Company, EmployerVisit
from bansou.employers.visits.actions import correct_visit, record_visit, withdraw_visit


class UnknownCompany(Refusal):
    """No such number in the ledger's list of companies."""

    code = "ledger.unknown_company"
    message = _("企業番号「%(text)s」は、企業のシートにありません。番号を確かめてください。")


class CompanyNumberReused(Refusal):
    """The office's number was another company's in an earlier ledger."""

    code = "ledger.company_number_reused"
    message = _(
        "企業番号「%(key)s」は、法人番号も名称もちがう「%(name)s」として取り込まれています。"
        "新しい番号にしてください。"
    )


def industries(_scheme: object) -> list[Option]:
    """The divisions of the industrial classification, as D 建設業."""
    return labelled(Industry.choices)


class CompanyBook:
    """Companies by the number that the office's ledgers give them."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        numbers = LedgerRow.objects.filter(
            organisation_id=intake.keeper_id, ledger=COMPANIES.name
        ).values_list("key", "subject_id")
        companies = Company.objects.filter(organisation_id=intake.keeper_id).in_bulk(
            [subject_id for _key, subject_id in numbers]
        )
        self._by_number = {
            folded(number): companies[subject_id]
            for number, subject_id in numbers
            if subject_id in companies
        }

    def find(self, number: str, _row: Row) -> Company:
        """The company with this number.

        :raises UnknownCompany: there is none
        """
        if company := self._by_number.get(folded(number)):
            return company
        if self._intake.is_broken(COMPANIES.name, number):
            raise NamesBrokenRow
        raise UnknownCompany(text=number)


def company_book(intake: Intake) -> CompanyBook:
    """The import's companies by number; asked for by sheets that come after 企業."""
    return intake.book(CompanyBook, lambda: CompanyBook(intake))


class _Companies:
    """Writes companies; one that is registered by its corporate number already is taken on."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        registered = Company.objects.filter(organisation_id=intake.keeper_id)
        self._by_corporate_number = {
            company.corporate_number: company for company in registered.exclude(corporate_number="")
        }
        self._in_this_ledger: dict[str, str] = {}

    def add(self, row: Row) -> UUID:
        number = row.get("corporate_number", "")
        known = self._by_corporate_number.get(number)
        if known and number in self._in_this_ledger:
            raise CompanyNumberTaken(number=number, name=known.name, field="corporate_number")
        if known:
            company = amend_company(company=known, **_particulars(row))
        else:
            company = register_company(by=self._intake.by, ledger_key=row.key, **_particulars(row))
        if number:
            self._by_corporate_number[number] = company
            self._in_this_ledger[number] = row.key
        return company.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        company = Company.objects.get(organisation_id=self._intake.keeper_id, pk=subject_id)
        number = row.get("corporate_number", "")
        was = company.corporate_number
        if number and was and number != was and name_key(row["name"]) != name_key(company.name):
            raise CompanyNumberReused(key=row.key, name=company.name, field="key")
        amend_company(company=company, **_particulars(row))


def _particulars(row: Row) -> dict[str, Any]:
    return row.given(name="", kana="", corporate_number="", industry="", address="")


class _Visits:
    """Writes visits to companies."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._companies = company_book(intake)
        self._staff = StaffBook(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"company": self._companies.find, "by": self._member}

    def add(self, row: Row) -> UUID:
        visit = record_visit(
            by=self._intake.by,
            company=row.found["company"],
            at=self._intake.at,
            ledger_key=f"{self._intake.year_prefix}{row.key}",
            **_content(row),
        )
        if row.get("withdrawn"):
            withdraw_visit(visit=visit, at=self._intake.at)
        return visit.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        visit = EmployerVisit.objects.select_related("company").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        if visit.company_id != row.found["company"].pk:
            raise BelongsToAnother(before=visit.company.name, field="company")
        is_withdrawn = visit.withdrawn_at is not None
        if is_withdrawn and not row.get("withdrawn", default=False):
            raise CannotBeBroughtBack(field="withdrawn")
        before: dict[str, Any] = {
            "on": visit.on,
            "channel": visit.channel,
            "member_id": visit.by_id,
            "note": visit.note,
            "next_action": visit.next_action,
        }
        correct_visit(visit=visit, **(before | _content(row)))
        if row.get("withdrawn") and not is_withdrawn:
            withdraw_visit(visit=visit, at=self._intake.at)

    def _member(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("on"))


def _content(row: Row) -> dict[str, Any]:
    content = row.given(on=None, channel="", note="", next_action="")
    if row.says_anew("by"):
        member = row.found.get("by")
        content["member_id"] = member.pk if member else None
    return content


def _channels(_scheme: object) -> list[Option]:
    return labelled(EmployerVisit.Channel.choices)


COMPANIES = LedgerPart(
    name="companies",
    label="企業",
    fields=(
        Field("key", key(), required=True),
        Field("name", text(), required=True),
        Field("kana", text()),
        Field("corporate_number", corporate_number),
        chosen("industry", industries),
        Field("address", text()),
    ),
    key="key",
    writer=_Companies,
    is_of_year=False,
)

VISITS = LedgerPart(
    name="visits",
    label="企業訪問",
    fields=(
        Field("key", key(), required=True),
        Field("company", key(), required=True),
        Field("on", day_in_year, required=True),
        chosen("channel", _channels, required=True),
        Field("by", name),
        Field("note", text(10_000)),
        Field("next_action", text()),
        Field("withdrawn", yes_no),
    ),
    key="key",
    writer=_Visits,
)
