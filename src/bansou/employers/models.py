"""Companies as one organisation knows them: visits (求人開拓), lists they are on, their openings."""

from django.db import models
from django.db.models import F, Q
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


@tracked
class SupportingEmployer(Keyed):
    """A company's time on a public list of employers who support the generation (応援企業).

    It ends on the day of removal, or the day after `renew_by` unless that is put further on.
    A company that comes back has a second time on the list.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="listings")
    #: Which list; one of the scheme's.
    employer_list = models.CharField(max_length=40)
    listed_on = models.DateField()
    renew_by = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    ledger_key = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger_key"],
                condition=~Q(ledger_key=""),
                name="supporting_employer_ledger_key_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_on__gte=F("listed_on")),
                name="supporting_employer_removed_after_listed",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-listed_on"], name="supporting_by_company"),
        ]


@tracked
class Opening(Keyed):
    """A job opening (求人) of a company, from the day it was posted until it is closed.

    `welcomes_generation`: meant for, or open to, the employment ice-age generation; None is not
    known.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="openings")
    title = models.CharField(max_length=200)
    employment_type = models.CharField(max_length=40, blank=True)
    welcomes_generation = models.BooleanField(null=True, blank=True)
    posted_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    ledger_key = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger_key"],
                condition=~Q(ledger_key=""),
                name="opening_ledger_key_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("posted_on")),
                name="opening_closed_after_posted",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-posted_on"], name="opening_by_company"),
        ]
