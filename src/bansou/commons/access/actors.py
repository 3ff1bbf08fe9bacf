"""Who acts: a signed-in member in one role, or a named service. Plain values, read at the door."""

from dataclasses import dataclass
from uuid import UUID

from bansou.commons.organisations.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work in one organisation and one role, or with an account of their own at one.

    `sees` are the organisations whose own rows the database shows to this actor: their own.
    Rows of other keepers come only by grants.

    :ivar person_id: whom somebody who came in by a letter is at the organisation; the database
        shows them what is theirs and nothing else (`commons.database.visitors`)
    :ivar company_id: the company row of `keeper_id` for which an employer acts, likewise
    :ivar keeper_id: whose records an employer looks at, since their own organisation keeps none
    """

    user_id: UUID
    name: str
    membership_id: UUID | None = None
    organisation_id: UUID | None = None
    organisation_name: str = ""
    role: str = ""
    is_demo: bool = False
    person_id: UUID | None = None
    company_id: UUID | None = None
    keeper_id: UUID | None = None

    @property
    def sees(self) -> tuple[UUID, ...]:
        kept_by = self.keeper_id or self.organisation_id
        return (kept_by,) if kept_by else ()

    @property
    def is_visitor(self) -> bool:
        """Tell whether this is a person or an employer with an account, not a member of staff."""
        return bool(self.person_id or self.company_id)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    def require_organisation(self) -> UUID:
        """The acting organisation's key; an actor without one cannot write (our fault if asked)."""
        if self.organisation_id is None:
            raise LookupError(f"{self.name} acts for no organisation")
        return self.organisation_id

    def require_keeper(self) -> UUID:
        """Whose records are looked at and written: one's own organisation's, save for employers."""
        return self.keeper_id or self.require_organisation()

    def signing_membership(self) -> UUID | None:
        """The acting member's key, for who wrote something; a person writes in nobody's seat."""
        return None if self.person_id else self.require_membership()

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
