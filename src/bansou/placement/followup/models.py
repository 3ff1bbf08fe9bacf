"""The days after a hire on which somebody asks how it goes."""

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


@tracked
class FollowUp(Keyed):
    """One day of asking (就職後の確認), and what became known by it; nothing is not known."""

    class Outcome(models.TextChoices):
        """What the person, or whoever was asked, said."""

        WORKING = "working", _("働き続けている")
        LEFT = "left", _("離職した")
        UNKNOWN = "unknown", _("確かめられなかった")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    hire = of_same_keeper("placement.Hire", on_delete=models.CASCADE, related_name="follow_ups")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    #: The scheme's key and words for the day, as they were when the hire was recorded.
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    step = models.OneToOneField(
        "people.Step",
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "hire", "key"],
                condition=Q(dropped_at=None),
                name="follow_up_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None, step=None)
                | (~Q(outcome="") & Q(answered_on__isnull=False, step__isnull=False)),
                name="follow_up_answered_or_not",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(dropped_at=None), name="follow_up_dropped_unanswered"
            ),
        ]
        indexes = [models.Index(fields=["case", "due_on"], name="follow_up_by_case")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be asked."""
        return not self.outcome and self.dropped_at is None


@tracked
class StayReport(Keyed):
    """What a company says about whether somebody is still there (在籍の知らせ), on one day of asking.

    It is the company's word and answers nothing by itself: who accompanies the person asks them,
    and takes it down. No row is: the company has not said; `unknown` is: it does not know.
    """

    class Answer(models.TextChoices):
        THERE = "there", _("在籍している")
        REGULAR = "regular", _("正社員に転換して、在籍している")
        LEFT = "left", _("もういない")
        UNKNOWN = "unknown", _("分からない")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    company = of_same_keeper("employers.Company", on_delete=models.CASCADE, related_name="+")
    follow_up = of_same_keeper(FollowUp, on_delete=models.CASCADE, related_name="reports")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    answer = models.CharField(max_length=10, choices=Answer)
    by = member(null=True, blank=True)
    said_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "follow_up"], name="stay_report_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="stay_report_by_case"),
            models.Index(fields=["company"], name="stay_report_by_company"),
        ]
