"""A company's willingness as it was on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


@tracked
class HiringStance(Keyed):
    """How willing a company is (採用意欲), from this day until another is written down.

    `source` is the evidence: who said so, or in which paper it stands.
    """

    class Level(models.TextChoices):
        ACTIVE = "active", _("積極採用企業")
        WILLING = "willing", _("採用に意欲がある")
        CONSIDERING = "considering", _("検討している")
        HESITANT = "hesitant", _("ためらっている")
        NOT_NOW = "not_now", _("いまは考えていない")

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="stances")
    level = models.CharField(max_length=20, choices=Level)
    on = models.DateField()
    source = models.CharField(max_length=200)
    by = member(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        indexes = [models.Index(fields=["company", "-on"], name="hiring_stance_by_company")]
