"""Teams and requests as the desks ask for them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from bansou.commons.access.queries import conflicts_in_force
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.people.cases.models import Case
from bansou.support.outreach.teams.models import DispatchRequest, ExpertTeam, TeamDuty, TeamMember


def teams_of(keeper_id: UUID) -> QuerySet[ExpertTeam]:
    """A keeper's expert teams, by name."""
    return ExpertTeam.objects.filter(organisation_id=keeper_id).order_by("name", "id")


def members_on(team: ExpertTeam, day: date) -> QuerySet[TeamMember]:
    """Who is on a team on a day, in the order in which they came."""
    return TeamMember.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        organisation_id=team.organisation_id,
        team=team,
        from_on__lte=day,
    ).order_by("from_on", "id")


def members_since(teams: Iterable[ExpertTeam], day: date) -> QuerySet[TeamMember]:
    """Who was on one of these teams on a day or afterwards, by team, in the order in which they came."""
    return (
        TeamMember.objects.filter(Q(until_on=None) | Q(until_on__gte=day), team__in=teams)
        .select_related("team")
        .order_by("team__name", "team_id", "from_on", "id")
    )


def duties_from(team: ExpertTeam, day: date) -> QuerySet[TeamDuty]:
    """Who is on duty on a day and afterwards, the next first."""
    return (
        TeamDuty.objects.filter(organisation_id=team.organisation_id, team=team, until_on__gte=day)
        .select_related("member__user")
        .order_by("from_on", "id")
    )


def on_duty(case: Case, team: ExpertTeam, day: date, *, but: UUID) -> Membership | None:
    """Whom an urgent request is told: who is on duty, else who supervises; never who asks.

    Nor anybody who has left, whose account is closed, or who is barred from the case.

    :param but: the membership of who asks
    """
    barred = conflicts_in_force().filter(organisation_id=case.organisation_id, case_id=case.pk)
    reached = (
        members_in(Role.values, team.organisation_id, day)
        .filter(user__is_active=True)
        .exclude(pk=but)
        .exclude(user_id__in=barred.values("user_id"))
    )
    duty = (
        duties_from(team, day)
        .filter(from_on__lte=day, member__in=reached)
        .select_related("member__organisation")
        .first()
    )
    if duty:
        told: Membership = duty.member
        return told
    return reached.filter(role=Role.SUPERVISING_COUNSELLOR).first()


def dispatches_of(case: Case) -> QuerySet[DispatchRequest]:
    """A case's requests, the latest first."""
    rows = DispatchRequest.objects.filter(organisation_id=case.organisation_id, case=case)
    return _known(rows).order_by("-requested_at")


def sent_last(case: Case) -> DispatchRequest | None:
    """The request by which a team was sent out on a case last, if one was."""
    sent = dispatches_of(case).filter(state=DispatchRequest.State.APPROVED)
    return sent.order_by("-decided_at", "-id").first()


def dispatch_of(key: UUID) -> DispatchRequest | None:
    """One request, as far as the transaction may see it."""
    return _known(DispatchRequest.objects.filter(pk=key)).first()


def dispatches_in(keeper_id: UUID) -> QuerySet[DispatchRequest]:
    """All requests of a keeper: those to be decided first, the urgent ones before all."""
    rows = DispatchRequest.objects.filter(organisation_id=keeper_id)
    undecided_first = F("decided_at").desc(nulls_first=True)
    return _known(rows).order_by(undecided_first, "-is_urgent", "-requested_at")


def _known(rows: QuerySet[DispatchRequest]) -> QuerySet[DispatchRequest]:
    return rows.select_related(
        "case__person",
        "case__responsible__user",
        "team",
        "requested_by__user",
        "alerted__user",
        "decided_by__user",
    )
