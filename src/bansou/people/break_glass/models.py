"""Records opened in an emergency, why, until when, and what was found of it afterwards."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.people.cases.models import Case


@tracked
class BreakGlass(Keyed):
    """Somebody read a record in an emergency that they do not stand by (緊急の閲覧)."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("必要だった")
        WRONG = "wrong", _("必要とはいえない")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="+")
    opened_by = member()
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    #: Until then it can be read; earlier where whoever opened it has done.
    until_at = models.DateTimeField()
    reviewed_by = member(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    finding_note = models.CharField(max_length=500, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gte=F("opened_at")), name="break_glass_until_after_opened"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, finding="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(finding="")
                    & ~Q(reviewed_by=F("opened_by"))
                ),
                name="break_glass_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opened_at"], name="break_glass_by_time"),
        ]
