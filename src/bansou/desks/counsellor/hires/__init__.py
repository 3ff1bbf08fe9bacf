"""Hires at the counsellor's desk: recorded on the case, counted by the programme."""
