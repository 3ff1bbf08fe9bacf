"""Contacts around somebody, and their own statements, kept apart from the person's words."""

from django.db import models
from django.db.models import Q
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

#: At which level they are read and written: somebody else speaks of the person here.
LEVEL = Level.SENSITIVE


@tracked
class FamilyContact(Keyed):
    """Somebody around the person (家族等の連絡先): who they are to them, and how to reach them."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=40)
    name = models.CharField(max_length=100, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    contact_wishes = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        indexes = [models.Index(fields=["case"], name="family_contact_by_case")]

    def __str__(self) -> str:
        return f"{self.relation}　{self.name}" if self.name else self.relation


@tracked
class FamilyStatement(Keyed):
    """What a contact said (家族等の話), in their words: when, to whom, and whether the person may be told.

    It is never the person's own words, and no page of the person shows it.
    """

    class Telling(models.TextChoices):
        UNASKED = "unasked", _("未確認")
        NO = "no", _("本人に伝えない")
        YES = "yes", _("本人に伝えてよい")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    contact = of_same_keeper(FamilyContact, on_delete=models.CASCADE, related_name="statements")
    said_on = models.DateField()
    text = models.TextField()
    telling = models.CharField(max_length=10, choices=Telling, default=Telling.UNASKED)
    written_by = member()
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ ~Q(withdrawn_because=""),
                name="family_statement_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["case", "-said_on"], name="family_statement_by_case")]
