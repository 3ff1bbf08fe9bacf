"""Forms and calls that are posted twice do their work once."""
