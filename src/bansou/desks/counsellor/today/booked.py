"""Whom a counsellor has booked today, who came up and is to be asked, and the lists of bookings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bansou.desks.counsellor.bookings.finding import chip_of, name_of, times_of, when
from bansou.desks.shared.parts import Chip, Link
from bansou.support.consultation.booking.models import Booking
from bansou.support.consultation.booking.queries import desks_of, own_bookings, own_offers

_LISTS = (
    ("counsellor:bookings_day", gettext_lazy("今日の表")),
    ("counsellor:calls", gettext_lazy("前日の連絡")),
    ("counsellor:waiting", gettext_lazy("空き待ち")),
)


@dataclass(frozen=True, slots=True)
class Booked:
    """One of today's bookings, or one to be asked about, which says its day as well."""

    case_key: tuple[UUID, UUID] | None
    when: str
    name: str
    note: str
    url: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class OwnBookings:
    """Today's, in the order of time, and those of other days that are to be asked about."""

    today: list[Booked]
    offers: list[Booked]
    lists: list[Link]

    @property
    def case_keys(self) -> list[tuple[UUID, UUID] | None]:
        return [one.case_key for one in (*self.today, *self.offers)]


def bookings_today(request: Any) -> OwnBookings:
    """What the member has before them."""
    today = list(own_bookings(request.actor, request.today))
    known = {booking.pk for booking in today}
    offers = [one for one in own_offers(request.actor, request.now) if one.pk not in known]
    return OwnBookings(
        [_booked(one, times_of(one)) for one in today],
        [_booked(one, when(one, request.today)) for one in offers],
        _lists(request),
    )


def _lists(request: Any) -> list[Link]:
    """The lists that are opened every day, where there is a desk."""
    if not desks_of(request.actor, request.today).exists():
        return []
    return [Link(str(text), reverse(name)) for name, text in _LISTS]


def _booked(booking: Booking, said: str) -> Booked:
    words: Iterable[str] = (
        booking.place or booking.desk.name,
        booking.get_channel_display(),
        booking.purpose,
    )
    return Booked(
        (booking.organisation_id, booking.case_id) if booking.case_id else None,
        said,
        name_of(booking),
        "　".join(filter(None, words)),
        reverse("counsellor:booking", args=[booking.pk]),
        chip_of(booking),
    )
