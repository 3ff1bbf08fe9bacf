"""Openings and host places that stand, and those that have to be confirmed."""

from datetime import date, timedelta

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce


def standing_on[M: Model](rows: QuerySet[M], day: date) -> QuerySet[M]:
    """Openings or host places that were not taken back and are not closed on a day."""
    return rows.filter(Q(closed_on=None) | Q(closed_on__gt=day), withdrawn_at=None)


def to_be_confirmed[M: Model](rows: QuerySet[M], since: str, day: date, days: int) -> QuerySet[M]:
    """Those that stand and of which nobody has heard for so many days, the longest first.

    :param since: the column with the day on which they began
    """
    said_on = Coalesce(F("confirmed_on"), F(since))
    standing = standing_on(rows, day).annotate(said_on=said_on)
    return standing.filter(said_on__lt=day - timedelta(days=days)).order_by("said_on", "id")
