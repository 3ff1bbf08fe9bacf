"""What an officer brings along: answers to hesitations, and the subsidies with their dates."""
