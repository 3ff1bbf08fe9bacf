"""Who acts: a signed-in member in one role, or a named service. Plain values, read at the door."""

from dataclasses import dataclass
from uuid import UUID

from bansou.commons.organisations.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work in one organisation and one role.

    `sees` are the organisations whose own rows the database shows to this actor: their own.
    Rows of other keepers come only by grants.
    """

    user_id: UUID
    name: str
    membership_id: UUID | None = None
    organisation_id: UUID | None = None
    organisation_name: str = ""
    role: str = ""
    is_demo: bool = False

    @property
    def sees(self) -> tuple[UUID, ...]:
        return (self.organisation_id,) if self.organisation_id else ()

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    def require_organisation(self) -> UUID:
        """The acting organisation's key; an actor without one cannot write (our fault if asked)."""
        if self.organisation_id is None:
            raise LookupError(f"{self.name} acts for no organisation")
        return self.organisation_id

    def require_membership(self) -> UUID:
        """The acting member's key; an actor without one has no desk (our fault if asked)."""
        if self.membership_id is None:
            raise LookupError(f"{self.name} has no membership")
        return self.membership_id


def actor_of(membership: Membership) -> Actor:
    """The actor that a membership makes (its user and organisation must be loaded)."""
    return Actor(
        user_id=membership.user_id,
        name=membership.user.name,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
        role=membership.role,
        is_demo=membership.user.is_demo,
    )
