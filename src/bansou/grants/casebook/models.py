"""Case sheets drawn up: frozen texts and figures of one programme in one fiscal year."""

from django.db import models

from bansou.commons.rows import Keyed, keeper, of_same_keeper


class CaseSheet(Keyed):
    """One drawn-up sheet (事例シート). Written once; drawing it up again makes a new one."""

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    drawn_up_at = models.DateTimeField()
    content = models.JSONField()
    measures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "number"],
                name="case_sheet_number_once",
            ),
        ]
