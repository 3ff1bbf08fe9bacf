"""The company's page: what it is, what it offers, and whether that still stands."""
