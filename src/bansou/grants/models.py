"""All tables of this room, gathered for Django."""

from bansou.grants.casebook.models import CaseSheet

__all__ = ["CaseSheet"]
