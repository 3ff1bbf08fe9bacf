"""Consultations as the desks ask for them: the last one, one by its step, and its versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from bansou.commons.models import User
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.consultation.actions import KIND, OWN_FIELDS, Talk
from bansou.support.consultation.models import Consultation


def consultations_of(case: Case, *, up_to_level: int) -> QuerySet[Consultation]:
    """A case's consultations that count and may be read up to a level, the latest first."""
    return (
        Consultation.objects.filter(
            organisation_id=case.organisation_id,
            case=case,
            step__level__lte=up_to_level,
            step__withdrawn_at=None,
        )
        .select_related("step__by__user")
        .order_by("-step__on", "-starts_at", "-id")
    )


def consultation_of(step_id: UUID) -> Consultation | None:
    """The consultation whose step this is, as far as the transaction may see it."""
    return (
        Consultation.objects.select_related(
            "case__person", "step__by__user", "step__recorded_by", "recorded_by"
        )
        .filter(step_id=step_id)
        .first()
    )


def was_counted(case: Case, from_on: date, until_on: date) -> bool:
    """Tell whether a consultation of the case lies between two days, both included."""
    return Step.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        kind=KIND,
        on__range=(from_on, until_on),
        withdrawn_at=None,
    ).exists()


def talk_of(consultation: Any, step: Any) -> Talk:
    """What a record says, as the action writes it: of the rows, or of a pair from their history."""
    return Talk(
        on=step.on,
        starts_at=consultation.starts_at,
        ends_at=consultation.ends_at,
        channel=consultation.channel,
        kind=consultation.kind,
        note=step.note,
        own_words=consultation.own_words,
        formulation=consultation.formulation,
        next_action=consultation.next_action,
        next_action_on=consultation.next_action_on,
        level=step.level,
        extra={key: value for key, value in step.fields.items() if key not in OWN_FIELDS},
    )


@dataclass(frozen=True, slots=True)
class Version:
    """What a record said once: written when and by whom, and its text."""

    number: int
    at: datetime
    by: str
    talk: Talk


def versions_of(consultation: Consultation) -> list[Version]:
    """Every text that a record has had, the present one first.

    A record and its step are written together, so their versions bear the same numbers.
    """
    steps = {event.version: event for event in _events("people", "StepEvent", consultation.step_id)}
    talks = list(_events("support", "ConsultationEvent", consultation.pk))
    names = _names({str(talk.pgh_context.get("user", "")) for talk in talks})
    versions = [
        Version(
            number=talk.version,
            at=talk.pgh_created_at,
            by=names.get(str(talk.pgh_context.get("user", "")), ""),
            talk=talk_of(talk, steps[talk.version]),
        )
        for talk in talks
        if talk.version in steps
    ]
    return sorted(versions, key=lambda version: -version.number)


def _events(room: str, name: str, key: Any) -> Iterator[Any]:
    """The history rows of one row; of several with one version the first, which brought it."""
    model: Any = apps.get_model(room, name)
    seen: set[int] = set()
    for event in model.objects.filter(pgh_obj_id=key).order_by("pgh_id"):
        if event.version not in seen:
            seen.add(event.version)
            yield event


def _names(keys: set[str]) -> dict[str, str]:
    found = User.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name")
    return {str(key): name for key, name in found}
