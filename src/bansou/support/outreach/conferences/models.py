"""Conferences on a case (ケース会議) and who takes part in them."""

from django.contrib.postgres.fields import ArrayField
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
from bansou.people.sharing.items import Item, names_of


@tracked
class CaseConference(Keyed):
    """A meeting of several bodies on a case (ケース会議).

    It cannot be closed without the legal basis on which its members shared what they know.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        CLOSED = "closed", _("終了")
        CANCELLED = "cancelled", _("取りやめ")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=200)
    agenda = models.TextField()
    #: One of the scheme's bases of sharing, and what belongs to it, such as the day of a consent.
    basis = models.CharField(max_length=40, blank=True)
    basis_note = models.CharField(max_length=400, blank=True)
    minutes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = member(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True, default="", db_default="")
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", cancelled_because="")
                | (Q(state="cancelled") & ~Q(cancelled_because=""))
                | (
                    ~Q(basis="")
                    & ~Q(minutes="")
                    & Q(closed_at__isnull=False, closed_by__isnull=False)
                ),
                name="conference_closed_with_basis_and_minutes",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="conference_level_at_most_3"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="conference_by_case"),
            models.Index(fields=["organisation", "on"], name="conference_by_day"),
        ]


@tracked
class ConferenceMember(Keyed):
    """Somebody who takes part in a conference, for which body, and what they were shown."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    conference = of_same_keeper(CaseConference, on_delete=models.CASCADE, related_name="members")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    name = models.CharField(max_length=100)
    body = models.CharField(max_length=100)
    #: Their seat, where they have an account with which they read what they are shown.
    seat = member(null=True, blank=True)
    #: By which somebody of another body is shown something, where the conference rests on consent.
    consent = of_same_keeper(
        "people.SharingConsent", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    shown = models.TextField()
    #: Of which kinds what they are shown is (提供する項目); none where nobody was asked that yet.
    items = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(shown=""), name="conference_member_was_shown_something"
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="conference_member_level_at_most_3"
            ),
        ]
        indexes = [models.Index(fields=["conference"], name="conference_member_by_one")]

    @property
    def item_names(self) -> str:
        """Of which kinds what they are shown is, by name."""
        return "、".join(names_of(self.items))

    @property
    def is_told_name(self) -> bool:
        """Tell whether they learn who it is about."""
        return not self.items or Item.NAME in self.items

    @property
    def is_told_agenda(self) -> bool:
        """Tell whether they read the agenda, which says what is planned: not beyond a consent."""
        return self.consent_id is None or not self.items or Item.PLAN in self.items
