"""What the rooms tell for taking an import back: their rows in words, derived columns, frozen use."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.ledger.models import LedgerImport
from bansou.commons.ledger.undoing import Rooms
from bansou.commons.text import name_key
from bansou.evidence.indicators.models import Measure
from bansou.people.persons.rules import search_keys

_WORDS = {
    "commons_draft": gettext_lazy("書きかけ"),
    "commons_grant": gettext_lazy("閲覧の許可"),
    "commons_task": gettext_lazy("約束"),
    "employers_company": gettext_lazy("企業"),
    "employers_employervisit": gettext_lazy("企業訪問"),
    "employers_opening": gettext_lazy("求人"),
    "employers_supportingemployer": gettext_lazy("応援企業リスト"),
    "evidence_measure": gettext_lazy("確定した数値"),
    "evidence_jointpart": gettext_lazy("共同事業への参加"),
    "evidence_jointproject": gettext_lazy("共同事業"),
    "evidence_target": gettext_lazy("目標"),
    "grants_casesheet": gettext_lazy("事例シート"),
    "people_assignment": gettext_lazy("担当"),
    "people_case": gettext_lazy("ケース"),
    "people_consent": gettext_lazy("同意"),
    "people_enrolment": gettext_lazy("事業への参加"),
    "people_person": gettext_lazy("対象者"),
    "people_personaccount": gettext_lazy("本人のアカウント"),
    "people_referral": gettext_lazy("委託先への紹介"),
    "people_step": gettext_lazy("支援の記録"),
    "placement_followup": gettext_lazy("就職後の確認"),
    "placement_hire": gettext_lazy("就職"),
    "programmes_budgetline": gettext_lazy("事業費"),
    "programmes_contract": gettext_lazy("委託契約"),
    "programmes_programme": gettext_lazy("事業"),
    "programmes_schemeversion": gettext_lazy("事業スキームの版"),
    "support_consultation": gettext_lazy("相談"),
}
_KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def _find_person(person: Any) -> None:
    for name, value in search_keys(person.name, person.kana).items():
        setattr(person, name, value)


def _find_company(company: Any) -> None:
    company.name_key = name_key(company.kana or company.name)[:400]


def _frozen(record: LedgerImport, new: frozenset[UUID]) -> Sequence[str]:
    """Numbers frozen since that count an act which the import brought."""
    since = Measure.objects.filter(
        organisation_id=record.organisation_id, taken_at__gte=record.imported_at
    )
    counted = {
        label
        for label, evidence in since.values_list("label", "evidence")
        if any(UUID(key) in new for key in _KEY.findall(str(evidence)))
    }
    return [_("確定した数値「%s」") % label for label in sorted(counted)]


ROOMS = Rooms(
    words={table: str(word) for table, word in _WORDS.items()},
    derive={"people_person": _find_person, "employers_company": _find_company},
    uses=_frozen,
)
