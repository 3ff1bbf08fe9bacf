"""Recording visits and calls to companies, putting them right, taking them back."""

from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, create
from bansou.commons.errors import Refusal
from bansou.employers.companies.models import Company
from bansou.employers.visits.models import EmployerVisit


class VisitAlreadyWithdrawn(Refusal):
    """The visit's record was taken back before."""

    code = "employers.visit_already_withdrawn"
    message = _("この訪問の記録は、すでに取り消されています。")


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
