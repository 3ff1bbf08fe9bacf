"""Asking after a hire how it goes: on the scheme's days, by itself, until somebody has answered."""
