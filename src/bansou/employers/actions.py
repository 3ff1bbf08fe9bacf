"""Registering companies and recording visits to them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text, name_key
from bansou.employers.models import Company, EmployerVisit


class CompanyNumberTaken(Refusal):
    """Another company of the organisation carries this corporate number."""

    code = "employers.corporate_number_taken"
    message = _(
        "法人番号 %(number)s は「%(name)s」として登録されています。そちらを使ってください。"
    )


class VisitAlreadyWithdrawn(Refusal):
    """The visit's record was taken back before."""

    code = "employers.visit_already_withdrawn"
    message = _("この訪問の記録は、すでに取り消されています。")


def register_company(
    *,
    by: Actor,
    name: str,
    kana: str = "",
    corporate_number: str = "",
    industry: str = "",
    address: str = "",
    ledger_key: str = "",
) -> Company:
    """Register a company with the actor's organisation.

    :raises CompanyNumberTaken: the corporate number is another company's
    """
    keeper_id = by.require_organisation()
    if corporate_number:
        other = _company_numbered(keeper_id, corporate_number)
        if other:
            raise CompanyNumberTaken(
                number=corporate_number, name=other.name, field="corporate_number"
            )
    return Company.objects.create(
        organisation_id=keeper_id,
        name=clean_text(name),
        kana=clean_text(kana),
        name_key=name_key(kana or name)[:400],
        corporate_number=corporate_number,
        industry=industry,
        address=address,
        ledger_key=ledger_key,
    )


def record_visit(
    *,
    by: Actor,
    company: Company,
    on: date,
    channel: str,
    at: datetime,
    member_id: Any = None,
    note: str = "",
    next_action: str = "",
    ledger_key: str = "",
) -> EmployerVisit:
    """Record a visit or call to a company that has taken place."""
    return create(
        EmployerVisit,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        on=on,
        channel=channel,
        by_id=member_id or by.membership_id,
        note=note,
        next_action=next_action,
        ledger_key=ledger_key,
        recorded_at=at,
    )


def amend_company(*, company: Company, **details: Any) -> Company:
    """Put a company's particulars right: name, kana, corporate_number, industry, address.

    :raises CompanyNumberTaken: the corporate number is another company's
    """
    number = details.get("corporate_number", "")
    other = number and _company_numbered(company.organisation_id, number)
    if other and other.pk != company.pk:
        raise CompanyNumberTaken(number=number, name=other.name, field="corporate_number")
    for name, value in details.items():
        setattr(company, name, clean_text(value))
    Company.objects.filter(organisation_id=company.organisation_id, pk=company.pk).update(
        **{name: getattr(company, name) for name in details},
        name_key=name_key(company.kana or company.name)[:400],
        version=F("version") + 1,
    )
    company.refresh_from_db()
    return company


def correct_visit(
    *,
    visit: EmployerVisit,
    on: date,
    channel: str,
    member_id: Any = None,
    note: str = "",
    next_action: str = "",
) -> None:
    """Put right what a visit's record says; the history keeps what it said before."""
    EmployerVisit.objects.filter(organisation_id=visit.organisation_id, pk=visit.pk).update(
        on=on,
        channel=channel,
        by_id=member_id,
        note=note,
        next_action=next_action,
        version=F("version") + 1,
    )


def withdraw_visit(*, visit: EmployerVisit, at: datetime) -> None:
    """Take a visit's record back (取消): it stays readable and counts for nothing.

    :raises VisitAlreadyWithdrawn: it was taken back before
    """
    if not amend(visit, only_if={"withdrawn_at": None}, withdrawn_at=at):
        raise VisitAlreadyWithdrawn()


def _company_numbered(keeper_id: UUID, number: str) -> Company | None:
    return Company.objects.filter(organisation_id=keeper_id, corporate_number=number).first()
