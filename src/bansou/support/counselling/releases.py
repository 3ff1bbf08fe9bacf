"""What of psychological records leaves the team, by the decision of two people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Basis,
    Keyed,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked
class SealedRelease(Keyed):
    """A decision (心理の記録を渡す決定) that certain records go to one recipient, once.

    Somebody of the team proposes it, somebody else decides who reads none of it; then the team
    opens exactly what was decided, as a file.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("決定を待っています")
        APPROVED = "approved", _("渡せます")
        DECLINED = "declined", _("渡さないことにしました")
        HANDED = "handed", _("渡しました")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=20, choices=Basis)
    #: The basis in words, with its article.
    basis_label = models.CharField(max_length=200)
    consent = of_same_keeper(
        "people.SharingConsent", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: The request of the person that it answers, if it does.
    request = of_same_keeper(
        "people.DisclosureRequest",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    #: The records that go, with the version that was decided about, and whether their files go too.
    records = ArrayField(models.UUIDField())
    versions = ArrayField(models.PositiveIntegerField())
    #: Day and kind of each session, as everybody who opens the case knows them: who decides reads no more.
    sessions = ArrayField(models.CharField(max_length=200))
    with_files = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = member()
    proposed_at = models.DateTimeField()
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=200, blank=True)
    handed_by = member(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(purpose="") & ~Q(basis_label=""),
                name="sealed_release_says_to_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(records__len__gt=0), name="sealed_release_of_some_record"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="sealed_release_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed")
                | (Q(decided_by__isnull=False) & ~Q(proposed_by=F("decided_by"))),
                name="sealed_release_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(declined_because=""),
                name="sealed_release_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(handed_at=None) ^ Q(state="handed"),
                name="sealed_release_handed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.CONSENT) | Q(consent__isnull=False),
                name="sealed_release_names_its_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="sealed_release_by_case"),
            models.Index(fields=["organisation", "-id"], name="sealed_release_by_time"),
        ]
