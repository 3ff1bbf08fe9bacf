"""Requests of people to be shown their records, what is decided of each item, and the time for it."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version
from bansou.people.cases.models import Case

#: Of how many letters one passage that is struck out may be.
MOST_STRUCK = 500


@tracked
class AnswerPeriod(Keyed):
    """Within how many days a request is decided about (開示の期限), from a day until a day."""

    organisation = keeper()
    recorded_by = recorded_by()
    days = models.PositiveSmallIntegerField()
    #: By how many days at most it can be extended, once and for a reason.
    extension_days = models.PositiveSmallIntegerField()
    #: On what ground people are shown their records, as the notice prints it.
    basis = models.CharField(max_length=200)
    #: What the notice ends with, such as how one can object.
    notice = models.CharField(max_length=800, blank=True)
    valid_from = models.DateField()
    #: The last day; None until a later period takes its place.
    valid_until = models.DateField(null=True, blank=True)
    set_by = member()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="answer_period_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 366), extension_days__range=(0, 366)),
                name="answer_period_some_days",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="answer_period_until_after_from",
            ),
        ]


@tracked
class DisclosureRequest(Keyed):
    """Somebody asks to be shown what is kept of them (開示請求), or who acts for them does."""

    class Requester(models.TextChoices):
        PERSON = "person", _("本人")
        GUARDIAN = "guardian", _("法定代理人")
        AGENT = "agent", _("本人の委任による代理人")

    class State(models.TextChoices):
        RECEIVED = "received", _("審査中")
        DECIDED = "decided", _("開示を決定")
        HANDED = "handed", _("開示済み")
        REFUSED = "refused", _("不開示")
        WITHDRAWN = "withdrawn", _("取下げ")

    class How(models.TextChoices):
        COUNTER = "counter", _("窓口で渡した")
        POST = "post", _("郵送した")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.PROTECT, related_name="+")
    #: In the office's own register.
    number = models.CharField(max_length=40)
    received_on = models.DateField()
    requester = models.CharField(max_length=10, choices=Requester)
    #: Who acts for the person, and by which paper; empty where they ask themselves.
    agent_name = models.CharField(max_length=100, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    #: What showed who it is, never its number.
    identity_by = models.CharField(max_length=200)
    identity_checked_on = models.DateField()
    identity_checked_by = member()
    #: What they ask for, in their words.
    asked_for = models.CharField(max_length=500)
    #: From the period in force on the day of receipt.
    due_on = models.DateField()
    extension_days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=200)
    received_by = member()
    received_at = models.DateTimeField()
    extended_until = models.DateField(null=True, blank=True)
    extended_because = models.CharField(max_length=200, blank=True)
    extended_by = member(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    #: The notice of it as it was sent; requests from before it was kept have none.
    extension_paper = of_same_keeper(
        "commons.Attachment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    #: Of the decision, in the office's own register.
    decision_number = models.CharField(max_length=40, blank=True)
    #: The paper that was decided: what is shown, and why what is not.
    paper = of_same_keeper(
        "commons.Attachment", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    #: Why it is refused as a whole, or taken back.
    ended_because = models.CharField(max_length=500, blank=True)
    handed_how = models.CharField(max_length=10, choices=How, blank=True)
    handed_by = member(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="disclosure_request_number_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=Q(state__in=("received", "decided")),
                name="disclosure_request_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(requester="person", agent_name="", authority="")
                | (~Q(requester="person") & ~Q(agent_name="") & ~Q(authority="")),
                name="disclosure_request_agent_has_authority",
            ),
            models.CheckConstraint(
                condition=~Q(identity_by=""), name="disclosure_request_identity_checked"
            ),
            models.CheckConstraint(
                condition=Q(extended_until=None)
                | (Q(extended_until__gt=F("due_on")) & ~Q(extended_because="")),
                name="disclosure_request_extended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="received", decided_at=None)
                | (~Q(state="received") & Q(decided_at__isnull=False)),
                name="disclosure_request_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("refused", "withdrawn")) | ~Q(ended_because=""),
                name="disclosure_request_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(handed_at=None) ^ Q(state="handed"),
                name="disclosure_request_handed_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="disclosure_request_by_time")]

    def __str__(self) -> str:
        return self.number

    @property
    def answer_by(self) -> date:
        """The last day on which it is decided in time."""
        return self.extended_until or self.due_on

    @property
    def is_running(self) -> bool:
        """Tell whether something is still to be done about it."""
        return self.state in (self.State.RECEIVED, self.State.DECIDED)


@tracked
class ItemDecision(Keyed):
    """What is decided of one item of a record (項目ごとの開示の決定), for the text that it had then."""

    class Verdict(models.TextChoices):
        SHOWN = "shown", _("開示")
        PARTLY = "partly", _("一部を伏せて開示")
        WITHHELD = "withheld", _("不開示")

    class Ground(models.TextChoices):
        THIRD_PARTY = "third_party", _("本人以外の個人に関する情報")
        HARM = "harm", _("本人の生命、健康、生活または財産を害するおそれ")
        ASSESSMENT = "assessment", _("評価や判断の過程で、事務の適正な遂行に支障がある")
        BODY = "body", _("法人その他の団体に関する情報")
        OTHER = "other", _("そのほか（理由に書く）")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper(Case, on_delete=models.PROTECT, related_name="+")
    request = of_same_keeper(DisclosureRequest, on_delete=models.PROTECT, related_name="decisions")
    #: The table of the item and its row.
    source = models.CharField(max_length=60)
    source_id = models.UUIDField()
    #: Of the text that was decided about: another text is decided about anew.
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    #: The words that are struck out.
    struck = ArrayField(models.CharField(max_length=MOST_STRUCK), default=list)
    decided_by = member()
    decided_at = models.DateTimeField()
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "request", "source", "source_id"],
                name="item_decision_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict="shown", ground="")
                | (~Q(verdict="shown") & ~Q(ground="") & ~Q(reason="")),
                name="item_decision_withheld_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(verdict="partly") ^ Q(struck=[]), name="item_decision_strikes_something"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="item_decision_by_case")]
