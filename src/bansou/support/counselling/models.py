"""Records of psychological counselling under lock, their files, and what was agreed to be shared."""

from typing import Any

from django.db import models
from django.db.models import Q

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


def _place(row: Any, column: str) -> Place:
    return Place(row.organisation_id, row.case_id, row._meta.db_table, row.pk, column)
