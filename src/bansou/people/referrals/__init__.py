"""Hand-over to contractors and partners."""
