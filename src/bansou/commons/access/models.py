"""Dated permissions on single cases, and who is barred from one whatever else permits it.

Assignment, referral, contract, consent write and end the permissions.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Basis, Keyed, Level, keeper, member, recorded_by


@tracked(in_bulk=True)
class Grant(Keyed):
    """A permission on a case for an organisation or one member: level, items, purpose, basis, time.

    `case_id` names a case of the room above; the foreign key that holds it to a case of the
    same keeper is laid by that room's migration.
    """

    class Source(models.TextChoices):
        ASSIGNMENT = "assignment", _("担当")
        REFERRAL = "referral", _("紹介（リファー）")
        DISPATCH = "dispatch", _("専門チームの派遣")
        CONFERENCE = "conference", _("ケース会議")
        COUNSELLING = "counselling", _("心理の記録のチーム")
        COUNSELLING_LEAD = "counselling_lead", _("心理の記録のチームの責任者")
        BREAK_GLASS = "break_glass", _("緊急の閲覧")

    organisation = keeper()
    recorded_by = recorded_by()
    case_id = models.UUIDField()
    to_organisation = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    to_membership = member(null=True, blank=True)
    level = models.SmallIntegerField(choices=Level)
    items = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=20, choices=Basis)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    #: The moment from which it opens nothing; one still to come is written where hours count.
    ended_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source)
    source_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_organisation=None) ^ Q(to_membership=None),
                name="grant_to_one",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="grant_until_after_from",
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="grant_level_1_to_4"),
            models.CheckConstraint(
                condition=~Q(source="break_glass") | Q(ended_at__isnull=False),
                name="grant_in_an_emergency_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["to_organisation", "case_id"], name="grant_to_organisation"),
            models.Index(
                fields=["to_membership", "organisation", "case_id"], name="grant_to_membership"
            ),
            models.Index(
                fields=["to_membership"], condition=Q(level=4), name="grant_level_4_to_membership"
            ),
            models.Index(fields=["case_id"], name="grant_by_case"),
            models.Index(fields=["source", "source_id"], name="grant_by_source"),
        ]


@tracked()
class ConflictBlock(Keyed):
    """Somebody at work who must not know of a case (利益相反): a neighbour, a relative.

    It names the account and not one membership, because it holds in every role and at every body,
    and it beats every right: the table's, a grant's, a team's. `case_id` as in `Grant`.
    """

    class Relation(models.TextChoices):
        RELATIVE = "relative", _("親族")
        NEIGHBOUR = "neighbour", _("近隣に住んでいる")
        ACQUAINTANCE = "acquaintance", _("友人・知人")
        WORK = "work", _("勤務先・取引先の関係")
        OTHER = "other", _("そのほか")

    organisation = keeper()
    recorded_by = recorded_by()
    case_id = models.UUIDField()
    user = models.ForeignKey(
        "commons.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    relation = models.CharField(max_length=20, choices=Relation)
    reason = models.CharField(max_length=200)
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case_id", "organisation"],
                condition=Q(ended_at=None),
                name="conflict_block_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_because=""),
                name="conflict_block_ended_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["case_id"], name="conflict_block_by_case")]
