"""The family and others around somebody: how to reach them, and what they said themselves."""
