"""Decisions about openings from plain values."""

from datetime import date, timedelta


def is_to_be_confirmed(begun_on: date, confirmed_on: date | None, today: date, days: int) -> bool:
    """Tell whether nobody has heard of it for more than so many days."""
    return today - (confirmed_on or begun_on) > timedelta(days=days)
