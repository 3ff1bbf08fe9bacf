"""Papers on a case, what is said about their versions, and the goals of a plan."""

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
class Paper(Keyed):
    """A paper (書類) on a case as it reads now; what it read before stands in its history.

    Whoever wrote it last is a member of staff; nobody is named where it was the person themselves.

    `answers` holds key, label and text of each item that has a text, so that a version that was
    printed and signed reads as it did, whatever the items are called later.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=100, blank=True)
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    answers = models.JSONField(default=list)
    pathway = models.CharField(max_length=40, blank=True)
    file = of_same_keeper(
        "commons.Attachment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    written_by = member(null=True, blank=True)
    written_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "kind", "title"], name="paper_once"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="paper_level_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.title or self.kind


@tracked
class PaperComment(Keyed):
    """What a counsellor remarks on one version of a paper (コメント); it stays with that version."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    paper = of_same_keeper(Paper, on_delete=models.CASCADE, related_name="comments")
    on_version = models.PositiveIntegerField()
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    text = models.TextField()
    by = member()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["paper", "at"], name="paper_comment_by_paper")]


@tracked
class PaperSignature(Keyed):
    """That one version of a paper was signed (署名), on paper or on the person's own page.

    On paper all who sign it did, before a counsellor; on their own page the person alone, so that
    no counsellor is named.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    paper = of_same_keeper(Paper, on_delete=models.CASCADE, related_name="signatures")
    on_version = models.PositiveIntegerField()
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    signed_on = models.DateField()
    counsellor = member(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "paper", "on_version"],
                condition=Q(counsellor__isnull=False),
                name="paper_signed_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "paper", "on_version"],
                condition=Q(counsellor__isnull=True),
                name="paper_confirmed_once",
            ),
        ]


@tracked
class Goal(Keyed):
    """One goal of a plan (目標): what, until when, and how far it has come.

    Its text belongs to the versions of the plan from `since_version` to `until_version`; another
    text is another goal. How far it has come changes without the plan.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("これから")
        UNDER_WAY = "under_way", _("取組み中")
        REACHED = "reached", _("できた")
        DROPPED = "dropped", _("見合わせた")

    #: Goals in these states are settled: nothing is due any more.
    SETTLED = (State.REACHED, State.DROPPED)

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="goals")
    paper = of_same_keeper(Paper, on_delete=models.CASCADE, related_name="goals")
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    own_words = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    state_on = models.DateField(null=True, blank=True)
    since_version = models.PositiveIntegerField()
    until_version = models.PositiveIntegerField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_version=None) | Q(until_version__gte=F("since_version")),
                name="goal_until_after_since",
            ),
        ]
        indexes = [models.Index(fields=["paper", "place"], name="goal_by_paper")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        return self.state in self.SETTLED
