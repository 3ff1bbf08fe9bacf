"""Consultations: recording, correcting, what two people wrote at once."""
