"""Conferences as the desks ask for them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.people.cases.models import Case
from bansou.programmes.queries import contracts_on
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember


def conferences_of(case: Case) -> QuerySet[CaseConference]:
    """A case's conferences, the latest first."""
    rows = CaseConference.objects.filter(organisation_id=case.organisation_id, case=case)
    return _known(rows).order_by("-on", "-id")


def conference_of(key: UUID) -> CaseConference | None:
    """One conference, as far as the transaction may see it."""
    return _known(CaseConference.objects.filter(pk=key)).first()


def all_conferences() -> QuerySet[CaseConference]:
    """Every conference that the transaction may see, of other keepers too; the latest first."""
    return _known(CaseConference.objects.all()).order_by("-on", "-id")


def conferences_to_come(keeper_id: UUID) -> QuerySet[CaseConference]:
    """A keeper's conferences that are not over, the next first."""
    planned = CaseConference.objects.filter(
        organisation_id=keeper_id, state=CaseConference.State.PLANNED
    )
    return _known(planned).order_by("on", "starts_at", "id")


def members_of(conference: CaseConference) -> QuerySet[ConferenceMember]:
    """Who takes part, in the order in which they were asked."""
    return (
        ConferenceMember.objects.filter(
            organisation_id=conference.organisation_id, conference=conference
        )
        .select_related("consent__body", "consent__to_organisation")
        .order_by("id")
    )


def opened_to(actor: Actor, day: date) -> QuerySet[ConferenceMember]:
    """Where a member of another body takes part and is let in: conferences that are not over yet."""
    let_in = Grant.objects.filter(
        Q(source_id=OuterRef("pk")) | Q(source_id=OuterRef("conference_id")),
        Q(until_on=None) | Q(until_on__gte=day),
        source=Grant.Source.CONFERENCE,
        to_membership_id=actor.membership_id,
        ended_at=None,
        from_on__lte=day,
    )
    return ConferenceMember.objects.filter(
        Exists(let_in),
        seat_id=actor.membership_id,
        conference__state=CaseConference.State.PLANNED,
    )


def guests_for(keeper_id: UUID, day: date) -> Sequence[Membership]:
    """Who works for a contractor of the keeper on a day and can be let in to a conference."""
    bodies = {it.contractor_id for it in contracts_on(keeper_id, day)}
    roles = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)
    return [seat for body in sorted(bodies) for seat in members_in(roles, body, day)]


def _known(rows: QuerySet[CaseConference]) -> QuerySet[CaseConference]:
    return rows.select_related("case__person", "case__responsible__user", "closed_by__user")
