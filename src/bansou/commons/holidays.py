"""Public holidays of Japan: 国民の祝日 with substitutes and days between (docs/decisions/0015)."""

from datetime import date

import jpholiday


def holiday_name(day: date) -> str:
    """What a holiday is called; empty for every other day."""
    return jpholiday.is_holiday_name(day) or ""


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday; Sundays alone are none."""
    return bool(holiday_name(day))
