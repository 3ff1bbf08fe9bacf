"""Days and moments in Japan: fiscal years, ages, months, and how each is written.

The time itself is never read here: it comes in from outside.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from bansou.commons.eras import era_year, wareki, weekday_of
from bansou.commons.written_days import UnreadableDay, day_or_none, parse_day

__all__ = [
    "JST",
    "FiscalYear",
    "UnreadableDay",
    "add_months",
    "age_on",
    "clock_time",
    "day_begins_at",
    "day_in_list",
    "day_in_sentence",
    "day_or_none",
    "fiscal_year_of",
    "local_day",
    "local_moment",
    "moment_on_paper",
    "moment_on_screen",
    "parse_day",
    "relative_days",
    "wareki",
    "weekday_of",
]

JST = ZoneInfo("Asia/Tokyo")


def local_moment(moment: datetime) -> datetime:
    """Give the same moment as the clocks in Japan show it.

    :raises ValueError: the moment has no time zone
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(JST)


def local_day(moment: datetime) -> date:
    """Give the day in Japan on which a moment falls.

    :raises ValueError: the moment has no time zone
    """
    return local_moment(moment).date()


def day_begins_at(day: date) -> datetime:
    """Give the moment at which a day begins in Japan; a day's end is the next day's beginning."""
    return datetime.combine(day, time(), tzinfo=JST)


# Fiscal years


def fiscal_year_of(day: date) -> int:
    """Give the fiscal year of a day by the year in which it began: 2022-03-31 is 2021."""
    return day.year - (day.month < 4)


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year, 1 April to 31 March, both included, named by the year it begins in."""

    year: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(fiscal_year_of(day))

    @property
    def starts_on(self) -> date:
        return date(self.year, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.year + 1, 3, 31)

    def day(self, month: int, day: int) -> date:
        """The day of this year with that number, such as 24 November."""
        return date(self.year + (month < 4), month, day)

    @property
    def label(self) -> str:
        """令和3年度, 令和元年度.

        A fiscal year bears the era of its middle, 1 October. That gives 令和元年度 for all of
        2019, as the government decided then, and 昭和63年度 for the one in which 平成 began.
        """
        return f"{era_year(date(self.year, 10, 1))}度"

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return self.label


# Lengths of time


def age_on(born_on: date, day: date) -> int:
    """Give the full years of age on a day; who was born on 29 February turns on 1 March.

    :raises ValueError: the day lies before the birth
    """
    if day < born_on:
        raise ValueError("nobody has an age before being born")
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def add_months(day: date, months: int) -> date:
    """Go forward (or back) by whole months; where the month is too short, to its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


# Writing on screens and paper


def day_in_list(day: date, today: date) -> str:
    """Write 11/24（水）, in another fiscal year than today's 令和4年4月1日."""
    if fiscal_year_of(day) != fiscal_year_of(today):
        return wareki(day)
    return f"{day.month}/{day.day}（{weekday_of(day)}）"


def day_in_sentence(day: date, today: date) -> str:
    """Write 11月24日（水）, in another fiscal year than today's 令和4年4月1日."""
    if fiscal_year_of(day) != fiscal_year_of(today):
        return wareki(day)
    return f"{day.month}月{day.day}日（{weekday_of(day)}）"


def moment_on_screen(moment: datetime, today: date) -> str:
    """Write 11月24日（水）11:00, in another fiscal year than today's 令和4年4月1日 11:00."""
    local = local_moment(moment)
    day = day_in_sentence(local.date(), today)
    return f"{day}{'' if day.endswith('）') else ' '}{local:%H:%M}"


def moment_on_paper(moment: datetime) -> str:
    """Write 令和3年11月24日 11:00."""
    local = local_moment(moment)
    return f"{wareki(local.date())} {local:%H:%M}"


def clock_time(moment: datetime) -> str:
    """Write the time of a draft: 11:47:08."""
    return f"{local_moment(moment):%H:%M:%S}"


def relative_days(day: date, today: date, *, owed: bool = False) -> str:
    """Write how far a day is from today: 今日, 明日, 5日前; further ahead the day itself.

    :param owed: the day is a term to be kept; when it has passed: 昨日まで, 33日超過
    """
    ahead = (day - today).days
    if ahead > 1:
        return day_in_list(day, today)
    if ahead >= 0:
        return ("今日", "明日")[ahead]
    if not owed:
        return f"{-ahead}日前"
    return "昨日まで" if ahead == -1 else f"{-ahead}日超過"
