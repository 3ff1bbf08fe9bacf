"""The day: what is owed, who was not heard of, what is half written."""
