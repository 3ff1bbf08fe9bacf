"""Sealed records of psychological counselling, agreed summaries; licences, times offered and booked."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.rules import Thing
from bansou.commons.audit.history import tracked
from bansou.commons.clock import moment_on_paper
from bansou.commons.rows import (
    Keyed,
    Level,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)
from bansou.commons.sealing.seals import Place


@tracked
class CounsellingRecord(Keyed):
    """What a psychologist wrote about one session (心理の記録), sealed with the case's own key.

    That the session took place, on which day and of which kind, its `step` says to everybody who
    may read the case; this row is there for the named team alone.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.PSYCHOLOGICAL)
    step = models.OneToOneField(
        "people.Step", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    sealed = models.BinaryField()
    written_by = member()
    written_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.PSYCHOLOGICAL), name="counselling_record_level_4"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="counselling_record_by_case")]

    def place(self) -> Place:
        """Where its text opens."""
        return _place(self, "sealed")


@tracked
class CounsellingFile(Keyed):
    """A file with a record (心理の記録の添付): its name sealed here, its content in the store."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.PSYCHOLOGICAL)
    record = of_same_keeper(CounsellingRecord, on_delete=models.CASCADE, related_name="files")
    sealed_name = models.BinaryField()
    media_type = models.CharField(max_length=100)
    #: Of the content as it was handed in.
    size = models.PositiveIntegerField()
    #: Of the sealed content as it lies in the store under `stored_as`.
    digest = models.CharField(max_length=64)
    stored_as = models.UUIDField()
    stored_by = member()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.PSYCHOLOGICAL), name="counselling_file_level_4"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="counselling_file_not_empty"),
        ]
        indexes = [models.Index(fields=["case"], name="counselling_file_by_case")]

    def place(self, column: str) -> Place:
        """Where its name (`sealed_name`) or its content (`content`) opens."""
        return _place(self, column)


@tracked
class CounsellingSummary(Keyed):
    """What the person agreed that others may know of the counselling (合意した要約), at level 2.

    Its text is the note of its `step`, so that whoever reads the case finds it on the timeline.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    step = models.OneToOneField(
        "people.Step", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    agreed_on = models.DateField()
    written_by = member()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.CASEWORK), name="counselling_summary_level_2"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="counselling_summary_by_case")]


@tracked
class ProfessionalLicence(Keyed):
    """A psychologist's licence (資格) as the office saw it, from–until; by it they are rostered."""

    class Profession(models.TextChoices):
        LICENSED_PSYCHOLOGIST = "licensed_psychologist", _("公認心理師")
        CLINICAL_PSYCHOLOGIST = "clinical_psychologist", _("臨床心理士")

    organisation = keeper()
    recorded_by = recorded_by()
    #: When the office saw the document itself, and who did.
    checked_on = models.DateField()
    checked_by = member()
    member = member()
    profession = models.CharField(max_length=40, choices=Profession)
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    #: The last day; None for a licence that does not run out.
    valid_until = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "profession", "valid_from"],
                name="professional_licence_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="professional_licence_until_after_from",
            ),
        ]

    def is_valid_on(self, day: date) -> bool:
        """Tell whether it is valid on a day, both ends included."""
        return self.valid_from <= day <= (self.valid_until or date.max)


@tracked
class CounsellingSlot(Keyed):
    """A time at which a psychologist receives one person (心理カウンセリングの枠), here or online."""

    organisation = keeper()
    recorded_by = recorded_by()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    member = member()
    place = models.CharField(max_length=40)
    #: Where both meet on the web; empty where they meet in a room.
    video_url = models.URLField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="counselling_slot_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="counselling_slot_by_time")
        ]

    def __str__(self) -> str:
        return moment_on_paper(self.starts_at)


@tracked
class CounsellingBooking(Keyed):
    """A slot promised to somebody (心理カウンセリングの予約), and what became of it."""

    class State(models.TextChoices):
        BOOKED = "booked", _("予約")
        ATTENDED = "attended", _("来た")
        NO_SHOW = "no_show", _("来なかった")
        CANCELLED = "cancelled", _("取消")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    slot = of_same_keeper(CounsellingSlot, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    booked_at = models.DateTimeField()
    booked_by = member()
    #: When it was known what became of it.
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slot"],
                condition=~Q(state="cancelled"),
                name="counselling_booking_once",
            ),
            models.CheckConstraint(
                condition=Q(state="booked", ended_at=None)
                | (~Q(state="booked") & Q(ended_at__isnull=False)),
                name="counselling_booking_ended_when_known",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="counselling_booking_by_case")]

    def thing(self) -> Thing:
        """This booking as the access table asks about it."""
        return Thing(self.organisation_id, self.case_id)


@tracked
class CounsellingWait(Keyed):
    """Somebody who asked for psychological counselling when no time suited (空き待ち)."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    asked_by = member()
    #: When they were booked, or waited no longer.
    ended_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(ended_at=None),
                name="counselling_wait_once",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="counselling_wait_by_case")]


def _place(row: Any, column: str) -> Place:
    return Place(row.organisation_id, row.case_id, row._meta.db_table, row.pk, column)
