"""Recording what is handed over: nothing leaves without purpose, basis, recipient and items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import create
from bansou.commons.rows import Basis, Level
from bansou.people.cases.models import Case
from bansou.people.sharing.models import Disclosure, SharingConsent


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What goes to whom, for what, and on which basis."""

    recipient: str
    purpose: str
    basis: Basis
    basis_label: str
    items: Sequence[Mapping[str, str]]
    source: str
    source_id: UUID
    to_organisation_id: UUID | None = None
    consent: SharingConsent | None = None
    level: int = Level.SENSITIVE


def disclose(*, by: Actor, case: Case, handed: Handed, at: datetime) -> Disclosure:
    """Record that something was handed to another body."""
    return create(
        Disclosure,
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        level=handed.level,
        to_organisation_id=handed.to_organisation_id,
        recipient=handed.recipient,
        purpose=handed.purpose,
        basis=handed.basis,
        basis_label=handed.basis_label,
        consent=handed.consent,
        items=[dict(one) for one in handed.items],
        source=handed.source,
        source_id=handed.source_id,
        by_id=by.membership_id,
        handed_at=at,
    )
