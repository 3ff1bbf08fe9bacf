"""Letting companies in, and taking what they offer."""
