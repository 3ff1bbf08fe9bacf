"""What is done with a person before work."""
