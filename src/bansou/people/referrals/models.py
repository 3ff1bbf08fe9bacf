"""Hand-over to another body, and its answer.

Under a contract it opens a case to a contractor within the contract's dates; with a consent alone
it goes by letter to a body without accounts.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
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
class Referral(Keyed):
    """A case referred to another body (つなぎ): under a contract, or by letter with consent."""

    class Answer(models.TextChoices):
        NOT_ASKED = "", _("返事を求めていない")
        AWAITED = "awaited", _("返事待ち")
        ACCEPTED = "accepted", _("受入れ")
        REJECTED = "rejected", _("見送り")
        WITHDRAWN = "withdrawn", _("取下げ")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="referrals")
    #: That somebody goes to a clinic is sensitive; that a contractor works for them is not.
    level = models.SmallIntegerField(choices=Level, default=Level.CONTACT, db_default=Level.CONTACT)
    contract = of_same_keeper(
        "programmes.Contract", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    to_organisation = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    body = of_same_keeper(
        "people.OutsideBody", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    consent = of_same_keeper(
        "people.SharingConsent", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = member(null=True)
    purpose = models.CharField(max_length=200)
    #: One of the scheme's programmes, such as those of a youth support station.
    programme = models.CharField(max_length=40, blank=True, default="", db_default="")
    referred_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    answer = models.CharField(
        max_length=10, choices=Answer, blank=True, default=Answer.NOT_ASKED, db_default=""
    )
    answer_due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=100, blank=True, default="", db_default="")
    answer_note = models.TextField(blank=True, default="", db_default="")
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "contract", "organisation"],
                condition=Q(ended_on=None),
                name="referral_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("referred_on")),
                name="referral_ended_after_referred",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=False, to_organisation__isnull=False)
                | Q(
                    contract=None,
                    to_organisation=None,
                    body__isnull=False,
                    consent__isnull=False,
                    level=3,
                ),
                name="referral_by_contract_or_by_letter",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answer_due_on=None, answered_on=None)
                | Q(answer="awaited", answer_due_on__isnull=False, answered_on=None)
                | Q(answer="withdrawn", answer_due_on__isnull=False, ended_on__isnull=False)
                | Q(answer="accepted", answered_on__isnull=False)
                | (Q(answer="rejected", answered_on__isnull=False) & ~Q(answer_note="")),
                name="referral_answered_on_a_day_and_rejected_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="referral_by_case")]

    @property
    def recipient(self) -> str:
        """What the body is called to which the case was referred."""
        return str(self.to_organisation or self.body)

    @property
    def ticket(self) -> str:
        """紹介番号: by which a reply slip is found; it says nothing of whom it is about."""
        return self.pk.hex[-8:].upper()

    def is_late(self, day: date) -> bool:
        """Tell whether its answer should have come before a day."""
        due = self.answer_due_on
        return self.answer == self.Answer.AWAITED and due is not None and due < day
