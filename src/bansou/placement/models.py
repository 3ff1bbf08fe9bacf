"""All tables of this room, gathered for Django."""

from bansou.placement.followup.models import FollowUp, StayReport
from bansou.placement.hires.models import Hire
from bansou.placement.matching.models import Proposal, WorkWish

__all__ = ["FollowUp", "Hire", "Proposal", "StayReport", "WorkWish"]
