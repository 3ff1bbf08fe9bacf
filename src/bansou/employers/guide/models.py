"""The office's own words in the answer kit, and its own entries of the subsidy guide.

What is not here stands as the package's templates say it (`answers.toml`, `subsidies.toml`).
"""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, version


@tracked
class KitAnswer(Keyed):
    """What the office answers to one reason for hesitating (ためらいの理由と答え)."""

    organisation = keeper()
    key = models.CharField(max_length=40)
    reason = models.CharField(max_length=100)
    answer = models.TextField()
    is_retired = models.BooleanField(default=False)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="kit_answer_once"),
        ]


@tracked
class EmploymentSubsidy(Keyed):
    """A subsidy to employers (雇用関連助成金) as the office's guide tells it, with its dates.

    `successor` is the key of the one that came after it. What is None the office has not checked.
    """

    organisation = keeper()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    summary = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.CharField(max_length=40, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    employment_type = models.CharField(max_length=40, blank=True)
    small_company_yen = models.PositiveIntegerField(null=True, blank=True)
    large_company_yen = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="subsidy_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="subsidy_ends_after_start",
            ),
        ]
