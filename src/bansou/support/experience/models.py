"""Visits and trials at host places, their days, confirmations and evaluations, and the insurance."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper, recorded_by, version


@tracked
class Experience(Keyed):
    """A visit to a workplace (職場見学) or a trial there (職場体験), from the request to its end.

    `terms` counts the versions of what was agreed; a confirmation holds for one version only.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("職場見学")
        TRIAL = "trial", _("職場体験")

    class State(models.TextChoices):
        REQUESTED = "requested", _("希望")
        ARRANGED = "arranged", _("確認待ち")
        CONFIRMED = "confirmed", _("実施")
        ENDED = "ended", _("終了")
        DECLINED = "declined", _("見送り")

    class Party(models.TextChoices):
        PERSON = "person", _("本人")
        HOST = "host", _("受入先")
        OFFICE = "office", _("事業の窓口")

    class Outcome(models.TextChoices):
        COMPLETED = "completed", _("予定どおり終えた")
        PARTLY = "partly", _("一部を休んで終えた")
        LEFT = "left", _("途中でやめた")
        NO_SHOW = "no_show", _("来なかった")
        OFFERED = "offered", _("採用の申し出があった")

    #: The visit or trial goes on.
    OPEN = (State.REQUESTED, State.ARRANGED, State.CONFIRMED)
    #: Days are set, so that a seat at the host is taken on each of them.
    SEATED = (State.ARRANGED, State.CONFIRMED)

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    #: What the person wishes for, in their own words.
    wishes = models.TextField()
    goal = models.CharField(max_length=200)
    requested_on = models.DateField()
    host = of_same_keeper(
        "employers.HostPlace",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(default=0)
    tutor = models.CharField(max_length=100, blank=True)
    terms = models.PositiveSmallIntegerField(default=0)
    #: When the host said that it would like to employ the person, and what it said with it.
    offer_on = models.DateField(null=True, blank=True)
    offer_note = models.CharField(max_length=500, blank=True, db_default="")
    declined_by = models.CharField(max_length=10, choices=Party, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    #: One of the scheme's reasons, where it did not suit, or why it was declined.
    mismatch_reason = models.CharField(max_length=40, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["arranged", "confirmed", "ended"])
                | Q(
                    host__isnull=False,
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    terms__gte=1,
                ),
                name="experience_arranged_has_terms",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ended", "declined"]) ^ Q(ended_on=None),
                name="experience_over_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="ended") ^ Q(outcome=""), name="experience_ended_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state="declined") ^ Q(declined_by=""),
                name="experience_declined_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(wishes=""), name="experience_wishes_in_own_words"),
        ]
        indexes = [
            models.Index(fields=["case"], name="experience_by_case"),
            models.Index(fields=["organisation", "state"], name="experience_by_state"),
            models.Index(fields=["host"], name="experience_by_host"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """職場体験　道南鉄工株式会社, or the kind alone while no host is found."""
        kind = str(self.get_kind_display())
        return f"{kind}　{self.host.company.name}" if self.host else kind

    @property
    def is_open(self) -> bool:
        """Tell whether it goes on."""
        return self.state in self.OPEN


@tracked
class ExperienceDay(Keyed):
    """One day of a visit or trial (実施日): how long it is planned for, and who came.

    `minutes` are planned, without the break; `missed_minutes` of them were missed. `step` is its
    record on the spine.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        ATTENDED = "attended", _("出席")
        MISSED = "missed", _("欠席")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    experience = of_same_keeper(Experience, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    missed_minutes = models.PositiveSmallIntegerField(default=0)
    missed_because = models.CharField(max_length=200, blank=True)
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
                fields=["organisation", "experience", "on"], name="experience_day_once"
            ),
            models.CheckConstraint(
                condition=Q(state="planned") ^ Q(step__isnull=False),
                name="experience_day_marked_has_step",
            ),
            models.CheckConstraint(
                condition=Q(missed_minutes__lte=F("minutes")),
                name="experience_day_missed_within_planned",
            ),
            models.CheckConstraint(
                condition=Q(missed_minutes=0) | ~Q(missed_because=""),
                name="experience_day_missed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="experience_day_by_case"),
            models.Index(fields=["organisation", "on"], name="experience_day_by_day"),
        ]

    @property
    def attended_minutes(self) -> int:
        """How long somebody was there."""
        return self.minutes - self.missed_minutes if self.state == self.State.ATTENDED else 0


@tracked
class ExperienceConfirmation(Keyed):
    """That one of the three confirmed one version of the terms (受入れの確認), when and by whom."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    experience = of_same_keeper(Experience, on_delete=models.CASCADE, related_name="confirmations")
    party = models.CharField(max_length=10, choices=Experience.Party)
    terms = models.PositiveSmallIntegerField()
    on = models.DateField()
    #: Who confirmed it, as the paper names them.
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "experience", "terms", "party"],
                name="experience_confirmed_once",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="experience_confirm_by_case")]


@tracked
class ExperienceEvaluation(Keyed):
    """What the person or the host thinks of a visit or trial after it (評価); on the timeline too."""

    class Side(models.TextChoices):
        PERSON = "person", _("本人")
        HOST = "host", _("受入先")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    experience = of_same_keeper(Experience, on_delete=models.CASCADE, related_name="evaluations")
    side = models.CharField(max_length=10, choices=Side)
    on = models.DateField()
    #: The scheme's grade by the scheme's item.
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    step = models.OneToOneField(
        "people.Step", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "experience", "side"], name="experience_evaluated_once"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="experience_evaluation_by_case")]


@tracked
class InternshipPolicy(Keyed):
    """An insurance for people at workplaces (インターンシップ保険), as the office took it out.

    `persons_limit` is how many may be insured at the same time; None where there is no limit.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    insurer = models.CharField(max_length=100)
    number = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    covers_visits = models.BooleanField(default=False)
    covers_trials = models.BooleanField(default=True)
    persons_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "insurer", "number"], name="internship_policy_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="internship_policy_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(covers_visits=True) | Q(covers_trials=True),
                name="internship_policy_covers_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "programme"], name="internship_policy_of_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.insurer}　{self.number}"

    def covers(self, kind: str) -> bool:
        """Tell whether visits, or trials, are covered."""
        return self.covers_visits if kind == Experience.Kind.VISIT else self.covers_trials


@tracked
class InsuredPerson(Keyed):
    """Somebody on the insured list of a policy (被保険者), from a day until a day, both included."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    policy = of_same_keeper(InternshipPolicy, on_delete=models.PROTECT, related_name="insured")
    from_on = models.DateField()
    until_on = models.DateField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "policy", "case", "from_on"], name="insured_person_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="insured_person_until_after_from"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="insured_person_by_case"),
            models.Index(fields=["policy"], name="insured_person_by_policy"),
        ]
