"""What an import has taken in: the fingerprint of each ledger row and the record it became."""

from django.db import models

from bansou.commons.rows import Keyed, keeper


class LedgerRow(Keyed):
    """A row of the office's ledger as last imported (台帳の行).

    A row that says the same again is left alone, so that what was put right on the desks since
    then stays; a row that says something else brings its record up to date.
    """

    organisation = keeper()
    ledger = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger", "key"], name="ledger_row_once"
            ),
        ]
