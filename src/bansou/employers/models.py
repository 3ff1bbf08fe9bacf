"""Companies as one organisation knows them, and the visits to them (求人開拓)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked(exclude=["name_key"])
class Company(Keyed):
    """A corporation (企業). The corporate number tells two bodies that they mean the same one."""

    organisation = keeper()
    name = models.CharField(max_length=200)
    kana = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=400, db_collation="C")
    corporate_number = models.CharField(max_length=13, blank=True)
    industry = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=200, blank=True)
    ledger_key = models.CharField(max_length=60, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "corporate_number"],
                condition=~Q(corporate_number=""),
                name="company_number_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "ledger_key"],
                condition=~Q(ledger_key=""),
                name="company_ledger_key_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name_key"], name="company_by_key")]

    def __str__(self) -> str:
        return self.name


@tracked
class EmployerVisit(Keyed):
    """A visit or call to a company (企業訪問): by whom, on which day, what comes next."""

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
    note = models.TextField(blank=True)
    next_action = models.CharField(max_length=200, blank=True)
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
