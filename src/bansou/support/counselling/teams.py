"""Who may read the psychological records of a case: the team that the supervisor names, and its lead."""

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
    LeadsAlready,
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


def lead_of(case: Case, day: date) -> Grant | None:
    """The grant of who leads the team of a case on a day: they know of it, and read no record by it."""
    named = Q(
        organisation_id=case.organisation_id, case_id=case.pk, source=Grant.Source.COUNSELLING_LEAD
    )
    return live_grants(day, named).select_related("to_membership__user").order_by("-id").first()


def name_lead(*, by: Actor, case: Case, member: Membership | None, on: date, at: datetime) -> None:
    """Say who leads the team of a case from a day on; whoever did until now no longer does.

    :param member: None to have nobody lead it
    :raises NotAPsychologist: they do not work as one in the keeper's organisation on that day
    :raises LeadsAlready: they do already
    """
    if member and not psychologists(case.organisation_id, on).filter(pk=member.pk).exists():
        raise NotAPsychologist(field="member")
    with transaction.atomic():
        hold(case)
        if former := lead_of(case, on):
            if member and former.to_membership_id == member.pk:
                raise LeadsAlready(field="member")
            _end_lead(case, former, at)
        if member:
            write_grant(
                by=by,
                keeper_id=case.organisation_id,
                case_id=case.pk,
                level=Level.CONTACT,
                purpose="心理の記録のチームの責任者",
                basis=Basis.OWN_DUTY,
                from_on=on,
                source=Grant.Source.COUNSELLING_LEAD,
                source_id=uuid7(),
                to_membership_id=member.pk,
            )


def _end_lead(case: Case, former: Grant, at: datetime) -> None:
    """What they opened in an emergency ends with it."""
    _end(case, former.source, former.source_id, at)
    broken = Grant.objects.filter(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        source=Grant.Source.BREAK_GLASS,
        level=Level.PSYCHOLOGICAL,
        to_membership_id=former.to_membership_id,
        ended_at__gt=at,
    )
    for source_id in broken.values_list("source_id", flat=True):
        _end(case, Grant.Source.BREAK_GLASS, source_id, at)


def _end(case: Case, source: str, source_id: UUID, at: datetime) -> None:
    end_grants(
        keeper_id=case.organisation_id,
        case_id=case.pk,
        source=Grant.Source(source),
        source_id=source_id,
        at=at,
    )


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
