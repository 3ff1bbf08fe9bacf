"""Case sheets drawn up: frozen texts and figures; what was decided about them; the published ones."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.rows import Keyed, keeper, member, of_same_keeper


class CaseSheet(Keyed):
    """One drawn-up sheet (事例シート). Written once; drawing it up again makes a new one."""

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    drawn_up_at = models.DateTimeField()
    drawn_up_by = member(null=True)
    content = models.JSONField()
    measures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "number"],
                name="case_sheet_number_once",
            ),
        ]


class SheetWording(Keyed):
    """The texts of a draft as somebody worded them on the sheet (文の版); its figures stay.

    Written once. The first version is what was drawn up from the scheme; the latest one counts.
    """

    organisation = keeper()
    sheet = of_same_keeper(CaseSheet, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    by = member()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sheet", "number"], name="sheet_wording_number_once"
            ),
        ]


class SheetDecision(Keyed):
    """One decision about a sheet (決裁): approved, published, or taken from the public again.

    Written once; the latest says how the sheet stands, and one without any is a draft.
    """

    class Kind(models.TextChoices):
        APPROVED = "approved", _("承認")
        PUBLISHED = "published", _("公開")
        WITHDRAWN = "withdrawn", _("公開をやめた")

    organisation = keeper()
    sheet = of_same_keeper(CaseSheet, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    by = member()
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    #: Until when the figures reach, where who approved them knew that the year ran on.
    midyear_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sheet", "-at"], name="decision_by_sheet")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(midyear_on=None) | models.Q(kind="approved"),
                name="midyear_accepted_by_approval",
            ),
        ]


class PublishedSheet(Keyed):
    """A published sheet as everybody may read it (事例ライブラリー): no reference to any record.

    `menu` and `target_groups` are the keys of the national menu, `prefecture` the first two digits
    of the body's code, `missed` whether a figure stayed below its target. `replaces` has the keys
    of the project's earlier publications, whose addresses lead here.
    """

    organisation = keeper()
    sheet = of_same_keeper(CaseSheet, on_delete=models.PROTECT, related_name="publications")
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    prefecture = models.CharField(max_length=2, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True)
    menu = ArrayField(models.CharField(max_length=80), default=list)
    target_groups = ArrayField(models.CharField(max_length=40), default=list)
    missed = models.BooleanField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    replaces = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["-fiscal_year", "body"], name="published_by_year")]
