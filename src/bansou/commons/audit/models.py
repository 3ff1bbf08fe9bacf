"""The log of reading: who opened, searched or exported whose records, when and in which role."""

from django.db import models
from django.db.models import Q
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


class Seal(models.Model):
    """One link of the chain over the log and all histories (ADR 0025); nobody but a function writes it."""

    number = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    #: Every transaction whose rows this seal may have missed has a smaller number.
    horizon = models.BigIntegerField()
    #: The last seal before it of which nothing can come late any more.
    settled = models.BigIntegerField(null=True)
    rows = models.BigIntegerField()
    #: Of each table the columns that were sealed, and the highest key so far.
    tables = models.JSONField()
    chain = models.BinaryField()

    def __str__(self) -> str:
        return str(self.number)


class SealedRow(models.Model):
    """The salted digest of one row of the log or a history, as it was when it was sealed."""

    pk = models.CompositePrimaryKey("seal_id", "place")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.BigIntegerField()
    table_name = models.CharField(max_length=63)
    key = models.CharField(max_length=36)
    #: Without it nothing can be guessed from the digest any more: an erasure takes it away.
    salt = models.UUIDField(null=True)
    digest = models.BinaryField()
    #: The decision by which what was sealed was erased.
    erased_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_name", "key"], name="sealed_row_once"),
            models.CheckConstraint(
                condition=Q(salt=None) ^ Q(erased_by=None), name="sealed_row_salted_or_erased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.key}"
