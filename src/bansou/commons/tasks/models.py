"""Something owed on a subject by an owner until a day (用件)."""

from django.db import models

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, recorded_by, version


@tracked(in_bulk=True)
class Task(Keyed):
    """A promise: what, by whom, until when. Its subject is named by kind and key, not imported."""

    organisation = keeper()
    recorded_by = recorded_by()
    case_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    owner = member()
    due_on = models.DateField()
    promised_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "owner", "due_on"], name="task_by_owner"),
            models.Index(fields=["case_id", "due_on"], name="task_by_case"),
        ]

    def __str__(self) -> str:
        return self.title
