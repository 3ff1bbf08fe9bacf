"""Which desk, week and booking an address speaks of, as far as the member may know of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.queries import may
from bansou.commons.access.rules import Thing
from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import day_in_sentence, day_or_none, local_moment
from bansou.commons.organisations.models import Membership
from bansou.desks.counsellor.names import called
from bansou.desks.shared.door import allowed
from bansou.desks.shared.parts import Chip, Link
from bansou.people.cases.models import Case
from bansou.people.cases.queries import case_numbered
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.consultation.booking.planning import monday_of
from bansou.support.consultation.booking.queries import desks_of

_CHIPS = {
    Booking.State.OFFERED: ("warn", "phone"),
    Booking.State.BOOKED: ("plain", ""),
    Booking.State.CAME: ("good", "done"),
    Booking.State.NO_SHOW: ("bad", ""),
    Booking.State.CANCELLED: ("quiet", ""),
}


def key_in(request: Any, name: str) -> UUID | None:
    """The key that an address gives under a name."""
    return key_of(request.GET.get(name, ""))


def key_of(text: str) -> UUID | None:
    """What was sent as a key, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks that the member sees, and the one that the address speaks of."""

    every: Sequence[Any]
    chosen: Any

    def links(self, url: str, **more: str) -> list[Link]:
        """One link a desk, where there are several."""
        if len(self.every) < 2:
            return []
        return [
            Link(
                desk.name,
                f"{url}?{urlencode({'desk': desk.pk, **more})}",
                current=desk.pk == self.chosen.pk,
            )
            for desk in self.every
        ]


def desks_at(request: Any) -> Desks:
    """The desks, and the one in the address; where it names none, the first at which they sit.

    :raises Http404: the address names one that the member does not know
    """
    every: list[Any] = list(desks_of(request.actor, request.today))
    if not every:
        return Desks(every, None)
    asked = request.GET.get("desk")
    if not asked:
        return Desks(every, next((desk for desk in every if desk.is_own), every[0]))
    chosen = next((desk for desk in every if str(desk.pk) == asked), None)
    if chosen is None:
        raise Http404
    return Desks(every, chosen)


def week_in(request: Any) -> date:
    """The Monday of the week that the address names, else of today's."""
    asked = day_or_none(request.GET.get("week", "")) or request.today
    return monday_of(asked)


def day_in(request: Any, name: str = "on") -> date:
    """The day that the address names, else today."""
    return day_or_none(request.GET.get(name, "")) or request.today


def booking_at(request: Any, pk: UUID, action: str = "booking.read") -> Booking:
    """A booking that the member may do `action` to; that they opened it is noted.

    :raises Http404: there is none, or they may not know of it
    """
    booking = (
        Booking.objects.select_related(
            "desk", "member__user", "was_member__user", "case__person", "consultation"
        )
        .filter(pk=pk)
        .first()
    )
    if booking is None or not may_on(request, booking, action):
        raise Http404
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.OPEN,
        subject="booking",
        subject_id=booking.pk,
        case_id=booking.case_id,
        at=request.now,
        keeper_id=booking.organisation_id,
    )
    return booking


def may_on(request: Any, it: Booking | WaitingPerson, action: str) -> bool:
    """Tell whether the member may do `action` to a booking, or to somebody who waits.

    Without a name, in the member's own time at another keeper's desk, it is theirs to see to, and so
    is whoever waits there for anybody's; the database shows them while the contract runs.
    """
    if it.case_id is None and it.member_id in (None, request.actor.membership_id):
        return may(request.actor, action, None, request.today)
    thing = it.case.thing() if it.case else Thing(it.organisation_id)
    return allowed(request, action, thing)


def waiting_person_at(request: Any, pk: UUID) -> WaitingPerson:
    """Somebody who waits, as far as the member may see them.

    :raises Http404: there is nobody, or they may not know of them
    """
    found = WaitingPerson.objects.select_related("desk", "case__person").filter(pk=pk).first()
    if found is None or not may_on(request, found, "booking.make"):
        raise Http404
    return found


def case_with(request: Any, number: str, keeper_id: UUID) -> Case | None:
    """The keeper's case with a number, if the member may book for it."""
    case = case_numbered(keeper_id, number)
    return case if case and allowed(request, "booking.make", case.thing()) else None


def case_in(request: Any) -> Case | None:
    """The case for which the address books.

    :raises Http404: it names one that the member may not book for
    """
    if "case" not in request.GET:
        return None
    key = key_in(request, "case")
    case = Case.objects.select_related("person").filter(pk=key).first() if key else None
    if case is None or not allowed(request, "booking.make", case.thing()):
        raise Http404
    return case


def member_in(request: Any, members: Sequence[Membership]) -> Membership:
    """The counsellor whom the address names, of those who sit at the desk.

    :raises Http404: nobody of them is named
    """
    key = key_in(request, "member")
    found = next((member for member in members if member.pk == key), None)
    if found is None:
        raise Http404
    return found


def name_of(booking: Booking | WaitingPerson) -> str:
    """For whom a time is kept: the person of the case, or what they want to be called."""
    if booking.case:
        return called(booking.case)
    return _("%(name)s（名前のない予約）") % {"name": booking.nickname}


def phone_of(booking: Booking | WaitingPerson) -> str:
    """How somebody is reached: as they said when booking, else by their telephone."""
    person = booking.case.person if booking.case else None
    return booking.reach or (person.phone if person else "")


def chip_of(booking: Booking) -> Chip:
    """Where a booking stands."""
    return chip_for(Booking.State(booking.state))


def chip_for(state: Booking.State) -> Chip:
    """A state as a chip."""
    kind, icon = _CHIPS[state]
    return Chip(str(state.label), kind, icon)


def times_of(booking: Booking) -> str:
    """10:00–11:00."""
    starts, ends = local_moment(booking.starts_at), local_moment(booking.ends_at)
    return f"{starts:%H:%M}–{ends:%H:%M}"


def when(booking: Booking, today: date) -> str:
    """12月8日（火）10:00–11:00."""
    day = day_in_sentence(local_moment(booking.starts_at).date(), today)
    return f"{day}{'' if day.endswith('）') else ' '}{times_of(booking)}"


def note_names(request: Any, bookings: Iterable[Booking | WaitingPerson]) -> None:
    """Write into the log whose bookings a page named.

    A case that the reader may not know of is not loaded with its booking, and was not named.
    """
    note_cases(request, [(b.organisation_id, b.case_id) for b in bookings if b.case_id and b.case])


def note_cases(request: Any, cases: Iterable[tuple[UUID, UUID]]) -> None:
    """Write into the log which cases, of which keepers, a page of bookings named, each once."""
    named = dict.fromkeys(cases)
    note_list(
        by=request.actor,
        subject="bookings",
        at=request.now,
        shown=named,
        detail={"hits": len(named)},
    )


def week_url(desk: ServiceDesk, day: date, **more: Any) -> str:
    """The week of a day at a desk."""
    query = {"desk": desk.pk, "week": monday_of(day).isoformat(), **more}
    return f"{reverse('counsellor:bookings')}?{urlencode(query)}"


def crumbs(*further: str) -> list[Link]:
    """The way here from the week."""
    return [Link(_("予約"), reverse("counsellor:bookings")), *(Link(text) for text in further)]
