"""Tests mirror the rooms; `house/` holds the house's own rules, `plugins/` what all tests share."""
