"""One accompaniment, its times in programmes, and who is responsible for it."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
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
from bansou.people.cases.rules import household_answer


@tracked(in_bulk=True)
class Case(Keyed):
    """One accompaniment (支援ケース): of a person, or at first of a family or an anonymous visitor.

    `last_contact_on`, `stage`, `next_action` and `responsible` are kept by the actions that
    write steps, promises and assignments, so that the list needs no joins over the history.
    """

    class Client(models.TextChoices):
        PERSON = "person", _("本人")
        FAMILY = "family", _("家族")
        ANONYMOUS = "anonymous", _("匿名の方")

    class OnsetKnown(models.TextChoices):
        """How closely it is known since when it has been so; blank where nobody was asked."""

        YEAR = "year", _("年まで")
        MONTH = "month", _("年と月まで")
        UNKNOWN = "unknown", _("聞いたが不明")

    class SaidBy(models.TextChoices):
        PERSON = "person", _("本人")
        FAMILY = "family", _("家族")
        BODY = "body", _("関係機関")
        OTHER = "other", _("そのほかの人")

    organisation = keeper()
    recorded_by = recorded_by()
    person = of_same_keeper(
        "people.Person",
        on_delete=models.PROTECT,
        related_name="cases",
        null=True,
        blank=True,
    )
    client = models.CharField(max_length=10, choices=Client, default=Client.PERSON)
    number = models.CharField(max_length=20)
    alias = models.CharField(max_length=100, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=40, blank=True)
    pathway = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    responsible = member(null=True, blank=True)
    next_action = models.CharField(max_length=200, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    avoid = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    avoid_confirmed_on = models.DateField(null=True, blank=True)
    #: 8050世帯: on which day it was confirmed that a parent in their eighties lives with them.
    household_8050_on = models.DateField(null=True, blank=True)
    #: The day on which it was confirmed that it is none; without both nobody has made sure.
    household_not_8050_on = models.DateField(null=True, blank=True)
    #: ひきこもり等の始まり: the first day of the year or month since when it has been so.
    onset_on = models.DateField(null=True, blank=True)
    onset_known = models.CharField(max_length=10, choices=OnsetKnown, blank=True)
    onset_said_by = models.CharField(max_length=10, choices=SaidBy, blank=True)
    onset_said_on = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="case_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=~Q(client="person") | Q(person__isnull=False),
                name="case_of_a_person_names_them",
            ),
            models.CheckConstraint(
                condition=Q(household_8050_on=None) | Q(household_not_8050_on=None),
                name="case_household_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(onset_known__in=("year", "month")) ^ Q(onset_on=None),
                name="case_onset_known_has_day",
            ),
            models.CheckConstraint(
                condition=Q(onset_known="", onset_said_by="", onset_said_on=None)
                | (~Q(onset_known="") & ~Q(onset_said_by="") & Q(onset_said_on__isnull=False)),
                name="case_onset_told_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "last_contact_on", "id"],
                condition=Q(closed_on=None),
                name="case_open_by_contact",
            ),
            models.Index(
                fields=["organisation", "next_action_on", "id"],
                condition=Q(closed_on=None),
                name="case_open_by_due",
            ),
            models.Index(
                fields=["organisation", "responsible", "last_contact_on", "id"],
                condition=Q(closed_on=None),
                name="case_own_by_contact",
            ),
            models.Index(
                fields=["organisation", "responsible", "next_action_on", "id"],
                condition=Q(closed_on=None),
                name="case_own_by_due",
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=Q(household_8050_on__isnull=False),
                name="case_8050",
            ),
            models.Index(
                fields=["organisation", "onset_on", "id"],
                condition=Q(closed_on=None) & Q(onset_on__isnull=False),
                name="case_open_by_onset",
            ),
            models.Index(fields=["organisation", "person"], name="case_by_person"),
            models.Index(fields=["organisation", "closed_on", "id"], name="case_by_closing"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def household_answer(self) -> str:
        """Whether it is an 8050 household: yes, no, or unknown where nobody has made sure."""
        return household_answer(self.household_8050_on, self.household_not_8050_on)

    def was_open_on(self, day: date) -> bool:
        """Tell whether it had not ended on a day; the last day counts as open."""
        return self.closed_on is None or day <= self.closed_on

    def thing(self, level: int = Level.CONTACT) -> Thing:
        """This case as the access table asks about it."""
        return Thing(
            self.organisation_id,
            self.pk,
            level,
            self.is_open,
            self.responsible_id,
            self.person_id,
        )


@tracked(in_bulk=True)
class Enrolment(Keyed):
    """A case's time in a programme (参加登録), both days included. A case may have many."""

    organisation = keeper()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="enrolments")
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "programme", "from_on", "organisation"],
                name="enrolment_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="enrolment_until_after_from",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "programme"], name="enrolment_by_programme")
        ]


@tracked(in_bulk=True)
class Assignment(Keyed):
    """Who is responsible for a case, from–until. It writes the grant that opens the case to them."""

    organisation = keeper()
    case = of_same_keeper(Case, on_delete=models.CASCADE, related_name="assignments")
    membership = member()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    handover_note = models.TextField(blank=True)
    #: When the member said that they have read the note and take the case over.
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(until_on=None),
                name="assignment_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="assignment_until_after_from",
            ),
        ]
        indexes = [models.Index(fields=["case", "-from_on"], name="assignment_by_case")]
