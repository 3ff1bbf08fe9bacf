"""Bookings at the desk: the week, the day, one booking, who waits, and how desks are set up."""
