"""Files that people hand in, by what is known of them; their contents lie outside the database."""

from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, Level, keeper, member, recorded_by


@tracked
class Attachment(Keyed):
    """A file on a case (添付ファイル), never changed. Its content lies in the private store under its key.

    Level 4 is not taken: such texts are kept under lock of their own, which files have not. What the
    person handed in on their own page was stored by nobody of the office.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case_id = models.UUIDField()
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    #: Empty where the content was erased by a decision.
    digest = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = member(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="attachment_level_1_to_3"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
        ]
        indexes = [models.Index(fields=["case_id"], name="attachment_by_case")]

    def __str__(self) -> str:
        return self.name
