"""Decisions about hires from plain values."""

from datetime import date


def is_in_job(day: date, hired_on: date, left_on: date | None) -> bool:
    """Tell whether a day lies between the first and the last day of a job, both included."""
    return hired_on <= day <= (left_on or date.max)
