"""Claims and the days or trips of which their yen consist."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version


@tracked
class Claim(Keyed):
    """A claim for a benefit (支給の請求), from drawing up to the day on which it was paid.

    Three users draw it up, check it and decide about it, in whichever of their seats: a trigger
    (`claim_by_different_people`) asks for the users, which no row of this table has.
    """

    class State(models.TextChoices):
        DRAWN = "drawn", _("確認待ち")
        CHECKED = "checked", _("決定待ち")
        RETURNED = "returned", _("差戻し")
        APPROVED = "approved", _("支給決定")
        LISTED = "listed", _("支払待ち")
        PAID = "paid", _("支払済み")
        DECLINED = "declined", _("不支給")
        WITHDRAWN = "withdrawn", _("取下げ")

    #: Nobody has decided yet.
    OPEN = (State.DRAWN, State.CHECKED, State.RETURNED)
    #: Money of the budget is bound for it.
    COMMITTED = (State.APPROVED, State.LISTED, State.PAID)
    #: Its days may be claimed anew.
    VOID = (State.DECLINED, State.WITHDRAWN)

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.PROTECT, related_name="+")
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    part = models.CharField(max_length=12)
    budget = models.CharField(max_length=100)
    basis = models.CharField(max_length=500)
    scheme_number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAWN)
    claimed_on = models.DateField()
    yen = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    #: Nobody where the person claims by themselves.
    drawn_by = member(null=True, blank=True)
    drawn_at = models.DateTimeField()
    checked_by = member(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_by = member(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    entry = of_same_keeper(
        "benefits.PaymentEntry",
        on_delete=models.PROTECT,
        related_name="claims",
        null=True,
        blank=True,
    )
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="claim_of_some_yen"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "listed", "paid"])
                | Q(decided_by__isnull=False),
                name="claim_paid_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["listed", "paid"], entry__isnull=False)
                | (~Q(state__in=["listed", "paid"]) & Q(entry__isnull=True)),
                name="claim_listed_has_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="claim_by_case"),
            models.Index(fields=["organisation", "programme", "state"], name="claim_by_state"),
            models.Index(fields=["entry"], name="claim_by_entry"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def drawer(self) -> str:
        """Who drew it up, by name."""
        return self.drawn_by.user.name if self.drawn_by else gettext("本人")

    @property
    def ticket(self) -> str:
        """請求番号: by which people speak about it."""
        return self.pk.hex[-8:].upper()


@tracked
class ClaimItem(Keyed):
    """One day of a claim (請求の明細): the day attended or the trip made, and its yen.

    While it counts, no other item of the same person and benefit can have its day, in whichever of
    their cases. `source` and `source_id` name the record of attendance, for which one stipend is
    paid under whatever name; a trip is paid once a day to a person, likewise.
    """

    organisation = keeper()
    case = of_same_keeper("people.Case", on_delete=models.PROTECT, related_name="+")
    claim = of_same_keeper(Claim, on_delete=models.CASCADE, related_name="items")
    person = of_same_keeper("people.Person", on_delete=models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=40)
    is_trip = models.BooleanField(default=False)
    on = models.DateField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=20, blank=True)
    source_id = models.UUIDField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    asked_yen = models.PositiveIntegerField()
    yen = models.PositiveIntegerField()
    cut_because = models.CharField(max_length=200, blank=True)
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "benefit", "on"],
                condition=Q(counts=True),
                name="claim_item_day_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "source", "source_id"],
                condition=Q(counts=True, source_id__isnull=False, is_trip=False),
                name="claim_item_record_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "on"],
                condition=Q(counts=True, is_trip=True),
                name="claim_item_trip_once",
            ),
            models.CheckConstraint(
                condition=Q(yen__gt=0) & Q(yen__lte=F("asked_yen")), name="claim_item_yen"
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "on"], name="claim_item_by_claim"),
        ]


@tracked
class ClaimReceipt(Keyed):
    """A receipt of a claim as a file (領収書), seen with the claim's case."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.PROTECT, related_name="+")
    claim = of_same_keeper(Claim, on_delete=models.CASCADE, related_name="receipts")
    file = of_same_keeper("commons.Attachment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "file"], name="claim_receipt_file_once"
            ),
        ]
        indexes = [
            models.Index(fields=["claim"], name="claim_receipt_by_claim"),
            models.Index(fields=["case"], name="claim_receipt_by_case"),
        ]

    @property
    def is_by_office(self) -> bool:
        """Whether somebody of the office handed it in, not the person themselves."""
        return self.file.stored_by_id is not None
