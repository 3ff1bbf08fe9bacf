"""Who goes to companies: the officers of the organisation, and whoever sits at the desk."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Membership, Role


def visiting_members(
    actor: Actor, day: date, *, also: Membership | None = None
) -> list[tuple[str, str]]:
    """Members as choices of a form, oneself first and marked.

    :param also: somebody who stands in the record, whatever they are today
    """
    current = Q(until_on=None) | Q(until_on__gte=day)
    members = Membership.objects.filter(
        current,
        Q(role=Role.MATCHING_OFFICER) | Q(pk=actor.membership_id),
        organisation_id=actor.organisation_id,
        from_on__lte=day,
    ).select_related("user")
    rows = sorted(members, key=lambda one: (one.pk != actor.membership_id, one.user.name))
    choices = [(str(one.pk), _called(one, actor)) for one in rows]
    if also is not None and str(also.pk) not in dict(choices):
        choices.append((str(also.pk), also.user.name))
    return choices


def _called(member: Membership, actor: Actor) -> str:
    name = member.user.name
    return _("%(name)s（自分）") % {"name": name} if member.pk == actor.membership_id else name
