"""Visits at home (家庭訪問) and company to a clinic (医療受診への同行)."""

from django.db import models
from django.db.models import Q
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
class OutreachVisit(Keyed):
    """Going to somebody, or with them: two people, what to beware of, the way, and what came of it.

    Nobody is accompanied to a clinic without the consent that it names.
    """

    class Kind(models.TextChoices):
        HOME = "home_visit", _("家庭訪問")
        ACCOMPANIMENT = "accompaniment", _("医療受診への同行")

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        HELD = "held", _("実施")
        CANCELLED = "cancelled", _("取りやめ")

    class Met(models.TextChoices):
        PERSON = "person", _("本人")
        FAMILY = "family", _("家族")
        BOTH = "both", _("本人と家族")
        NOBODY = "nobody", _("会えなかった")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField()
    starts_at = models.TimeField()
    lead = member()
    #: The second of the two who go; some come from other bodies.
    companion = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200)
    route = models.TextField(blank=True)
    risk_note = models.TextField()
    emergency_contacts = models.TextField()
    clinic = models.CharField(max_length=100, blank=True)
    consent = of_same_keeper(
        "people.Consent", on_delete=models.RESTRICT, related_name="+", null=True, blank=True
    )
    met = models.CharField(max_length=10, choices=Met, blank=True)
    result = models.TextField(blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
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
            models.CheckConstraint(
                condition=~Q(kind="accompaniment") | (Q(consent__isnull=False) & ~Q(clinic="")),
                name="outreach_visit_accompanies_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind="home_visit") | ~Q(companion=""),
                name="outreach_visit_at_home_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state="held") ^ Q(step=None), name="outreach_visit_held_has_step"
            ),
            models.CheckConstraint(
                condition=Q(state="held") ^ Q(met=""), name="outreach_visit_held_met_somebody"
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="outreach_visit_level_at_most_3"
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="outreach_visit_by_case"),
            models.Index(fields=["organisation", "on"], name="outreach_visit_by_day"),
        ]


@tracked
class VisitNote(Keyed):
    """A note of a visit that was written without network (訪問先で書いた記録), as it arrived.

    One that is written at the desk while somebody else records the visit is kept so, too. The key
    with which it comes makes it one note however often it is sent.
    """

    class Standing(models.TextChoices):
        RECORDED = "recorded", _("訪問の記録になりました")
        BESIDE = "beside", _("別の記録と並べて残しています")
        ADDED = "added", _("経過に加えました")

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    visit = of_same_keeper(OutreachVisit, on_delete=models.CASCADE, related_name="notes")
    sent_as = models.UUIDField()
    standing = models.CharField(max_length=10, choices=Standing)
    written_by = member()
    received_at = models.DateTimeField()
    met = models.CharField(max_length=10, choices=OutreachVisit.Met)
    result = models.TextField(blank=True)
    client_state = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sent_as"], name="visit_note_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="visit_note_level_at_most_3"
            ),
            models.CheckConstraint(
                condition=Q(standing="recorded") ^ ~Q(result=""), name="visit_note_beside_has_text"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="visit_note_by_case")]
