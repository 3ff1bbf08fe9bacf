"""Where a user may sit down today: at work in an organisation, or at a body that supports them."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.employers.accounts.queries import companies_of
from bansou.people.accounts.queries import persons_of

#: Under which name the session holds the key of the place that somebody chose.
MEMBERSHIP_KEY = "membership"


@dataclass(frozen=True, slots=True)
class Place:
    """One place: who acts there, by which key it is chosen, and until when it can be."""

    key: str
    actor: Actor
    until_on: date | None = None


def places_of(user: User, today: date) -> list[Place]:
    """The places of a user. Who works here has no page of their own under the same account."""
    known: list[Membership] | None = getattr(user, "seats", None)
    seats = (
        seats_of(user.pk, today)
        if known is None
        else [seat for seat in known if seat.from_on <= today <= (seat.until_on or date.max)]
    )
    return [place for seat in seats for place in _places(seat)] if seats else _own_pages(user)


def place_chosen(user: User, key: str | None, today: date) -> Place | None:
    """The place with this key if it is one of the user's, else their first."""
    places = places_of(user, today)
    return next((place for place in places if place.key == key), places[0] if places else None)


def _places(seat: Membership) -> list[Place]:
    """One desk; of an employer one for each body that has let their company in."""
    actor = actor_of(seat)
    if seat.role != Role.EMPLOYER:
        return [Place(str(seat.pk), actor, seat.until_on)]
    return [
        Place(
            f"{seat.pk}:{company_id}",
            replace(actor, keeper_id=keeper_id, company_id=company_id),
            seat.until_on,
        )
        for keeper_id, company_id in companies_of(seat.pk)
    ]


def seats_of(user_id: UUID, today: date) -> list[Membership]:
    """The memberships in which a user may work today, one a desk."""
    current = Q(until_on=None) | Q(until_on__gte=today)
    return list(
        Membership.objects.filter(current, user_id=user_id, from_on__lte=today)
        .select_related("user", "organisation")
        .order_by("from_on", "id")
    )


def _own_pages(user: User) -> list[Place]:
    accounts = persons_of(user.pk)
    if not accounts:
        return []
    bodies = Organisation.objects.in_bulk([keeper_id for keeper_id, _person in accounts])
    return [
        Place(
            str(person_id),
            Actor(
                user_id=user.pk,
                name=user.name,
                organisation_id=keeper_id,
                organisation_name=bodies[keeper_id].name,
                role=Role.PERSON.value,
                is_demo=user.is_demo,
                person_id=person_id,
            ),
        )
        for keeper_id, person_id in accounts
    ]
