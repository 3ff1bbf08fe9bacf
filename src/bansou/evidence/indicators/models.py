"""Targets with their revisions, and measures: numbers frozen with definition, moment and evidence."""

from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper


@tracked
class Target(Keyed):
    """The target of an indicator in a programme. A change is a new revision, never an overwrite."""

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80)
    revision = models.PositiveSmallIntegerField(default=1)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    decided_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "indicator", "revision"],
                name="target_revision_once",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_not_negative"),
        ]


class Measure(Keyed):
    """A number frozen (確定値). Written once; the serving role can neither change nor remove it."""

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    #: The exact value as text ("20", "8.2"), or empty where no record has arrived.
    value = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    definition_digest = models.CharField(max_length=64)
    scheme_digest = models.CharField(max_length=64)
    scheme_number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    #: References of the acts counted ("step:<key>"), as many groups as the number says.
    evidence = models.JSONField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "programme", "indicator", "-taken_at"],
                name="measure_by_indicator",
            ),
        ]
