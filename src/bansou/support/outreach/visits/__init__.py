"""Visits at home and company to a clinic, from the plan to the record."""
