"""Where a user may sit down today: at work in an organisation, or at a body that supports them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.people.accounts.queries import persons_of


@dataclass(frozen=True, slots=True)
class Place:
    """One place: who acts there, by which key it is chosen, and until when it can be."""

    key: str
    actor: Actor
    until_on: date | None = None


def places_of(user: User, today: date) -> list[Place]:
    """The places of a user. Who works here has no page of their own under the same account."""
    seats = [
        Place(str(seat.pk), actor_of(seat), seat.until_on) for seat in seats_of(user.pk, today)
    ]
    return seats or _own_pages(user)


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
