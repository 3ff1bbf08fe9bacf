"""Writing to members about what waits for them."""

from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.messages.jobs import (
    send_broken_glass,
    send_broken_seal,
    send_case_assigned,
    send_urgent_dispatch,
)


def tell_of_case(*, by: Actor, member_id: UUID) -> None:
    """Write to a member to whom somebody else has assigned a case.

    Nobody is written to about what they did themselves, nor about what an import brought.
    """
    if by.membership_id and by.membership_id != member_id:
        send_case_assigned.later(by=by, member=member_id)


def tell_of_urgent_dispatch(*, by: Actor, member_id: UUID) -> None:
    """Write to who is on duty that an urgent request waits."""
    send_urgent_dispatch.later(by=by, member=member_id)


def tell_of_broken_glass(*, by: Actor, member_id: UUID) -> None:
    """Write to who supervises, or keeps the records, that one was read in an emergency."""
    send_broken_glass.later(by=by, member=member_id)


def tell_of_broken_seal(*, by: Actor, member_id: UUID) -> None:
    """The same of a psychological record, which the team's lead opened."""
    send_broken_seal.later(by=by, member=member_id)
