"""Decisions to erase, records on hold, and the periods for which records are kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person


@tracked
class Erasure(Keyed):
    """A decision (消去の決定) to erase everything that a body keeps of one person, by two people.

    Once approved it is a tombstone: it says that something was here, and names nobody.
    """

    class Ground(models.TextChoices):
        RETENTION = "retention", _("保存期間が過ぎた")
        REQUEST = "request", _("本人から消去・利用停止の請求があった")
        NO_LONGER_NEEDED = "no_longer_needed", _("利用する必要がなくなった")
        BY_MISTAKE = "by_mistake", _("まちがって登録した")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("承認を待っています")
        APPROVED = "approved", _("消去しました")
        DECLINED = "declined", _("消去しないことにしました")

    organisation = keeper()
    recorded_by = recorded_by()
    #: None only in a database from a backup that has the person, and none of their cases yet.
    case = of_same_keeper(Case, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    person = of_same_keeper(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: Every case of the person at this body when it was proposed.
    case_ids = ArrayField(models.UUIDField())
    #: Once approved, every row of the person, those made one with it among them: an older backup may
    #: hold them apart.
    person_ids = ArrayField(models.UUIDField(), default=list)
    #: The number of the decision in the office's own register.
    number = models.CharField(max_length=40)
    ground = models.CharField(max_length=20, choices=Ground)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = member(null=True)
    proposed_at = models.DateTimeField()
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=200, blank=True)
    #: When it was carried out once more, after an older backup had been put back.
    replayed_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="erasure_number_once"),
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(state="proposed"),
                name="erasure_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="erasure_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed")
                | Q(replayed_at__isnull=False)
                | (
                    Q(proposed_by__isnull=False, decided_by__isnull=False)
                    & ~Q(proposed_by=F("decided_by"))
                ),
                name="erasure_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(declined_because=""),
                name="erasure_declined_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(case_ids__len__gt=0), name="erasure_of_some_case"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(replayed_at__isnull=False),
                name="erasure_of_a_known_case",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="erasure_by_time")]

    def __str__(self) -> str:
        return self.number


@tracked
class LegalHold(Keyed):
    """A record that must be kept whatever its period says (消去の停止), until somebody lifts it."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    set_by = member()
    set_at = models.DateTimeField()
    lifted_by = member(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(lifted_at=None),
                name="legal_hold_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | (Q(lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="legal_hold_lifted_for_a_reason",
            ),
        ]


@tracked
class RetentionPeriod(Keyed):
    """For how many years a class of records is kept after a case has ended (保存期間), from a day on."""

    class RecordClass(models.TextChoices):
        CASEWORK = "casework", _("支援の記録（相談、計画、書類、連絡先）")
        PSYCHOLOGICAL = "psychological", _("心理の記録")
        MONEY = "money", _("支給と支払の記録")

    organisation = keeper()
    recorded_by = recorded_by()
    record_class = models.CharField(max_length=20, choices=RecordClass)
    years = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    #: The rule of the office that says so.
    basis = models.CharField(max_length=200)
    set_by = member()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "record_class", "valid_from"],
                name="retention_period_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(years__range=(1, 100)), name="retention_period_some_years"
            ),
        ]
