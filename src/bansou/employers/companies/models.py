"""A corporation as one organisation knows it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, version

#: What tasks about a company carry as their subject.
SUBJECT = "company"


@tracked(exclude=["name_key", "grams"])
class Company(Keyed):
    """A corporation (企業). The corporate number tells two bodies that they mean the same one.

    `area` is the part of the municipality as the office speaks of it; `employees` is how many
    work there as the company says, None where nobody asked.
    """

    organisation = keeper()
    name = models.CharField(max_length=200)
    kana = models.CharField(max_length=200, blank=True)
    #: Derived from name and kana on every save of them; never typed, never shown.
    name_key = models.CharField(max_length=400, db_collation="C")
    grams = ArrayField(models.CharField(max_length=4, db_collation="C"), default=list)
    corporate_number = models.CharField(max_length=13, blank=True)
    industry = models.CharField(max_length=10, blank=True)
    area = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_name = models.CharField(max_length=100, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
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
