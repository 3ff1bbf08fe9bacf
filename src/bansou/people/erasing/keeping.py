"""Keeping a record longer than its period, and saying how long records are kept."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from bansou.commons.access.actors import Actor
from bansou.people.cases.actions import held_of_the_same_person
from bansou.people.cases.models import Case
from bansou.people.erasing.models import LegalHold, RetentionPeriod
from bansou.people.erasing.refusals import HeldAlready, NotHeld, PeriodKnown, ReasonMissing


def set_hold(*, by: Actor, case: Case, reason: str, at: datetime) -> LegalHold:
    """Keep a case's record from being erased, until it is lifted.

    :raises ReasonMissing: it is not said why
    :raises HeldAlready: it is kept already
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    try:
        with transaction.atomic():
            held_of_the_same_person(case)
            return LegalHold.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                reason=reason,
                set_by_id=by.require_membership(),
                set_at=at,
            )
    except IntegrityError as held:
        raise HeldAlready() from held


def lift_hold(*, by: Actor, case: Case, because: str, at: datetime) -> None:
    """Let the record be erased again when its time is over.

    :raises ReasonMissing: it is not said why
    :raises NotHeld: nothing is kept
    """
    if not because.strip():
        raise ReasonMissing(field="because")
    with transaction.atomic():
        hold = (
            LegalHold.objects.select_for_update()
            .filter(organisation_id=case.organisation_id, case=case, lifted_at=None)
            .first()
        )
        if hold is None:
            raise NotHeld()
        hold.lifted_by_id, hold.lifted_at = by.require_membership(), at
        hold.lifted_because = because
        hold.version += 1
        hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because", "version"])


def set_period(
    *, by: Actor, record_class: str, years: int, valid_from: date, basis: str, at: datetime
) -> RetentionPeriod:
    """Say for how many years a class of records is kept from a day on; earlier days keep theirs.

    :raises PeriodKnown: it is said for this day already
    """
    own = by.require_organisation()
    try:
        with transaction.atomic():
            return RetentionPeriod.objects.create(
                organisation_id=own,
                recorded_by_id=own,
                record_class=record_class,
                years=years,
                valid_from=valid_from,
                basis=basis,
                set_by_id=by.require_membership(),
                set_at=at,
            )
    except IntegrityError as known:
        raise PeriodKnown(field="valid_from") from known
