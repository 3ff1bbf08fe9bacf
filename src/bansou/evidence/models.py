"""All tables of this room, gathered for Django."""

from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.joint.models import JointPart, JointProject, JointUnit

__all__ = ["JointPart", "JointProject", "JointUnit", "Measure", "Target"]
