"""All tables of this room, gathered for Django."""

from bansou.placement.hires.models import Hire

__all__ = ["Hire"]
