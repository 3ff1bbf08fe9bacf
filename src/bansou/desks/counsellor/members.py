"""Colleagues among whom a case or a promise can be given."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bansou.commons.organisations.models import Membership, Role

COUNSELLING = (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR)


def counselling_members(organisation_id: UUID | None, day: date) -> QuerySet[Membership]:
    """Who counsels in an organisation on a day, by name."""
    return (
        Membership.objects.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            organisation_id=organisation_id,
            role__in=COUNSELLING,
            from_on__lte=day,
        )
        .select_related("user", "organisation")
        .order_by("user__name", "id")
    )


def choices(
    members: QuerySet[Membership], own: UUID | None, *, without: UUID | None = None
) -> list[tuple[str, str]]:
    """Members as choices of a form, oneself first and marked."""
    rows = sorted(members, key=lambda member: member.pk != own)
    return [(str(member.pk), _called(member, own)) for member in rows if member.pk != without]


def _called(member: Membership, own: UUID | None) -> str:
    name = member.user.name
    return _("%(name)s（自分）") % {"name": name} if member.pk == own else name
