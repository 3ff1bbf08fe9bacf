"""The person: identity, names, contact."""
