"""Whether a form has arrived before."""

from uuid import UUID

from bansou.commons.access.actors import Actor
from bansou.commons.requests.models import RequestKey


def was_sent(by: Actor, key: UUID, action: str) -> bool:
    """Tell whether this actor's form with this key has been answered already."""
    return RequestKey.objects.filter(
        organisation_id=by.organisation_id, key=key, actor_id=by.user_id, action=action
    ).exists()
