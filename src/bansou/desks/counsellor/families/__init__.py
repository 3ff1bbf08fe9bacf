"""Contacts around somebody and what they said, on pages of their own."""
