"""Bodies without accounts, consents to hand something over, and what was handed over."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Basis,
    Keyed,
    Level,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)
from bansou.people.cases.models import Case


def to_organisation() -> models.ForeignKey:
    """The body with accounts to which something goes; none where it goes by letter."""
    return models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )


@tracked
class OutsideBody(Keyed):
    """A body without accounts (関係機関), such as a clinic: it is written to by letter."""

    class Kind(models.TextChoices):
        MEDICAL = "medical", _("医療機関")
        HEALTH_CENTRE = "health_centre", _("保健所・精神保健福祉センター")
        WELFARE = "welfare", _("福祉・生活困窮の相談窓口")
        WORK = "work", _("就労支援機関・サポステ")
        OTHER = "other", _("そのほか")

    organisation = keeper()
    recorded_by = recorded_by()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind)
    department = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "department"], name="outside_body_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}　{self.department}" if self.department else self.name


@tracked
class SharingConsent(Keyed):
    """Agreement to hand certain items to one body for one purpose until a day (情報提供への同意)."""

    class How(models.TextChoices):
        PAPER = "paper", _("書面")
        ORAL = "oral", _("口頭")
        ON_PAGE = "on_page", _("本人のページ")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="+")
    to_organisation = to_organisation()
    body = of_same_keeper(
        OutsideBody, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    items = ArrayField(models.CharField(max_length=40))
    purpose = models.CharField(max_length=200)
    given_on = models.DateField()
    until_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    #: Where the paper is kept, or in whose presence it was said.
    evidence = models.CharField(max_length=200)
    noted_by = member()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_organisation=None) ^ Q(body=None), name="sharing_consent_to_one"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("given_on")), name="sharing_consent_until_after_given"
            ),
            models.CheckConstraint(
                condition=Q(items__len__gt=0), name="sharing_consent_to_something"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="sharing_consent_by_case")]

    @property
    def recipient(self) -> str:
        """What the body is called to which it may be handed."""
        return str(self.body or self.to_organisation)


@tracked
class Disclosure(Keyed):
    """Something handed to another body (情報提供の記録): what, to whom, for what, on which basis."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    to_organisation = to_organisation()
    #: As it was called on the day, whether it has accounts or not.
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=20, choices=Basis)
    #: The basis in the words of the scheme, with its article.
    basis_label = models.CharField(max_length=200)
    consent = of_same_keeper(
        SharingConsent, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: What was handed over: key, name and text of each item.
    items = models.JSONField()
    source = models.CharField(max_length=20)
    source_id = models.UUIDField()
    #: Nobody, where the person's own page or a service did it.
    by = member(null=True)
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(purpose="") & ~Q(basis_label=""),
                name="disclosure_says_to_whom_and_why",
            ),
            models.CheckConstraint(condition=~Q(items=[]), name="disclosure_of_something"),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="disclosure_level_at_most_3"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="disclosure_by_case")]

    @property
    def handed_by(self) -> str:
        """Who handed it over, by name; what nobody at a desk did is said in words."""
        if self.by is not None:
            return str(self.by.user.name)
        return str(_("本人のページ") if self.basis == Basis.CONSENT else _("自動の手続き"))

    @property
    def item_names(self) -> str:
        """What was handed over, by name."""
        return "、".join(one["label"] for one in self.items)
