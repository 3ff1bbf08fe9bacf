"""All tables of this room, gathered for Django."""

from bansou.placement.followup.models import FollowUp
from bansou.placement.hires.models import Hire

__all__ = ["FollowUp", "Hire"]
