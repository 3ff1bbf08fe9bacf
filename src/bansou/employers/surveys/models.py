"""One company's answers in one wave."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


@tracked
class EmployerSurveyAnswer(Keyed):
    """A company's answers (企業アンケート) before or after: from 1 to 5 by the question's key.

    Counted is only what the company lets the programme use (`consents_to_use`).
    """

    class Wave(models.TextChoices):
        BEFORE = "before", _("取組の前")
        AFTER = "after", _("取組の後")

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="survey_answers")
    wave = models.CharField(max_length=10, choices=Wave)
    answered_on = models.DateField()
    answers = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    consents_to_use = models.BooleanField()
    by = member(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "company", "wave"],
                condition=Q(withdrawn_at=None),
                name="employer_survey_once_a_wave",
            ),
        ]
        indexes = [models.Index(fields=["company"], name="employer_survey_by_company")]
