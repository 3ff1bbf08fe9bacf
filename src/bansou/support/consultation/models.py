"""A one-to-one consultation: what only it knows beside its step on the spine."""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    Level,
    keeper,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked(in_bulk=True)
class Consultation(Keyed):
    """A consultation that took place (個別相談). Day, note, level and counsellor are its step's.

    The level is kept here as well, because the row policy judges each row by itself.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    step = models.OneToOneField(
        "people.Step", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    level = models.SmallIntegerField(choices=Level)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    own_words = models.TextField(blank=True)
    formulation = models.TextField(blank=True)
    next_action = models.CharField(max_length=200, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        indexes = [models.Index(fields=["case"], name="consultation_by_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="consultation_ends_after_start",
            ),
        ]
