"""Psychological counselling on a case: what everybody may know, and the record for the team."""
