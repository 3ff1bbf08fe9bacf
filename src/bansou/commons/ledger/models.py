"""What imports have taken in: the files handed in, and fingerprints of each of their rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.rows import Keyed, keeper, member


class LedgerRow(Keyed):
    """A row of the office's ledger as last imported (台帳の行).

    What a row says again as before is left alone, so that what was put right on the desks since
    then stays; only the cells that say something else bring their record up to date.
    """

    organisation = keeper()
    ledger = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    #: Fingerprint of each filled cell by field name.
    digests = models.JSONField()
    subject_id = models.UUIDField()
    taken_at = models.DateTimeField()
    #: The import that said it last.
    taken_in = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger", "key"], name="ledger_row_once"
            ),
        ]


class LedgerImport(Keyed):
    """A ledger that was handed in (台帳の取込み): from the file to what became of it.

    Until its programme is named it is only begun: the file is kept for who chose it, so that
    nobody has to choose it again while the form is put right.

    The file itself is kept only until it has been imported or given up. `result` and `problems`
    are what the last check or the import said, `answers` what the office decided about people
    who may be registered already, `questions` those that are open.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("列を合わせる")
        CHECKING = "checking", _("確かめています")
        REFUSED = "refused", _("直すところがある")
        READY = "ready", _("取り込める")
        IMPORTING = "importing", _("取り込んでいます")
        IMPORTED = "imported", _("取込み済み")
        UNDOING = "undoing", _("取り消しています")
        UNDONE = "undone", _("取消し済み")
        GIVEN_UP = "given_up", _("やめた")

    organisation = keeper()
    handed_in_by = member(null=True)
    handed_in_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    mapping = models.TextField(blank=True)
    scheme_id = models.CharField(max_length=60)
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.MAPPING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = member(null=True)
    #: Under which the history keeps every row that the import wrote.
    context_id = models.UUIDField(null=True)
    #: Fingerprints as they were, by the key of each row of the ledger that said something else.
    former_rows = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-handed_in_at"], name="import_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="imported") | Q(imported_at__isnull=False),
                name="import_done_at_some_time",
            ),
        ]
