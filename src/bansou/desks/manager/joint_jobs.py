"""Counting a body's part of a joint project anew, in the background, as that body's own service."""

from uuid import UUID

from django.utils import timezone

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.jobs.declaring import job
from bansou.evidence.joint.actions import count_part
from bansou.evidence.joint.models import JointPart


@job("joint.count", service="joint")
def count_joint(actor: Actor, *, project: UUID) -> None:
    """Count what this body has; nothing but numbers will be seen of it elsewhere."""
    now = timezone.now()
    parts = JointPart.objects.select_related("programme").filter(
        organisation_id=actor.require_organisation(), project_id=project, left_at=None
    )
    for part in parts:
        count_part(part=part, as_of=local_day(now), at=now)
