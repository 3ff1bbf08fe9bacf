"""Decisions about a company's willingness from plain values."""

from datetime import date, timedelta


def is_to_be_asked_again(said_on: date, today: date, days: int) -> bool:
    """Tell whether what was said is older than it holds: after so many days it is 要確認."""
    return today - said_on > timedelta(days=days)
