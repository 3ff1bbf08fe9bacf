"""All tables of this room, gathered for Django."""

from bansou.evidence.indicators.models import Measure, Target

__all__ = ["Measure", "Target"]
