"""The log of reading: who opened, searched or exported whose records, when and in which role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.rows import Keyed, keeper, member


class AccessLog(Keyed):
    """One act of reading. Written once, never changed: the serving role may only insert and select."""

    class Kind(models.TextChoices):
        OPEN = "open", _("開いた")
        LIST = "list", _("一覧を見た")
        SEARCH = "search", _("探した")
        EXPORT = "export", _("書き出した")
        REFUSED = "refused", _("見られなかった")

    organisation = keeper()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    actor = models.ForeignKey(
        "commons.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    membership = member(null=True)
    actor_organisation = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
    )
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "-at"], name="access_log_by_case"),
            models.Index(fields=["organisation", "-at"], name="access_log_by_time"),
        ]
