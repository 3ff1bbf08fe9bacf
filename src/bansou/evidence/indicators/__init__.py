"""Targets, and numbers frozen with their evidence."""
