"""Places to be, their days, and guests who come by nickname; nothing here says who a guest is."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.rules import Thing
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

#: Letters in the code by which a guest is linked to a case, and a few to spare.
LONGEST_CODE = 12


@tracked
class Ibasho(Keyed):
    """A place to be (居場所), run by the keeper itself or by the operator of a contract."""

    organisation = keeper()
    recorded_by = recorded_by()
    operator = models.ForeignKey(
        "commons.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
    )
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    house_rules = models.TextField(blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    #: The tablet at the door: the digest of its secret address, and for whom it writes.
    tablet_digest = models.CharField(max_length=64, blank=True)
    tablet_of = member(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="ibasho_name_once"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_until__gt=F("quiet_from")),
                name="ibasho_quiet_until_after_from",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tablet_digest"], condition=~Q(tablet_digest=""), name="ibasho_by_tablet"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def run_by_id(self) -> UUID:
        """Whose staff meet the guests: the operator's, else the keeper's."""
        key: UUID = self.operator_id or self.organisation_id
        return key

    def thing(self) -> Thing:
        """What is asked about when its staff want to do something."""
        return Thing(self.run_by_id)


@tracked
class IbashoDay(Keyed):
    """A day on which a place is open (開所日), from–until."""

    organisation = keeper()
    ibasho = of_same_keeper(Ibasho, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ibasho", "on"], name="ibasho_day_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="ibasho_day_closes_after_opening"
            ),
        ]


class Stage(models.TextChoices):
    """How far somebody has come at a place, each in their own time."""

    VISIT = "visit", _("見学")
    SHORT = "short", _("短時間")
    REGULAR = "regular", _("通常")
    ROLE = "role", _("役割")


@tracked
class IbashoGuest(Keyed):
    """Somebody who comes to a place by a nickname (利用者); their name is nowhere here.

    `link_code` is theirs to give away: whoever supports them links a case by it, with consent.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    ibasho = of_same_keeper(Ibasho, on_delete=models.CASCADE, related_name="guests")
    nickname = models.CharField(max_length=40)
    #: They chose that the tablet shows their nickname.
    is_shown = models.BooleanField(default=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.VISIT)
    first_on = models.DateField()
    link_code = models.CharField(max_length=LONGEST_CODE)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ibasho", "nickname"], name="ibasho_guest_nickname_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "link_code"], name="ibasho_guest_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.nickname


@tracked
class IbashoStage(Keyed):
    """The day from which a guest is at a stage (参加の段階)."""

    organisation = keeper()
    recorded_by = recorded_by()
    guest = of_same_keeper(IbashoGuest, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    from_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "guest", "stage", "from_on"], name="ibasho_stage_once"
            ),
        ]


@tracked
class IbashoVisit(Keyed):
    """A day on which a guest came (来所), and how they felt if they wanted to say."""

    class Mood(models.TextChoices):
        GOOD = "good", _("いい感じ")
        CALM = "calm", _("ふつう")
        TIRED = "tired", _("つかれぎみ")
        HARD = "hard", _("しんどい")

    organisation = keeper()
    recorded_by = recorded_by()
    guest = of_same_keeper(IbashoGuest, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    came_at = models.DateTimeField()
    mood = models.CharField(max_length=10, choices=Mood, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "guest", "on"], name="ibasho_visit_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "on"], name="ibasho_visit_by_day")]


@tracked
class IbashoIncident(Keyed):
    """Something that happened at a place (できごとの記録), and what was done about it."""

    organisation = keeper()
    recorded_by = recorded_by()
    ibasho = of_same_keeper(Ibasho, on_delete=models.CASCADE, related_name="incidents")
    on = models.DateField()
    happened = models.TextField()
    done = models.TextField(blank=True)
    written_by = member()
    written_at = models.DateTimeField()


@tracked
class IbashoLink(Keyed):
    """A guest's code on a case (居場所とのつながり): opens their days while the person agrees to it."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    code = models.CharField(max_length=LONGEST_CODE)
    linked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="ibasho_link_code_once"),
        ]
        indexes = [models.Index(fields=["case"], name="ibasho_link_by_case")]
