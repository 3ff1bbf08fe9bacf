"""All tables of this room, gathered for Django."""

from bansou.support.consultation.models import Consultation

__all__ = ["Consultation"]
