"""Records opened in an emergency, why, until when, and what was found of it afterwards."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    Level,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)
from bansou.people.cases.models import Case

#: So long it can be read.
READABLE = timedelta(hours=2)


@tracked
class BreakGlass(Keyed):
    """Somebody read a record in an emergency that they do not stand by (緊急の閲覧)."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("必要だった")
        WRONG = "wrong", _("必要とはいえない")

    class Danger(models.TextChoices):
        LIFE = "life", _("生命の危険")
        BODY = "body", _("身体の危険（けが、急病など）")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="+")
    opened_by = member()
    #: Up to which level it was opened: 3 for counsellors, 4 for who leads the psychological team.
    up_to_level = models.SmallIntegerField(
        choices=Level, default=Level.SENSITIVE, db_default=Level.SENSITIVE
    )
    #: Which medical emergency it was; said for level 4 alone.
    danger = models.CharField(max_length=10, choices=Danger, blank=True, db_default="")
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
                condition=Q(until_at__lte=F("opened_at") + READABLE),
                name="break_glass_two_hours_at_most",
            ),
            models.CheckConstraint(
                condition=Q(up_to_level=Level.SENSITIVE, danger="")
                | (Q(up_to_level=Level.PSYCHOLOGICAL) & ~Q(danger="")),
                name="break_glass_level_4_in_a_medical_emergency",
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
