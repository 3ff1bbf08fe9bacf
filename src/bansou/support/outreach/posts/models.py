"""Workers posted in the wards of a city."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, recorded_by, version


@tracked
class WardPosting(Keyed):
    """A worker posted in a ward (区への配置), from–until, both days included.

    `ward` is its code of six digits; a city without wards has itself as the one area.
    """

    class Duty(models.TextChoices):
        VISITING = "visiting_support_worker", _("訪問相談支援員")
        WARD = "ward_support_worker", _("区支援員")

    organisation = keeper()
    recorded_by = recorded_by()
    ward = models.CharField(max_length=6)
    member = member()
    duty = models.CharField(max_length=30, choices=Duty)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ward", "member", "duty", "from_on"],
                name="ward_posting_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="ward_posting_until_after_from",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "ward", "from_on"], name="ward_posting_by_ward")
        ]

    @property
    def leaves_on(self) -> date | None:
        """The last day: of the posting, or of the worker's time in the office if that ends before."""
        ends = [it for it in (self.until_on, self.member.until_on) if it]
        return min(ends, default=None)

    def is_on(self, day: date) -> bool:
        """Tell whether somebody is there on a day."""
        return self.from_on <= day and (self.leaves_on is None or day <= self.leaves_on)
