"""Steps as the desks ask for them: how many of each kind, and a stretch of the timeline."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import visible
from bansou.commons.rows import Level
from bansou.people.cases.models import Case
from bansou.people.steps.models import SharedNote, Step, StepComment, StepReading


class Tally(NamedTuple):
    """How many records of one kind there are, how many of them count, and the latest that does."""

    all: int
    counting: int
    last_on: date | None


def counts_of(
    cases: Iterable[Case], *, until: date | None = None
) -> Mapping[UUID, Mapping[str, int]]:
    """How many acts of each kind count on each of these cases of one keeper; zeros left out.

    :param until: only acts up to this day, itself included
    """
    listed = list(cases)
    counts: dict[UUID, dict[str, int]] = {case.pk: {} for case in listed}
    acts = Step.objects.filter(
        organisation_id__in={case.organisation_id for case in listed},
        case__in=counts,
        withdrawn_at=None,
        **({"on__lte": until} if until else {}),
    )
    kinds = acts.order_by().values_list("case_id", "kind").annotate(number=Count("id"))
    for key, kind, number in kinds:
        counts[key][kind] = number
    return counts


def tallies_of(case: Case) -> dict[str, Tally]:
    """The records on a case by kind, those with the most records first."""
    counts = Q(withdrawn_at=None)
    rows = (
        Step.objects.filter(organisation_id=case.organisation_id, case=case)
        .values("kind")
        .annotate(
            number=Count("pk"),
            counting=Count("pk", filter=counts),
            last=Max("on", filter=counts),
        )
        .order_by("-number", "kind")
    )
    return {r["kind"]: Tally(r["number"], r["counting"], r["last"]) for r in rows}


def timeline_of(
    case: Case, *, kinds: Collection[str] = (), before: tuple[date, UUID] | None = None
) -> QuerySet[Step]:
    """The records on a case, newest first; older than a place in the timeline if one is given."""
    steps = Step.objects.filter(organisation_id=case.organisation_id, case=case)
    if kinds:
        steps = steps.filter(kind__in=kinds)
    if before:
        on, key = before
        steps = steps.filter(Q(on__lte=on) & (Q(on__lt=on) | Q(id__lt=key)))
    return steps.select_related("by__user", "recorded_by").order_by("-on", "-id")


def notes_shared_on(cases: Iterable[Case]) -> QuerySet[SharedNote]:
    """What the person of these cases may read of their records, the latest act first."""
    return (
        SharedNote.objects.filter(case__in=[case.pk for case in cases], withdrawn_at=None)
        .select_related("step", "by__user")
        .order_by("-step__on", "-shared_at")
    )


def note_shared_of(step: Step) -> SharedNote | None:
    """What the person may read of one record, if it was shared."""
    return SharedNote.objects.filter(
        organisation_id=step.organisation_id, step=step, withdrawn_at=None
    ).first()


def unread_of(actor: Actor, since: date) -> QuerySet[Step]:
    """Records with a text that colleagues wrote on cases of the actor's organisation since a day.

    Read is what a supervisor has marked so, or remarked on.
    """
    read = StepReading.objects.filter(
        organisation_id=OuterRef("organisation_id"), step=OuterRef("pk")
    )
    return (
        Step.objects.filter(
            ~Exists(read),
            organisation_id=actor.require_organisation(),
            on__gte=since,
            withdrawn_at=None,
            level__lte=Level.SENSITIVE,
            by__isnull=False,
        )
        .exclude(note="")
        .exclude(by_id=actor.require_membership())
    )


def comments_on(step: Step) -> QuerySet[StepComment]:
    """What was remarked on a record and answered, the first first."""
    return (
        StepComment.objects.filter(organisation_id=step.organisation_id, step=step)
        .select_related("by__user", "to__user")
        .order_by("at", "id")
    )


def comments_to(actor: Actor, day: date) -> QuerySet[StepComment]:
    """What was remarked to a member on records that they may open, and not read yet; the first first."""
    waiting = StepComment.objects.filter(to_id=actor.membership_id, read_at=None)
    return (
        visible(actor, waiting, day, action="record.remark", level="level")
        .select_related("by__user", "step", "case__person")
        .order_by("at", "id")
    )


def with_remarks(steps: QuerySet[Step], up_to_level: int) -> QuerySet[Step]:
    """Records with how many comments there are on each that may be read (`remarks`)."""
    on_it = StepComment.objects.filter(
        organisation_id=OuterRef("organisation_id"), step=OuterRef("pk"), level__lte=up_to_level
    ).order_by()
    number = on_it.values("step").annotate(number=Count("pk")).values("number")
    return steps.annotate(remarks=Coalesce(Subquery(number), 0))
