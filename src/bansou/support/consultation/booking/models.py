"""Service desks with their hours, duty and time off; bookings, people who wait, and calendar feeds.

No counsellor is promised twice at one time: the database holds that itself, by a constraint over
the counsellor's key and the time (migration 0009).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.rules import Thing
from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, member, of_same_keeper, recorded_by, version


class Channel(models.TextChoices):
    """How somebody and the counsellor meet."""

    VISIT = "visit", _("来所")
    PHONE = "phone", _("電話")
    ONLINE = "online", _("ビデオ通話")


def _weeks() -> Any:
    """Which weeks of the month (第1・第3 …); none of them named means every week."""
    return ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)


@tracked
class ServiceDesk(Keyed):
    """A place where people are received (窓口): where it is, how long a slot is, by which channels.

    `video_url` is the office's own conference room.
    """

    organisation = keeper()
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    video_url = models.URLField(max_length=300, blank=True)
    slot_minutes = models.PositiveSmallIntegerField(default=60)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    closes_on_holidays = models.BooleanField(default=True)
    version = version()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="service_desk_name_once"),
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(10, 240)), name="service_desk_slot_sensible"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def held_at(self, place: str) -> str:
        """The desk with its place, or with the one at which it receives people instead."""
        return "　".join(filter(None, (self.name, place or self.place)))

    @property
    def channel_choices(self) -> list[tuple[str, str]]:
        """The channels that this desk offers, in the order of all."""
        return [(str(v), str(label)) for v, label in Channel.choices if v in self.channels]


@tracked
class DeskHours(Keyed):
    """Opening hours of a desk on one day of the week, from–until (開設時間).

    With a place of its own it is a recurring consultation day (巡回相談); one of the first Sunday
    only, or of the second Tuesday, says so by its weeks.
    """

    organisation = keeper()
    desk = of_same_keeper(ServiceDesk, on_delete=models.CASCADE, related_name="hours")
    label = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    weekday = models.PositiveSmallIntegerField()
    weeks = _weeks()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="desk_hours_end_after_start"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="desk_hours_weekday_known"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="desk_hours_until_after_from",
            ),
        ]
        indexes = [models.Index(fields=["desk"], name="desk_hours_by_desk")]


@tracked
class Duty(Keyed):
    """A counsellor's turn in a desk's hours (当番): every week, or in some weeks of the month."""

    organisation = keeper()
    hours = of_same_keeper(DeskHours, on_delete=models.CASCADE, related_name="duties")
    member = member()
    weeks = _weeks()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="duty_until_after_from",
            ),
        ]
        indexes = [models.Index(fields=["hours"], name="duty_by_hours")]


@tracked
class TimeOff(Keyed):
    """When a desk is closed (休業日), or a counsellor is not there (休み)."""

    organisation = keeper()
    desk = of_same_keeper(
        ServiceDesk, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    member = member(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(desk__isnull=False) ^ Q(member__isnull=False),
                name="time_off_of_a_desk_or_a_member",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="time_off_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ends_at"], name="time_off_by_end")]


@tracked
class Booking(Keyed):
    """A time promised to somebody (予約): to a case, or without a name to whoever can be reached.

    `changes` counts how often it was moved or called off, for calendars that follow it. The place
    it was last moved from is kept, so that the move can be undone. `place` is where both meet on
    a recurring consultation day (巡回相談); empty: at the desk.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("繰上げ（本人に確認中）")
        BOOKED = "booked", _("予約")
        CAME = "came", _("来所・相談済み")
        NO_SHOW = "no_show", _("来なかった")
        CANCELLED = "cancelled", _("取消")

    class CancelledBy(models.TextChoices):
        PERSON = "person", _("本人・家族")
        OFFICE = "office", _("窓口の都合")

    #: The counsellor's time is taken.
    LIVE = (State.OFFERED, State.BOOKED, State.CAME, State.NO_SHOW)
    #: Still to come.
    OPEN = (State.OFFERED, State.BOOKED)

    organisation = keeper()
    recorded_by = recorded_by()
    desk = of_same_keeper(ServiceDesk, on_delete=models.PROTECT, related_name="+")
    was_member = member(null=True, blank=True)
    member = member()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    place = models.CharField(max_length=200, blank=True, db_default="")
    case = of_same_keeper(
        "people.Case", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    nickname = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    cancelled_by = models.CharField(max_length=10, choices=CancelledBy, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    was_starts_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()
    consultation = of_same_keeper(
        "support.Consultation", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(nickname=""), name="booking_of_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_by=""),
                name="booking_cancelled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="booking_by_start"),
            models.Index(fields=["member", "starts_at"], name="booking_by_member"),
            models.Index(fields=["case"], name="booking_by_case"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def where(self) -> str:
        """The desk, and the place to which the person comes."""
        return self.desk.held_at(self.place)

    def thing(self) -> Thing:
        """This booking as the access table asks about it."""
        return Thing(self.organisation_id, self.case_id)


@tracked
class WaitingPerson(Keyed):
    """Somebody who waits for a time to become free (空き待ち), at a desk or with one counsellor."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待っている")
        OFFERED = "offered", _("繰上げ（本人に確認中）")
        BOOKED = "booked", _("予約になった")
        ENDED = "ended", _("待つのをやめた")

    organisation = keeper()
    recorded_by = recorded_by()
    desk = of_same_keeper(ServiceDesk, on_delete=models.CASCADE, related_name="+")
    member = member(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    case = of_same_keeper(
        "people.Case", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    nickname = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=100, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    since = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    booking = of_same_keeper(
        Booking, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="waiting_until_after_from"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(nickname=""), name="waiting_is_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "desk", "since"], name="waiting_by_desk"),
            models.Index(fields=["case"], name="waiting_by_case"),
        ]


@tracked
class CalendarFeed(Keyed):
    """A counsellor's bookings for their own calendar (予定の配信), at a secret address.

    Only the digest of the secret is kept, from which nobody gets the secret back. Without
    `shows_names` the feed names nobody.
    """

    organisation = keeper()
    member = member()
    digest = models.CharField(max_length=64)
    shows_names = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=Q(ended_at=None),
                name="calendar_feed_once",
            ),
            models.UniqueConstraint(fields=["organisation", "digest"], name="calendar_feed_secret"),
        ]
