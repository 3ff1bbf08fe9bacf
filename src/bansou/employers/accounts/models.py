"""Who may act for a company at one body, and what a company offers before the office has taken it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


@tracked
class CompanyAccount(Keyed):
    """An invitation to act for a company (企業アカウント), and from then on that somebody does.

    `membership` is theirs in the employer's own organisation, which has the same corporate number.
    """

    organisation = keeper()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="accounts")
    name = models.CharField(max_length=100)
    email = models.EmailField()
    invited_by = member()
    code_digest = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField()
    #: How often the code came with another corporate number.
    failures = models.PositiveSmallIntegerField(default=0)
    membership = member(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "company", "email"],
                condition=Q(closed_at=None),
                name="company_account_once",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(membership__isnull=False),
                name="company_account_opened_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["code_digest"], name="company_account_by_code"),
            models.Index(fields=["membership"], name="company_account_by_member"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class CompanyOffer(Keyed):
    """An opening or host place as a company wrote it (企業からの申し出), until the office decides."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("求人")
        HOST = "host", _("受入先")

    class State(models.TextChoices):
        SENT = "sent", _("確認待ち")
        TAKEN = "taken", _("受付済み")
        DECLINED = "declined", _("見送り")

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=10, choices=Kind)
    #: What was filled in, by the names that the columns of openings and host places have.
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    sent_by = member()
    sent_at = models.DateTimeField()
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", decided_by=None)
                | (~Q(state="sent") & Q(decided_by__isnull=False)),
                name="company_offer_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["company", "-sent_at"], name="company_offer_by_company")]

    @property
    def title(self) -> str:
        return str(self.content.get("title", ""))
