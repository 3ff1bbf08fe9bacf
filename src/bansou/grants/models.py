"""All tables of this room, gathered for Django."""

from bansou.grants.casebook.models import CaseSheet, PublishedSheet, SheetDecision

__all__ = ["CaseSheet", "PublishedSheet", "SheetDecision"]
