"""Companies as the matching officer's desk is tried with them."""

from typing import Any

from bansou.commons.keys import uuid7
from bansou.employers.companies.actions import register_company
from bansou.employers.companies.models import Company
from tests.desks.counsellor.town import Town

NUMBER = "1999901001137"


def company_in(town: Town, name: str = "株式会社 白樺沢土建", **details: Any) -> Company:
    """A company of the town."""
    with town.at_work(town.matching) as actor:
        return register_company(by=actor, name=name, **details)


def again(town: Town, company: Company) -> Company:
    """The company as it is on record now."""
    with town.at_work():
        return Company.objects.get(pk=company.pk)


def filled_in(**said: Any) -> dict[str, Any]:
    """The form of a company as it is sent."""
    return {
        **dict.fromkeys(("kana", "corporate_number", "industry", "area", "employees"), ""),
        **dict.fromkeys(("address", "phone", "contact_name", "note"), ""),
        "request_key": str(uuid7()),
        **said,
    }
