"""The town in which bookings are made."""

from tests.desks.counsellor.conftest import town

__all__ = ["town"]
