"""All tables of this room, gathered for Django."""

from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.joint.models import JointPart, JointProject, JointTwins, JointUnit

__all__ = ["JointPart", "JointProject", "JointTwins", "JointUnit", "Measure", "Target"]
