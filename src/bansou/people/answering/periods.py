"""Saying within how many days requests are decided about."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from bansou.commons.access.actors import Actor
from bansou.people.answering.models import AnswerPeriod
from bansou.people.answering.refusals import PeriodDays, PeriodKnown


def set_answer_period(
    *,
    by: Actor,
    days: int,
    extension_days: int,
    basis: str,
    valid_from: date,
    at: datetime,
    notice: str = "",
    valid_until: date | None = None,
) -> AnswerPeriod:
    """Say within how many days requests are decided about from a day on; earlier ones keep theirs.

    :raises PeriodDays: it ends before it begins
    :raises PeriodKnown: one begins on this day already
    """
    if valid_until is not None and valid_until < valid_from:
        raise PeriodDays(field="valid_until")
    own = by.require_organisation()
    try:
        with transaction.atomic():
            return AnswerPeriod.objects.create(
                organisation_id=own,
                recorded_by_id=own,
                days=days,
                extension_days=extension_days,
                basis=basis,
                notice=notice,
                valid_from=valid_from,
                valid_until=valid_until,
                set_by_id=by.require_membership(),
                set_at=at,
            )
    except IntegrityError as known:
        raise PeriodKnown(field="valid_from") from known
