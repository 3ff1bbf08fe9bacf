"""Programmes: versioned schemes, budget lines, contracts with operators, courses for the staff."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version


@tracked
class Programme(Keyed):
    """What a municipality runs in one fiscal year under a scheme (事業)."""

    organisation = keeper()
    scheme_id = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    fiscal_year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scheme_id", "fiscal_year"],
                name="programme_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class SchemeVersion(Keyed):
    """One version of a programme's scheme: its TOML text, digest and first day in force."""

    organisation = keeper()
    programme = of_same_keeper(Programme, on_delete=models.CASCADE, related_name="scheme_versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField()
    taken_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "number"],
                name="scheme_version_once",
            ),
        ]

    def __str__(self) -> str:
        return _("第%(number)d版") % {"number": self.number}


@tracked
class BudgetLine(Keyed):
    """Part of the cost that the grant covers (交付金対象事業費), in whole yen."""

    organisation = keeper()
    programme = of_same_keeper(Programme, on_delete=models.CASCADE, related_name="budget_lines")
    label = models.CharField(max_length=100)
    yen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "label"], name="budget_line_once"
            ),
            models.CheckConstraint(condition=Q(yen__gte=0), name="budget_line_not_negative"),
        ]


@tracked
class SpendingLine(Keyed):
    """One heading of a programme's budget (予算の費目): its amount, what is committed and paid.

    It lies within the eligible cost. The database lets nobody commit more than there is, unless the
    office has said that this line may be overspent.
    """

    organisation = keeper()
    programme = of_same_keeper(Programme, on_delete=models.CASCADE, related_name="spending_lines")
    label = models.CharField(max_length=100)
    yen = models.BigIntegerField()
    committed_yen = models.BigIntegerField(default=0)
    paid_yen = models.BigIntegerField(default=0)
    may_be_overspent = models.BooleanField(default=False)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "label"], name="spending_line_once"
            ),
            models.CheckConstraint(
                condition=Q(may_be_overspent=True) | Q(committed_yen__lte=F("yen")),
                name="spending_line_not_overspent",
            ),
            models.CheckConstraint(
                condition=Q(yen__gte=0) & Q(paid_yen__gte=0) & Q(paid_yen__lte=F("committed_yen")),
                name="spending_line_paid_of_committed",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def left_yen(self) -> int:
        """What can still be committed; below zero where the line may be overspent."""
        return self.yen - self.committed_yen


@tracked
class Contract(Keyed):
    """Work entrusted to an operator (委託) for a time. Referrals and grants to it end with it."""

    organisation = keeper()
    programme = of_same_keeper(Programme, on_delete=models.PROTECT, related_name="contracts")
    contractor = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    work = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "contractor", "starts_on"],
                name="contract_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_start",
            ),
        ]


@tracked
class StaffCourse(Keyed):
    """A course for those who support people (支援人材養成研修), and how long one must be there."""

    organisation = keeper()
    recorded_by = recorded_by()
    title = models.CharField(max_length=200)
    aim = models.TextField(blank=True)
    #: Who teaches: a body or a person.
    taught_by = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    #: So many minutes somebody must have been there to complete it.
    minutes_needed = models.PositiveIntegerField()
    called_off_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_needed__gt=0), name="staff_course_takes_time"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "id"], name="staff_course_by_keeper")]

    def __str__(self) -> str:
        return self.title


@tracked
class StaffCourseDay(Keyed):
    """One day of a staff course: from when until when, and what about."""

    organisation = keeper()
    recorded_by = recorded_by()
    course = of_same_keeper(StaffCourse, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    subject = models.CharField(max_length=200)
    #: When attendance was marked, for whoever had a seat then.
    marked_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course", "on", "starts_at"], name="staff_course_day_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="staff_course_day_ends_after_start"
            ),
        ]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        ends, starts = self.ends_at, self.starts_at
        return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


@tracked
class StaffCourseSeat(Keyed):
    """Somebody who takes a staff course: a member, or a supporter of another body by name."""

    organisation = keeper()
    recorded_by = recorded_by()
    course = of_same_keeper(StaffCourse, on_delete=models.CASCADE, related_name="seats")
    member = member(null=True, blank=True)
    name = models.CharField(max_length=100)
    body = models.CharField(max_length=100)
    #: Set with the number of their certificate (修了証).
    completed_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=20, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "course", "member"], name="staff_course_seat_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "certificate"],
                condition=~Q(certificate=""),
                name="staff_certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, certificate="")
                | (Q(completed_on__isnull=False) & ~Q(certificate="")),
                name="staff_course_completed_with_certificate",
            ),
        ]
        indexes = [models.Index(fields=["member"], name="staff_course_seat_by_member")]


@tracked
class StaffAttendance(Keyed):
    """That somebody was there on a day of a staff course."""

    organisation = keeper()
    recorded_by = recorded_by()
    seat = of_same_keeper(StaffCourseSeat, on_delete=models.CASCADE, related_name="attended")
    day = of_same_keeper(StaffCourseDay, on_delete=models.CASCADE, related_name="attended")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "seat", "day"], name="staff_attendance_once"
            ),
        ]
