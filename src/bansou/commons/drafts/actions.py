"""Saving, reading back and clearing away what somebody is still writing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.drafts.models import Draft

#: How many saved states of one form are kept, so that an earlier one can be taken up again.
KEPT_STATES = 5
#: A form that saves itself every few seconds leaves states this far apart, and always the latest.
APART = timedelta(minutes=5)


def save_draft(
    *,
    by: Actor,
    form: str,
    content: Mapping[str, Any],
    at: datetime,
    subject_id: UUID | None = None,
    subject_version: int | None = None,
    case_id: UUID | None = None,
) -> Draft:
    """Keep one more state of a form; the oldest beyond `KEPT_STATES` go.

    The latest state is replaced as long as it lies less than `APART` after the one before it.
    """
    with transaction.atomic():
        latest = list(states(by=by, form=form, subject_id=subject_id)[:2])
        if len(latest) == 2 and latest[0].saved_at - latest[1].saved_at < APART:
            latest[0].delete()
        draft = Draft.objects.create(
            organisation_id=by.require_organisation(),
            membership_id=by.require_membership(),
            case_id=case_id,
            form=form,
            subject_id=subject_id,
            subject_version=subject_version,
            content=_storable(dict(content)),
            saved_at=at,
        )
        keep = [d.pk for d in states(by=by, form=form, subject_id=subject_id)[:KEPT_STATES]]
        states(by=by, form=form, subject_id=subject_id).exclude(pk__in=keep).delete()
    return draft


def _storable(value: Any) -> Any:
    """What somebody typed without the NUL, which PostgreSQL keeps in no text."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Mapping):
        return {key: _storable(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(held) for held in value]
    return value


def states(*, by: Actor, form: str, subject_id: UUID | None) -> Any:
    """The kept states of one form of this member, the newest first."""
    return Draft.objects.filter(
        organisation_id=by.require_organisation(),
        membership_id=by.require_membership(),
        form=form,
        subject_id=subject_id,
    ).order_by("-saved_at", "-id")


def clear_drafts(*, by: Actor, form: str, subject_id: UUID | None) -> None:
    """Forget the drafts of a form that has been recorded."""
    states(by=by, form=form, subject_id=subject_id).delete()


def take_up(*, by: Actor, draft: Draft, subject_id: UUID) -> None:
    """Let a draft go on as that of another opening of its form, unless it was saved since.

    Two windows that went on from one draft so never write into each other's.
    """
    states_of_it = states(by=by, form=draft.form, subject_id=draft.subject_id)
    is_latest = not states_of_it.filter(saved_at__gt=draft.saved_at).exists()
    if draft.subject_id != subject_id and is_latest:
        states_of_it.update(subject_id=subject_id)
