"""Hires: routes, qualification used, evidence levels."""
