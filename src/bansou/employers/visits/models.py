"""A visit or call to a company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


@tracked
class EmployerVisit(Keyed):
    """A visit or call to a company (企業訪問): by whom, on which day, what comes next.

    `hesitations` are what keeps the company from hosting or hiring, by the keys of the answer kit.
    """

    class Channel(models.TextChoices):
        VISIT = "visit", _("訪問")
        PHONE = "phone", _("電話")
        ONLINE = "online", _("オンライン")

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    by = member(null=True, blank=True)
    met_with = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    hesitations = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    next_action = models.CharField(max_length=200, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    ledger_key = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger_key"],
                condition=~Q(ledger_key=""),
                name="employer_visit_ledger_key_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "-on"],
                name="employer_visit_by_company",
            ),
        ]
