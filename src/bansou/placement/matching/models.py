"""What a person wishes of work, and one opening proposed to them with all that came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.codes.industries import Industry
from bansou.commons.codes.occupations import Occupation
from bansou.commons.rows import Keyed, Level, keeper, of_same_keeper, recorded_by, version
from bansou.employers.models import Accommodation, Demand


def _named(length: int, **options: object) -> "ArrayField[models.CharField[str, str]]":
    """A list of keys; null where the person has not been asked, empty where there are none."""
    return ArrayField(models.CharField(max_length=length, **options), null=True, blank=True)  # type: ignore[arg-type]


@tracked
class WorkWish(Keyed):
    """What the person of a case wants, can and needs at work (仕事の希望), in their words and typed.

    Whatever nobody has asked stays null, which is no reason against any opening. Areas, employment
    types, the least pay, what they refuse and what they need are kept to; occupations, industries
    and hours are wishes.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    words = models.TextField(blank=True)
    heard_on = models.DateField()
    areas = _named(40)
    occupations = _named(2, choices=Occupation)
    industries = _named(1, choices=Industry)
    employment_types = _named(40)
    hourly_floor_yen = models.PositiveIntegerField(null=True, blank=True)
    monthly_floor_yen = models.PositiveIntegerField(null=True, blank=True)
    least_minutes_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    most_minutes_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    refuses = _named(20, choices=Demand)
    needs = _named(20, choices=Accommodation)
    #: Whether the qualifications on record are all that the person holds.
    are_licences_told = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "case"], name="work_wish_once_a_case"),
            models.CheckConstraint(
                condition=Q(least_minutes_a_week=None, most_minutes_a_week=None)
                | Q(most_minutes_a_week__gte=F("least_minutes_a_week")),
                name="work_wish_hours_in_order",
            ),
        ]


@tracked
class Proposal(Keyed):
    """One opening proposed to the person of a case (求人の提案), up to the interview's result.

    `terms` are the reasons and points as they were on that day, `policy` the table they came from.
    The company learns no name before the person consents and is introduced. Reasons against it are
    the scheme's `mismatch_reasons`, and may be left out.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("本人の返事待ち")
        WANTED = "wanted", _("企業に聞く前")
        OFFERED = "offered", _("企業の返事待ち")
        WELCOMED = "welcomed", _("紹介の前")
        INTRODUCED = "introduced", _("面接・結果待ち")
        CHOSEN = "chosen", _("採用・就職の記録待ち")
        HIRED = "hired", _("就職")
        DECLINED = "declined", _("本人が見送り")
        TURNED_DOWN = "turned_down", _("企業が見送り")
        NOT_CHOSEN = "not_chosen", _("不採用")
        WITHDREW = "withdrew", _("本人が辞退")
        ENDED = "ended", _("取りやめ")

    #: Somebody has something to do next.
    OPEN = (
        State.PROPOSED,
        State.WANTED,
        State.OFFERED,
        State.WELCOMED,
        State.INTRODUCED,
        State.CHOSEN,
    )
    #: The company knows the name: it was introduced, whatever came of it.
    NAMED = (State.INTRODUCED, State.CHOSEN, State.HIRED, State.NOT_CHOSEN, State.WITHDREW)

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    opening = of_same_keeper("employers.Opening", on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField()
    #: What was said to the person with it.
    remark = models.TextField(blank=True)
    score = models.PositiveSmallIntegerField()
    policy = models.CharField(max_length=40)
    #: Lines of {code, verdict, points}.
    terms = models.JSONField(default=list)
    answered_on = models.DateField(null=True, blank=True)
    decline_reason = models.CharField(max_length=40, blank=True)
    decline_note = models.CharField(max_length=200, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    #: What the company was told about somebody without a name: pairs of what and its words.
    profile = models.JSONField(default=list, db_default=Value([], models.JSONField()), blank=True)
    company_answered_on = models.DateField(null=True, blank=True)
    company_reason = models.CharField(max_length=40, blank=True)
    company_note = models.CharField(max_length=200, blank=True)
    introduced_on = models.DateField(null=True, blank=True)
    interview_on = models.DateField(null=True, blank=True)
    interview_at = models.TimeField(null=True, blank=True)
    interview_place = models.CharField(max_length=200, blank=True)
    result_on = models.DateField(null=True, blank=True)
    result_reason = models.CharField(max_length=40, blank=True)
    result_note = models.CharField(max_length=200, blank=True)
    hire = of_same_keeper(
        "placement.Hire", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "opening"],
                condition=~Q(state="ended"),
                name="proposal_once_an_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["introduced", "chosen", "hired", "not_chosen", "withdrew"])
                | Q(
                    answered_on__isnull=False,
                    company_answered_on__isnull=False,
                    introduced_on__isnull=False,
                ),
                name="proposal_introduced_after_both_answers",
            ),
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(result_on__gte=F("interview_on")),
                name="proposal_result_after_interview",
            ),
            models.CheckConstraint(
                condition=Q(interview_on=None) | Q(interview_on__gte=F("introduced_on")),
                name="proposal_interview_after_introduction",
            ),
            models.CheckConstraint(
                condition=~Q(state="hired") | Q(hire__isnull=False), name="proposal_hired_has_hire"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-proposed_on"], name="proposal_by_case"),
            models.Index(fields=["opening"], name="proposal_by_opening"),
            models.Index(
                fields=["organisation", "state", "proposed_on"],
                condition=Q(
                    state__in=[
                        "proposed",
                        "wanted",
                        "offered",
                        "welcomed",
                        "introduced",
                        "chosen",
                    ]
                ),
                name="proposal_awaited",
            ),
        ]

    @property
    def ticket(self) -> str:
        """受付番号: what stands for the person where nobody is named."""
        return self.pk.hex[-8:].upper()

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has something to do next."""
        return self.state in self.OPEN

    @property
    def is_named(self) -> bool:
        """Tell whether the company has learnt the name."""
        return self.state in self.NAMED
