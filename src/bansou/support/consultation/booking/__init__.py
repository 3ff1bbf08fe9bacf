"""Bookings: the desks' hours, who sits when, and times promised to people."""
