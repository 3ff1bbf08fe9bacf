"""A job opening of a company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.codes.occupations import Occupation
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version
from bansou.employers.companies.models import Company


class Accommodation(models.TextChoices):
    """What a workplace can do for somebody (配慮); one list for openings and host places."""

    INEXPERIENCED = "inexperienced", _("未経験から始められる")
    CAREER_GAP = "career_gap", _("働いていない期間を問わない")
    SHORT_HOURS = "short_hours", _("短い時間から始められる")
    FLEXIBLE_START = "flexible_start", _("始業の時刻を選べる")
    CLINIC_VISITS = "clinic_visits", _("通院の日を調整できる")
    NO_TELEPHONE = "no_telephone", _("電話の応対がない")
    NO_CUSTOMERS = "no_customers", _("接客がない")
    TUTOR = "tutor", _("教える人が決まっている")
    CAR_COMMUTE = "car_commute", _("車で通える")
    PICK_UP = "pick_up", _("送迎がある")
    STEP_FREE = "step_free", _("段差が少ない")


class Demand(models.TextChoices):
    """What work asks of somebody; one list for openings and for what people cannot or will not do."""

    NIGHTS = "nights", _("夜勤")
    EARLY_MORNINGS = "early_mornings", _("早朝の勤務")
    SATURDAYS = "saturdays", _("土曜の出勤")
    SUNDAYS = "sundays", _("日曜・祝日の出勤")
    ROTATING_SHIFTS = "rotating_shifts", _("交替制の勤務")
    OVERTIME = "overtime", _("毎月の残業")
    HEAVY_LOADS = "heavy_loads", _("重い物を持つ作業")
    STANDING = "standing", _("一日じゅうの立ち仕事")
    HEIGHTS = "heights", _("高い所での作業")
    OUTDOORS = "outdoors", _("屋外の作業")
    TELEPHONE = "telephone", _("電話の応対")
    CUSTOMERS = "customers", _("接客")
    DRIVING = "driving", _("車の運転")
    TRANSFERS = "transfers", _("転勤や泊まりの出張")


@tracked
class Opening(Keyed):
    """A job opening (求人) of a company, from the day it was posted until it is closed.

    `welcomes_generation`: meant for, or open to, the employment ice-age generation; None is not
    known, as with every condition that is left empty. `confirmed_on` is the last day on which the
    company said that it still stands. `licences`, `demands` and `lacks` are None where nobody has
    asked, and empty where there are none.
    """

    class WageKind(models.TextChoices):
        HOURLY = "hourly", _("時給")
        DAILY = "daily", _("日給")
        MONTHLY = "monthly", _("月給")
        YEARLY = "yearly", _("年俸")

    class Closing(models.TextChoices):
        FILLED_BY_US = "filled_by_us", _("紹介した人を採用した")
        FILLED = "filled", _("ほかの人を採用した")
        CANCELLED = "cancelled", _("募集をやめた")
        CONDITIONS = "conditions", _("条件を変えて出し直す")
        NO_ANSWER = "no_answer", _("確かめられなかった")

    organisation = keeper()
    recorded_by = recorded_by()
    company = of_same_keeper(Company, on_delete=models.CASCADE, related_name="openings")
    title = models.CharField(max_length=200)
    employment_type = models.CharField(max_length=40, blank=True)
    welcomes_generation = models.BooleanField(null=True, blank=True)
    posted_on = models.DateField()
    occupation = models.CharField(max_length=100, blank=True)
    occupation_group = models.CharField(
        max_length=2, choices=Occupation, blank=True, default="", db_default=""
    )
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    work_place = models.CharField(max_length=200, blank=True)
    #: Where it is, in the words by which the office divides its area.
    area = models.CharField(max_length=40, blank=True, default="", db_default="")
    wage_kind = models.CharField(max_length=10, choices=WageKind, blank=True)
    wage_from_yen = models.PositiveIntegerField(null=True, blank=True)
    wage_to_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    works_from = models.TimeField(null=True, blank=True)
    works_until = models.TimeField(null=True, blank=True)
    days_off = models.CharField(max_length=100, blank=True)
    qualifications = models.CharField(max_length=200, blank=True)
    #: Keys of the scheme's qualifications without which nobody can take it.
    licences = ArrayField(models.CharField(max_length=40), null=True, blank=True)
    demands = ArrayField(models.CharField(max_length=20, choices=Demand), null=True, blank=True)
    accommodations = ArrayField(
        models.CharField(max_length=20, choices=Accommodation), default=list, blank=True
    )
    #: Accommodations that are known not to be possible.
    lacks = ArrayField(
        models.CharField(max_length=20, choices=Accommodation), null=True, blank=True
    )
    offers_trial = models.BooleanField(null=True, blank=True)
    hellowork_number = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=20, choices=Closing, blank=True)
    closing_note = models.CharField(max_length=200, blank=True)
    ledger_key = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ledger_key"],
                condition=~Q(ledger_key=""),
                name="opening_ledger_key_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("posted_on")),
                name="opening_closed_after_posted",
            ),
            models.CheckConstraint(
                condition=Q(wage_from_yen=None)
                | Q(wage_to_yen=None)
                | Q(wage_to_yen__gte=F("wage_from_yen")),
                name="opening_wage_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-posted_on"], name="opening_by_company"),
        ]

    def __str__(self) -> str:
        return self.title
