"""Visits and trials on a case: what was asked for and how it went, and asking for one."""
