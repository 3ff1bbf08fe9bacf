"""Promises: what is owed to whom, by whom, until when."""
