"""Registering companies and putting right what is known of them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text
from bansou.employers.companies.models import Company
from bansou.employers.companies.rules import search_keys


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
    ledger_key: str = "",
    **details: Any,
) -> Company:
    """Register a company with the actor's organisation.

    :param details: industry, area, address, phone, contact_name, employees, note
    :raises CompanyNumberTaken: the corporate number is another company's
    """
    keeper_id = by.require_organisation()
    _refuse_taken(keeper_id, corporate_number)
    return Company.objects.create(
        organisation_id=keeper_id,
        name=clean_text(name),
        kana=clean_text(kana),
        **search_keys(name, kana),
        corporate_number=corporate_number,
        ledger_key=ledger_key,
        **_cleaned(details),
    )


def amend_company(*, company: Company, seen_version: int | None = None, **details: Any) -> Company:
    """Put a company's particulars right: name, kana, corporate_number and the details.

    :param seen_version: the version that was opened; None where no page was open
    :raises CompanyNumberTaken: the corporate number is another company's
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved the company in between
    """
    _refuse_taken(company.organisation_id, details.get("corporate_number", ""), own=company.pk)
    details = _cleaned(details)
    keys = search_keys(details.get("name", company.name), details.get("kana", company.kana))
    save_seen(company, seen_version, **details, **keys)
    company.refresh_from_db()
    return company


def _cleaned(details: dict[str, Any]) -> dict[str, Any]:
    return {
        name: clean_text(value) if isinstance(value, str) else value
        for name, value in details.items()
    }


def _refuse_taken(keeper_id: UUID, number: str, own: UUID | None = None) -> None:
    if not number:
        return
    others = Company.objects.filter(organisation_id=keeper_id, corporate_number=number)
    other = (others.exclude(pk=own) if own else others).first()
    if other:
        raise CompanyNumberTaken(number=number, name=other.name, field="corporate_number")
