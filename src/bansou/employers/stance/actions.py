"""Writing down how willing a company is."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text
from bansou.employers.companies.models import Company
from bansou.employers.stance.models import HiringStance


class EvidenceMissing(Refusal):
    """Nobody says how the willingness is known."""

    code = "employers.stance_evidence_missing"
    message = _("だれから、どう聞いたかを書いてください。例　訪問で社長から")


def note_stance(
    *, by: Actor, company: Company, level: str, on: date, source: str, at: datetime
) -> HiringStance:
    """Write down how willing a company is from a day on, and by what evidence.

    :raises EvidenceMissing: there is none
    """
    if not source.strip():
        raise EvidenceMissing(field="source")
    return create(
        HiringStance,
        organisation_id=company.organisation_id,
        recorded_by_id=by.require_organisation(),
        company=company,
        level=level,
        on=on,
        source=clean_text(source)[:200],
        by_id=by.membership_id,
        recorded_at=at,
    )


def withdraw_stance(*, stance: HiringStance, at: datetime) -> None:
    """Take back what was written down by mistake; it stays readable and counts for nothing."""
    amend(stance, only_if={"withdrawn_at": None}, withdrawn_at=at)
