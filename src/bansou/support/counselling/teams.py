"""Who may read the psychological records of a case: the team that the supervisor names, one by one."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from bansou.commons.access.actions import end_grants, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.access.queries import live_grants
from bansou.commons.database.gathering import hold
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.commons.rows import Basis, Level
from bansou.people.cases.models import Case
from bansou.support.counselling.refusals import (
    InTheTeamAlready,
    NotAPsychologist,
    NotInTheTeam,
)


def psychologists(organisation_id: UUID | None, day: date) -> QuerySet[Membership]:
    """Who works as a psychologist in an organisation on a day, by name."""
    return members_in((Role.PSYCHOLOGIST,), organisation_id, day)


def team_of(case: Case, day: date) -> QuerySet[Grant]:
    """The grants of those in the team of a case on a day, by name."""
    named = Q(
        organisation_id=case.organisation_id, case_id=case.pk, source=Grant.Source.COUNSELLING
    )
    return (
        live_grants(day, named)
        .select_related("to_membership__user")
        .order_by("to_membership__user__name", "id")
    )


def is_in_team(case: Case, membership_id: UUID | None, day: date) -> bool:
    """Tell whether somebody is in the team of a case on a day."""
    return team_of(case, day).filter(to_membership_id=membership_id).exists()


def name_to_team(*, by: Actor, case: Case, member: Membership, on: date) -> Grant:
    """Let a psychologist read and write the records of a case from a day on.

    :raises NotAPsychologist: they do not work as one in the keeper's organisation on that day
    :raises InTheTeamAlready: they may already
    """
    if not psychologists(case.organisation_id, on).filter(pk=member.pk).exists():
        raise NotAPsychologist(field="member")
    with transaction.atomic():
        hold(case)
        if is_in_team(case, member.pk, on):
            raise InTheTeamAlready(field="member")
        return write_grant(
            by=by,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            level=Level.PSYCHOLOGICAL,
            purpose="心理カウンセリング",
            basis=Basis.OWN_DUTY,
            from_on=on,
            source=Grant.Source.COUNSELLING,
            source_id=uuid7(),
            to_membership_id=member.pk,
        )


def take_from_team(*, case: Case, membership_id: UUID, on: date, at: datetime) -> None:
    """End a psychologist's time in the team: from this moment they read nothing any more.

    :raises NotInTheTeam: they are not in it
    """
    with transaction.atomic():
        hold(case)
        grants = list(team_of(case, on).filter(to_membership_id=membership_id))
        if not grants:
            raise NotInTheTeam()
        for grant in grants:
            end_grants(
                keeper_id=case.organisation_id,
                case_id=case.pk,
                source=Grant.Source.COUNSELLING,
                source_id=grant.source_id,
                at=at,
            )
