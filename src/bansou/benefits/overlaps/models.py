"""What somebody gets from elsewhere, as they told it."""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by


@tracked
class OutsideBenefit(Keyed):
    """A time for which somebody gets a benefit from elsewhere (ほかの給付), both days included.

    `key` is one of the scheme's other benefits; the scheme says whether it keeps ours away.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="outside_benefit_until_after_from",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="outside_benefit_by_case")]

    def __str__(self) -> str:
        return self.label
