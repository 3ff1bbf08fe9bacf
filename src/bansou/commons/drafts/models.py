"""What somebody is still writing: kept on the server so that nothing typed is lost."""

from django.db import models

from bansou.commons.rows import Keyed, keeper, member


class Draft(Keyed):
    """One saved state of one form by one member. Only its author can read it (row policy)."""

    organisation = keeper()
    membership = member(on_delete=models.CASCADE)
    case_id = models.UUIDField(null=True)
    form = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    subject_version = models.PositiveIntegerField(null=True)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "organisation",
                    "membership",
                    "form",
                    "subject_id",
                    "-saved_at",
                ],
                name="draft_by_form",
            ),
        ]
