"""A place for workplace visits and trials at a company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company
from bansou.employers.openings.models import Accommodation


@tracked
class HostPlace(Keyed):
    """Work that a company lets people look at (見学) or try (体験), from a day until it is closed.

    It is no opening: a company may host without hiring. `seats` is how many people it takes at a
    time, None where that was not asked.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="host_places")
    title = models.CharField(max_length=200)
    takes_visits = models.BooleanField(default=False)
    takes_trials = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    times = models.CharField(max_length=200, blank=True)
    tutor = models.CharField(max_length=100, blank=True)
    accommodations = ArrayField(
        models.CharField(max_length=20, choices=Accommodation), default=list, blank=True
    )
    note = models.TextField(blank=True)
    offered_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(takes_visits=True) | Q(takes_trials=True),
                name="host_place_takes_something",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("offered_on")),
                name="host_place_closed_after_offered",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-offered_on"], name="host_place_by_company"),
        ]

    def __str__(self) -> str:
        return self.title
