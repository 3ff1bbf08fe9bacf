"""和暦: the eras from 明治 on, and the one formatter of days on paper."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

WEEKDAYS = "月火水木金土日"

# Until 明治5年12月2日 months followed the moon; such dates cannot be read as ours.
CIVIL_CALENDAR_FROM = date(1873, 1, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """An era; `first` and `last` belong to it, `last` is open while the era runs.

    The changes of 1912 and 1926 took effect on the day itself, which therefore belongs to both
    eras; we write it with the new one.
    """

    name: str
    letter: str
    first: date
    last: date | None

    @property
    def short(self) -> str:
        return self.name[0]

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


ERAS = (
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1), None),
)
_FIRST_DAYS = [era.first for era in ERAS]


def era_of(day: date) -> Era:
    """Give the era in which a day is written.

    :raises ValueError: the day lies before 明治
    """
    place = bisect_right(_FIRST_DAYS, day)
    if not place:
        raise ValueError(f"{day} lies before the first era we know")
    return ERAS[place - 1]


def era_year(day: date) -> str:
    """Write the year of a day: 令和3年, 令和元年."""
    era = era_of(day)
    number = day.year - era.first.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def wareki(day: date, *, weekday: bool = False) -> str:
    """Write a day for paper: 令和3年11月24日, with the weekday 令和3年11月24日（水）.

    A day before the civil calendar of 1873 is written 西暦1872年1月1日.
    """
    year = f"西暦{day.year}年" if day < CIVIL_CALENDAR_FROM else era_year(day)
    written = f"{year}{day.month}月{day.day}日"
    return f"{written}（{weekday_of(day)}）" if weekday else written


def short_wareki(day: date) -> str:
    """Write a day as offices note it down: R3.11.24."""
    era = era_of(day)
    return f"{era.letter}{day.year - era.first.year + 1}.{day.month}.{day.day}"


def weekday_of(day: date) -> str:
    """Give the weekday of a day as one character: 月 to 日."""
    return WEEKDAYS[day.weekday()]
