"""Consents (同意) of the people on a case."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version
from bansou.people.cases.models import Case


@tracked(in_bulk=True)
class Consent(Keyed):
    """Somebody's agreement to one use of what is recorded about them; in force until withdrawn."""

    class Purpose(models.TextChoices):
        JOINT_COUNTING = "joint_counting", _("共同集計")
        INTRODUCTION = "introduction", _("企業への紹介")
        MAIL_REMINDERS = "mail_reminders", _("前日のお知らせメール")
        MEDICAL_ACCOMPANIMENT = "medical_accompaniment", _("医療受診への同行")
        IBASHO = "ibasho", _("居場所のようすの共有")
        JOINT_ASKING = "joint_asking", _("ほかの団体への照会")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=Purpose)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "purpose"],
                condition=Q(withdrawn_on=None),
                name="consent_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]
