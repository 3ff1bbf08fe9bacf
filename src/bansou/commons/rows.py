"""What every row of a tenant table has: its key, its legal keeper, and who wrote it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.keys import uuid7


class Keyed(models.Model):
    """A row with a UUIDv7 key made in Python, so that no sequence tells how busy an office is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


def keeper() -> Any:
    """Foreign key to the organisation that legally keeps the row (委託元).

    It has no index of its own: lists of a whole organisation have indexes that begin with it,
    rows of one case are found by the case.
    """
    return models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )


def recorded_by() -> Any:
    """Foreign key to the organisation whose staff wrote the row, the contractor's if it was theirs."""
    return models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )


def of_same_keeper(to: Any, **options: Any) -> Any:
    """Foreign key to a tenant row of the same keeper.

    Django lays no constraint for it: the migration lays one by keeper and key together
    (`policies.same_keeper`), because a plain one looks past the row policy.
    """
    return models.ForeignKey(to, db_index=False, db_constraint=False, **options)


def member(**options: Any) -> Any:
    """Foreign key to a membership: a person at work in one organisation and role."""
    options.setdefault("on_delete", models.PROTECT)
    return models.ForeignKey("commons.Membership", related_name="+", db_index=False, **options)


def version() -> Any:
    """Counter for compare-and-set: what people edit carries the version they saw."""
    return models.PositiveIntegerField(default=1)


class Level(models.IntegerChoices):
    """How sensitive a note, assessment or attachment is (閲覧区分)."""

    AGGREGATE = 0, _("0 集計・公開")
    CONTACT = 1, _("1 連絡と予定")
    CASEWORK = 2, _("2 支援記録")
    SENSITIVE = 3, _("3 要配慮個人情報をふくむ")
    PSYCHOLOGICAL = 4, _("4 心理・精神の記録")


class Basis(models.TextChoices):
    """On what ground something may be shown or shared."""

    OWN_DUTY = "own_duty", _("担当としての事務")
    CONTRACT = "contract", _("委託契約")
    CONSENT = "consent", _("本人同意")
    CONFERENCE = "conference", _("支援会議（社会福祉法106条の6）")
    LAW = "law", _("法令")
    EMERGENCY = "emergency", _("生命・身体の保護")
    BREAK_GLASS = "break_glass", _("緊急の閲覧")
