"""What an officer brings along: the answer kit and the guide to subsidies."""
