"""Letting the person of a case read something of a record, and taking it back."""

from datetime import datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.people.steps.models import SharedNote, Step


def share_note(*, by: Actor, step: Step, text: str, at: datetime) -> SharedNote | None:
    """Show the person this text in place of what was shown of the record before; empty shows none."""
    text = text.strip()
    shown = SharedNote.objects.select_for_update().filter(
        organisation_id=step.organisation_id, step=step, withdrawn_at=None
    )
    with transaction.atomic():
        before = shown.first()
        if before and before.text == text:
            return before
        shown.update(withdrawn_at=at)
        if not text:
            return None
        return SharedNote.objects.create(
            organisation_id=step.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=step.case_id,
            step=step,
            text=text,
            by_id=by.require_membership(),
            shared_at=at,
        )
