"""Records opened in an emergency, as the desks look for them."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from bansou.commons.access.queries import conflicts_in_force
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in
from bansou.commons.rows import Level
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Case

#: Who is told, and in this order owes a look at it: who answers for the protection of personal data,
#: and who supervises. While a body names no such officer, who keeps the records is told instead.
_TOLD = (Role.PRIVACY_OFFICER, Role.SUPERVISING_COUNSELLOR, Role.PROGRAMME_MANAGER)


def open_glass(
    case: Case, member_id: UUID, at: datetime, level: int = Level.SENSITIVE
) -> BreakGlass | None:
    """What a member has open of a case at a moment, up to a level."""
    return BreakGlass.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        opened_by_id=member_id,
        until_at__gt=at,
        up_to_level=level,
    ).first()


def who_is_told(case: Case, user_id: UUID, day: date) -> list[Membership]:
    """Who learns that somebody read a case in an emergency: never they themselves, nor who is barred.

    :param user_id: the account of whoever reads it
    """
    barred = conflicts_in_force().filter(organisation_id=case.organisation_id, case_id=case.pk)
    found = (
        members_in(_TOLD, case.organisation_id, day)
        .filter(user__is_active=True)
        .exclude(user_id=user_id)
        .exclude(user_id__in=barred.values("user_id"))
    )
    has_officer = any(one.role == Role.PRIVACY_OFFICER for one in found)
    told = [one for one in found if not (has_officer and one.role == Role.PROGRAMME_MANAGER)]
    return sorted(told, key=lambda one: _TOLD.index(Role(one.role)))


def glasses_of(keeper_id: UUID) -> QuerySet[BreakGlass]:
    """Everything opened in an emergency at a body: what nobody looked at first, the oldest before."""
    return (
        BreakGlass.objects.filter(organisation_id=keeper_id)
        .select_related("case__person", "opened_by__user", "reviewed_by__user")
        .order_by("-reviewed_at", "opened_at")
    )
