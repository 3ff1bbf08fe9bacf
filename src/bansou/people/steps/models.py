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
