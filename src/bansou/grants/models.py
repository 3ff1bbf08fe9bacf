"""All tables of this room, gathered for Django."""

from bansou.grants.casebook.models import CaseSheet, PublishedSheet, SheetDecision, SheetWording

__all__ = ["CaseSheet", "PublishedSheet", "SheetDecision", "SheetWording"]
