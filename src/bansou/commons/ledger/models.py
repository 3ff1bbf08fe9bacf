"""What imports have taken in: fingerprints of each ledger row and the record that it became."""

from django.db import models

from bansou.commons.rows import Keyed, keeper


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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger", "key"], name="ledger_row_once"
            ),
        ]
