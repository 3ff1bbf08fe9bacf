"""On which days banks carry transfers out."""

from collections.abc import Callable
from datetime import date, timedelta

_SATURDAY = 5
#: From the last day of the year to the third of January (month, day).
_TURN_OF_THE_YEAR = {(12, 31), (1, 1), (1, 2), (1, 3)}


def is_bank_day(day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Tell whether banks are open: neither weekend, holiday nor the turn of the year."""
    at_turn = (day.month, day.day) in _TURN_OF_THE_YEAR
    return day.weekday() < _SATURDAY and not at_turn and not is_holiday(day)


def next_bank_day(day: date, is_holiday: Callable[[date], bool]) -> date:
    """The first day from `day` on, itself included, on which banks are open."""
    while not is_bank_day(day, is_holiday):
        day += timedelta(days=1)
    return day
