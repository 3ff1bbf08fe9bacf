"""The spine: every supported act on a case, dated. Timeline, benefits and figures are read from it."""

from django.db import models

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


@tracked(in_bulk=True)
class Step(Keyed):
    """One dated act of support (支援の記録). Its kind is one of the scheme's acts."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=60)
    on = models.DateField()
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    by = member(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    #: Number of the act in the office's own ledger; a row read again is updated, not doubled.
    ledger_key = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "ledger_key"],
                condition=~models.Q(ledger_key=""),
                name="step_ledger_key_once",
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(0, 4)), name="step_level_0_to_4"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-on", "-id"], name="step_by_case"),
            models.Index(fields=["organisation", "on"], name="step_by_day"),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class SharedNote(Keyed):
    """What the counsellor chose to let the person read of a record (ふりかえり), in words for them.

    It is a text of its own: the record's note is never shown to them.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="shared_notes")
    step = of_same_keeper(Step, on_delete=models.CASCADE, related_name="shared_notes")
    text = models.TextField()
    by = member()
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "step"],
                condition=models.Q(withdrawn_at=None),
                name="shared_note_once_a_step",
            ),
        ]
        indexes = [models.Index(fields=["case", "-shared_at"], name="shared_note_by_case")]


@tracked
class StepReading(Keyed):
    """That whoever supervises has read a record (確認); nobody else's reading is meant."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    step = of_same_keeper(Step, on_delete=models.CASCADE, related_name="readings")
    by = member()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "step"], name="step_read_once"),
        ]


@tracked
class StepComment(Keyed):
    """What a supervisor remarks on a record, or its author answers (記録へのコメント).

    It is for one member, who has read it from `read_at` on, and as sensitive as the record.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    step = of_same_keeper(Step, on_delete=models.CASCADE, related_name="comments")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    text = models.TextField()
    by = member()
    to = member()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["step", "at"], name="step_comment_by_step"),
            models.Index(
                fields=["to"], condition=models.Q(read_at=None), name="step_comment_unread"
            ),
        ]
