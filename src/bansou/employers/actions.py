"""Registering companies and recording visits to them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text, name_key
from bansou.employers.models import Company, EmployerVisit


class CompanyNumberTaken(Refusal):
    """Another company of the organisation carries this corporate number."""

    code = "employers.corporate_number_taken"
    message = _(
        "法人番号 %(number)s は「%(name)s」として登録されています。そちらを使ってください。"
    )


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
        other = Company.objects.filter(
            organisation_id=keeper_id, corporate_number=corporate_number
        ).first()
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
    return EmployerVisit.objects.create(
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
