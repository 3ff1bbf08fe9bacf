"""Recording visits and calls to companies, putting them right, taking them back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import amend, create, together
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import change_on, drop_on, keep_on, promise
from bansou.commons.text import clean_text
from bansou.employers.companies.models import SUBJECT, Company
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
    met_with: str = "",
    hesitations: Sequence[str] = (),
    next_action: str = "",
    next_action_on: date | None = None,
    next_owner_id: UUID | None = None,
    fulfilled: Sequence[UUID] = (),
    ledger_key: str = "",
) -> EmployerVisit:
    """Record a visit or call to a company that has taken place.

    What is to be done next becomes a promise of its owner, or of who was there.

    :param fulfilled: promises about the company that this contact has kept
    """
    with together():
        visit = create(
            EmployerVisit,
            organisation_id=company.organisation_id,
            recorded_by_id=by.require_organisation(),
            company=company,
            on=on,
            channel=channel,
            by_id=member_id or by.membership_id,
            note=clean_text(note),
            met_with=clean_text(met_with),
            hesitations=list(hesitations),
            next_action=next_action,
            next_action_on=next_action_on,
            ledger_key=ledger_key,
            recorded_at=at,
        )
        if fulfilled:
            keep_on(**_about(visit), tasks=fulfilled, at=at)
        if next_action and next_action_on:
            _promise(by, visit, next_owner_id or by.require_membership(), at)
    return visit


def correct_visit(
    *,
    visit: EmployerVisit,
    on: date,
    channel: str,
    seen_version: int | None = None,
    **said: Any,
) -> None:
    """Put right what a visit's record says; the promise that it made follows.

    :param seen_version: the version that was opened; None where no page was open
    :param said: member_id, note, met_with, hesitations, next_action, next_action_on
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved the record in between
    """
    if "member_id" in said:
        said["by_id"] = said.pop("member_id")
    was = _owed(visit.next_action, visit.next_action_on)
    now = _owed(
        said.get("next_action", visit.next_action),
        said.get("next_action_on", visit.next_action_on),
    )
    with transaction.atomic():
        save_seen(visit, seen_version, on=on, channel=channel, **said)
        if was and now and was != now:
            change_on(**_about(visit), was=was, now=now)


def withdraw_visit(*, visit: EmployerVisit, at: datetime) -> None:
    """Take a visit's record back (取消): it stays readable and counts for nothing.

    The promise that it made is taken back with it.

    :raises VisitAlreadyWithdrawn: it was taken back before
    """
    with together():
        if not amend(visit, only_if={"withdrawn_at": None}, withdrawn_at=at):
            raise VisitAlreadyWithdrawn()
        if was := _owed(visit.next_action, visit.next_action_on):
            drop_on(**_about(visit), was=was, at=at)


def _owed(action: str, on: date | None) -> tuple[str, date] | None:
    """What was promised and until when; None where nothing was."""
    return (action, on) if action and on else None


def _about(visit: EmployerVisit) -> dict[str, Any]:
    return {
        "keeper_id": visit.organisation_id,
        "subject": SUBJECT,
        "subject_id": visit.company_id,
    }


def _promise(by: Actor, visit: EmployerVisit, owner_id: UUID, at: datetime) -> None:
    promise(
        by=by,
        **_about(visit),
        title=visit.next_action,
        owner_id=owner_id,
        due_on=visit.next_action_on or visit.on,
        promised_on=local_day(at),
    )
