"""A month as a calendar shows it: whole weeks from Sunday on, holidays by name, what is held."""

import re
from calendar import SUNDAY, Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from bansou.commons.clock import add_months, weekday_of
from bansou.commons.eras import era_year
from bansou.commons.holidays import holiday_name

#: Nothing is planned or remembered beyond this century.
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the calendar; `held` is what takes place on it."""

    on: date
    holiday: str
    is_in_month: bool
    held: Sequence[Any] = ()

    @property
    def weekday(self) -> str:
        return weekday_of(self.on)

    @property
    def is_off(self) -> bool:
        """Sundays and holidays are written in another colour, with their name beside it."""
        return bool(self.holiday) or self.on.weekday() == 6


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks, and the months around it."""

    first: date
    weeks: Sequence[Sequence[Square]]

    @property
    def name(self) -> str:
        """令和8年12月."""
        return gettext("%(year)s%(month)d月") % {
            "year": era_year(self.first),
            "month": self.first.month,
        }

    @property
    def before(self) -> str:
        return f"{add_months(self.first, -1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{add_months(self.first, 1):%Y-%m}"

    @property
    def from_on(self) -> date:
        return self.weeks[0][0].on

    @property
    def until_on(self) -> date:
        return self.weeks[-1][-1].on


def read_month(written: str, otherwise: date) -> date:
    """The first day of the month that an address names (2026-12), else of another day's."""
    found = _MONTH.fullmatch(written)
    return date(int(found[1]), int(found[2]), 1) if found else otherwise.replace(day=1)


def month_of(first: date, held: Mapping[date, Iterable[Any]] | None = None) -> Month:
    """The weeks of a month with what is held on each day."""
    by_day = held or {}
    weeks = Calendar(firstweekday=SUNDAY).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [
                Square(on, holiday_name(on), on.month == first.month, list(by_day.get(on, ())))
                for on in week
            ]
            for week in weeks
        ],
    )
