"""Expert teams, their members and who is on duty, and requests to send a team out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    Level,
    keeper,
    member,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked
class ExpertTeam(Keyed):
    """A team of professions (専門チーム) that puts together a 見立て and goes out."""

    organisation = keeper()
    recorded_by = recorded_by()
    name = models.CharField(max_length=100)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="expert_team_once")
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class TeamMember(Keyed):
    """Somebody on an expert team with their profession, one of the scheme's; from–until."""

    organisation = keeper()
    recorded_by = recorded_by()
    team = of_same_keeper(ExpertTeam, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=100)
    profession = models.CharField(max_length=40)
    #: The hospital or office from which they come.
    body = models.CharField(max_length=100, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="team_member_until_after_from",
            ),
            models.CheckConstraint(condition=~Q(profession=""), name="team_member_has_profession"),
        ]
        indexes = [models.Index(fields=["team"], name="team_member_by_team")]

    def __str__(self) -> str:
        return self.name


@tracked
class TeamDuty(Keyed):
    """Who is told of an urgent request (当番), on these days, both included."""

    organisation = keeper()
    recorded_by = recorded_by()
    team = of_same_keeper(ExpertTeam, on_delete=models.CASCADE, related_name="duties")
    member = member()
    from_on = models.DateField()
    until_on = models.DateField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "member", "from_on"], name="team_duty_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="team_duty_until_after_from"
            ),
        ]
        indexes = [models.Index(fields=["team", "from_on"], name="team_duty_by_team")]


@tracked
class DispatchRequest(Keyed):
    """A request to send the expert team out on a case (派遣依頼), and what was decided when.

    An urgent one has told somebody: who, and when, is kept.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("判断待ち")
        APPROVED = "approved", _("派遣する")
        DECLINED = "declined", _("見送り")
        WITHDRAWN = "withdrawn", _("取下げ")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    team = of_same_keeper(ExpertTeam, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    #: Keys of the scheme's criteria.
    criteria = ArrayField(models.CharField(max_length=40))
    situation = models.TextField()
    emergency_contacts = models.TextField(blank=True)
    is_urgent = models.BooleanField(default=False)
    requested_by = member()
    requested_at = models.DateTimeField()
    alerted = member(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.CharField(max_length=400, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="requested")
                ^ Q(decided_at__isnull=False, decided_by__isnull=False),
                name="dispatch_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(alerted_at__isnull=False, alerted__isnull=False),
                name="dispatch_urgent_tells_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("declined", "withdrawn")) | ~Q(decided_because=""),
                name="dispatch_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="dispatch_level_at_most_3"
            ),
            models.CheckConstraint(condition=~Q(criteria=[]), name="dispatch_by_criteria"),
        ]
        indexes = [
            models.Index(fields=["case"], name="dispatch_by_case"),
            models.Index(fields=["organisation", "state"], name="dispatch_by_state"),
        ]
