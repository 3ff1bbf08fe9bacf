"""A company's time on a list."""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


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
