"""All tables of this room, gathered for Django."""

from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.joint.models import JointPart, JointProject, JointTrace, JointTwins, JointUnit

__all__ = [
    "JointPart",
    "JointProject",
    "JointTrace",
    "JointTwins",
    "JointUnit",
    "Measure",
    "Target",
]
