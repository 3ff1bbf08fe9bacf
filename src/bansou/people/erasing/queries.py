"""Decisions, holds and periods as the desks ask for them, and the records whose time is over."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull

from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure, LegalHold, RetentionPeriod
from bansou.people.erasing.rules import Period, closed_before, in_force


def erasures_of(keeper_id: UUID) -> QuerySet[Erasure]:
    """Every decision of a body, what waits first, then the latest."""
    rows = Erasure.objects.filter(organisation_id=keeper_id)
    waits = IsNull(F("decided_at"), True)
    named = rows.select_related("case", "proposed_by__user", "decided_by__user")
    return named.order_by(waits.desc(), "-id")


def erasure_about(case: Case) -> Erasure | None:
    """What is proposed or decided about a case, if anything stands."""
    return (
        erasures_of(case.organisation_id)
        .filter(case_ids__contains=[case.pk])
        .exclude(state=Erasure.State.DECLINED)
        .first()
    )


def holds_of(keeper_id: UUID) -> QuerySet[LegalHold]:
    """Every hold of a body that is not lifted, the latest first."""
    rows = LegalHold.objects.filter(organisation_id=keeper_id, lifted_at=None)
    return rows.select_related("case", "set_by__user").order_by("-id")


def hold_on(case: Case) -> LegalHold | None:
    """The hold on a case, if there is one."""
    return holds_of(case.organisation_id).filter(case=case).first()


def periods_of(keeper_id: UUID) -> QuerySet[RetentionPeriod]:
    """Every period that a body has set, by class, the latest first."""
    rows = RetentionPeriod.objects.filter(organisation_id=keeper_id)
    return rows.select_related("set_by__user").order_by("record_class", "-valid_from")


def periods_on(keeper_id: UUID, day: date) -> Mapping[str, Period]:
    """Of each class the period that holds on a day."""
    said = periods_of(keeper_id).values_list("record_class", "years", "valid_from")
    return in_force((Period(*one) for one in said), day)


def due_cases(keeper_id: UUID, day: date) -> QuerySet[Case]:
    """Cases whose time is over by every period in force, and nothing is decided about them yet.

    None where no period is set. A person of whom another case still runs, or is not over for as
    long, is kept whole: erasing is of a person, not of one case.
    """
    periods = periods_on(keeper_id, day)
    if not periods:
        return Case.objects.none()
    last = closed_before(day, max(one.years for one in periods.values()))
    cases = Case.objects.filter(organisation_id=keeper_id)
    younger = cases.filter(person_id=OuterRef("person_id")).filter(
        Q(closed_on=None) | Q(closed_on__gt=last)
    )
    decided = Erasure.objects.filter(
        organisation_id=keeper_id, case_ids__contains=[OuterRef("pk")]
    ).exclude(state=Erasure.State.DECLINED)
    held = LegalHold.objects.filter(
        organisation_id=keeper_id, case_id=OuterRef("pk"), lifted_at=None
    )
    return (
        cases.filter(closed_on__lte=last)
        .filter(~Exists(younger), ~Exists(decided))
        .annotate(is_held=Exists(held))
        .order_by("closed_on", "id")
    )
