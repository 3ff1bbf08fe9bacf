"""Hand-over to a contractor: it opens a case to another organisation within a contract's dates."""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked
class Referral(Keyed):
    """A case referred to another organisation under a contract (つなぎ)."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="referrals")
    contract = of_same_keeper("programmes.Contract", on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    by = member(null=True)
    purpose = models.CharField(max_length=200)
    referred_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "contract", "organisation"],
                condition=Q(ended_on=None),
                name="referral_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("referred_on")),
                name="referral_ended_after_referred",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="referral_by_case")]
