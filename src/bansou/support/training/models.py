"""Runs of courses, applications for them, attendance by day, and the qualifications people hold.

The courses and qualifications themselves are the scheme's data (`schemes.courses`).
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.clock import wareki
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version
from bansou.support.training import rules


def _provider(**more: Any) -> "models.ForeignKey[models.Model, models.Model]":
    """Foreign key to the organisation that holds a run: the contractor of its contract."""
    return models.ForeignKey(
        "commons.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False, **more
    )


@tracked
class CourseRun(Keyed):
    """One run of a course (開講): where, at what time of day, for how many, under which contract.

    `taken` counts the seats given away; the database lets it never pass `capacity`.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    contract = of_same_keeper("programmes.Contract", on_delete=models.PROTECT, related_name="+")
    provider = _provider()
    course = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    qualification = models.CharField(max_length=40, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=200)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    #: On each day; a break is no training.
    break_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    #: Lines of {kind, paid_by, yen}, as the scheme's course has them, with the amounts of this run.
    costs = models.JSONField(default=list)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="course_run_not_overfull"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="course_run_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(
                    break_minutes__lt=60 * (F("ends_at__hour") - F("starts_at__hour"))
                    + F("ends_at__minute")
                    - F("starts_at__minute")
                ),
                name="course_run_longer_than_its_break",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "programme"], name="course_run_by_programme"),
            models.Index(fields=["provider"], name="course_run_by_provider"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes_a_day(self) -> int:
        """How long each of its days is, without the break."""
        return rules.minutes_a_day(self.starts_at, self.ends_at, self.break_minutes)


@tracked
class RunDay(Keyed):
    """One day of a run (講習日), numbered from 1; a day missed is made up by number."""

    organisation = keeper()
    run = of_same_keeper(CourseRun, on_delete=models.CASCADE, related_name="days")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "run", "number"], name="run_day_number_once"
            ),
            models.UniqueConstraint(fields=["organisation", "run", "on"], name="run_day_once"),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="run_day_by_day")]

    def __str__(self) -> str:
        return wareki(self.on)


@tracked
class CourseApplication(Keyed):
    """A person's application for a course (受講の申込み), up to a seat and the course's end."""

    class State(models.TextChoices):
        APPLIED = "applied", _("申込み")
        APPROVED = "approved", _("承認")
        WAITING = "waiting", _("待機")
        ENROLLED = "enrolled", _("受講決定")
        COMPLETED = "completed", _("修了")
        DECLINED = "declined", _("見送り")
        WITHDRAWN = "withdrawn", _("取下げ")

    #: The application goes on; for one course a case has one of these at a time.
    OPEN = (State.APPLIED, State.APPROVED, State.WAITING, State.ENROLLED)
    #: A seat of the run is taken.
    SEATED = (State.ENROLLED, State.COMPLETED)
    #: Approved and without a seat yet.
    WITHOUT_SEAT = (State.APPROVED, State.WAITING)

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    qualification = models.CharField(max_length=40, blank=True)
    run = of_same_keeper(
        CourseRun, on_delete=models.PROTECT, related_name="applications", null=True, blank=True
    )
    state = models.CharField(max_length=12, choices=State, default=State.APPLIED)
    applied_on = models.DateField()
    has_experience = models.BooleanField(default=False)
    legal_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "course"],
                condition=Q(state__in=["applied", "approved", "waiting", "enrolled"]),
                name="course_application_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "enrolled", "completed"]) | Q(run__isnull=False),
                name="course_application_seated_in_a_run",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_since__isnull=False),
                name="course_application_waits_since",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="course_application_by_case"),
            models.Index(fields=["run"], name="course_application_by_run"),
        ]

    @property
    def ticket(self) -> str:
        """受付番号: what stands for the person on lists that name nobody."""
        return self.pk.hex[-8:].upper()


@tracked
class RunWish(Keyed):
    """A run that somebody wishes for (希望), by rank: 1 is the first wish."""

    organisation = keeper()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    application = of_same_keeper(CourseApplication, on_delete=models.CASCADE, related_name="wishes")
    run = of_same_keeper(CourseRun, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "application", "rank"], name="run_wish_rank_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "application", "run"], name="run_wish_once"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="run_wish_by_case"),
            models.Index(fields=["run"], name="run_wish_by_run"),
        ]


@tracked
class Attendance(Keyed):
    """Whether somebody came on one day of a run (出欠). `step` is its record on the spine."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("振替の予定")
        ATTENDED = "attended", _("出席")
        MISSED = "missed", _("欠席")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    application = of_same_keeper(
        CourseApplication, on_delete=models.CASCADE, related_name="attendances"
    )
    day = of_same_keeper(RunDay, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=10, choices=State)
    step = models.OneToOneField(
        "people.Step",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
    )
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "application", "day"], name="attendance_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state="expected") ^ Q(step__isnull=False),
                name="attendance_marked_has_step",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="attendance_by_case"),
            models.Index(fields=["day"], name="attendance_by_day"),
        ]


@tracked
class HeldQualification(Keyed):
    """A qualification that a person holds (保有資格): from before, or obtained in a course here.

    `step` is the record of obtaining it; one that somebody brought along has none. `file` is the
    certificate as it was handed in. `issuer` is the provider whose course gave it: it numbers no two
    certificates of one kind alike. Of what was brought along nobody knows who issued it.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    qualification = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    number = models.CharField(max_length=60, blank=True)
    issuer = _provider(null=True, blank=True)
    obtained_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = of_same_keeper(
        "commons.Attachment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    application = of_same_keeper(
        CourseApplication, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    step = models.OneToOneField(
        "people.Step",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
    )
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "qualification"], name="held_qualification_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "issuer", "qualification", "number"],
                condition=Q(issuer__isnull=False) & ~Q(number=""),
                name="certificate_number_once",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="held_qualification_by_case")]


@tracked
class SealedSeed(Keyed):
    """The seed of a course's next lot (封をした種), made by the machine before anybody wishes.

    `digest` is shown from the first day, `seed` once its lot is drawn. The database lets neither be
    changed, and takes no digest of another seed.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    provider = _provider()
    course = models.CharField(max_length=40)
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "provider", "course"],
                condition=Q(used_at=None),
                name="sealed_seed_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["provider"], name="sealed_seed_by_provider")]


@tracked
class SeatAllotment(Keyed):
    """Seats of a course's runs given out where wishes exceeded them (受講枠の割当), recheckable.

    The receipt names nobody: applications stand in it by their tickets.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    provider = _provider()
    course = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    seed = models.CharField(max_length=100)
    receipt = models.JSONField()
    allotted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "programme"], name="seat_allotment_by_programme"),
            models.Index(fields=["provider"], name="seat_allotment_by_provider"),
        ]
