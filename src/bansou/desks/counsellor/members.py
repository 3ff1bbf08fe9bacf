"""Colleagues among whom a case or a promise can be given."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.queries import members_in

COUNSELLING = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)


def counselling_members(organisation_id: UUID | None, day: date) -> QuerySet[Membership]:
    """Who counsels in an organisation on a day, by name."""
    return members_in(COUNSELLING, organisation_id, day)


def choices(
    members: QuerySet[Membership], own: UUID | None, *, without: UUID | None = None
) -> list[tuple[str, str]]:
    """Members as choices of a form, oneself first and marked."""
    rows = sorted(members, key=lambda member: member.pk != own)
    return [(str(member.pk), _called(member, own)) for member in rows if member.pk != without]


def _called(member: Membership, own: UUID | None) -> str:
    name = member.user.name
    return _("%(name)s（自分）") % {"name": name} if member.pk == own else name
