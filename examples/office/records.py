"""What the office keeps: cases with their talks, qualifications and hires, visits to companies."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from examples.office.companies import Company
from examples.office.people import Person


@dataclass(frozen=True)
class Colleague:
    """Somebody who works for the programme; `until_on` empty: still here."""

    name: str
    email: str
    belongs_to: str
    role: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Talk:
    """One consultation."""

    on: date
    starts: time
    ends: time
    channel: str
    kind: str
    by: str
    note: str
    own_words: str = ""
    view: str = ""
    level: int = 2
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Qualification:
    """A qualification that somebody obtained."""

    name: str
    on: date
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Hire:
    """A start to work; `company` or, where it is not on the list, the name alone."""

    on: date
    employment: str
    industry: str
    company: Company | None = None
    employer: str = ""
    used: str = ""
    route: str = "紹介"
    confirmed_by: str = "本人申告"
    left_on: date | None = None
    is_withdrawn: bool = False


@dataclass
class Case:
    """One accompaniment, with all that happened on it. `formerly_by`: whose it was till autumn."""

    number: str
    person: Person | None
    registered_on: date
    by: str
    formerly_by: str = ""
    client: str = "本人"
    alias: str = ""
    category: str = ""
    pathway: str = ""
    ended_on: date | None = None
    withdrew_on: date | None = None
    ended_because: str = ""
    avoid: str = ""
    next_action: str = ""
    next_action_on: date | None = None
    referred_on: date | None = None
    talks: list[Talk] = field(default_factory=list)
    qualifications: list[Qualification] = field(default_factory=list)
    hires: list[Hire] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """A visit or call to a company."""

    company: Company
    on: date
    by: str
    channel: str
    note: str
    next_action: str = ""


@dataclass
class Ledger:
    """Everything in one workbook."""

    fiscal_year: int
    targets: tuple[tuple[str, int], ...]
    targets_decided_on: date
    colleagues: list[Colleague]
    companies: list[Company]
    cases: list[Case]
    visits: list[Visit]


# The public holidays with a day of their own, the days around New Year, and what moved in 2021.
_MOVED = {date(2021, 7, 22), date(2021, 7, 23), date(2021, 8, 9)}
_HAPPY_MONDAYS = {(1, 2), (7, 3), (9, 3), (10, 2)}
_CLOSED = {
    (1, 1), (1, 2), (1, 3), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3),
    (11, 23), (12, 29), (12, 30), (12, 31),
}  # fmt: skip


def is_open(day: date) -> bool:
    """Tell whether the desk is open: weekdays that are no holiday, substitutes aside."""
    return day.weekday() < 5 and day not in _MOVED and not _is_holiday(day)


def _is_holiday(day: date) -> bool:
    if day.weekday() == 0 and (day.month, (day.day + 6) // 7) in _HAPPY_MONDAYS:
        return True
    return (day.month, day.day) in _CLOSED or day in _equinoxes(day.year)


def _equinoxes(year: int) -> tuple[date, date]:
    """Good for 1980 to 2099."""
    passed = year - 1980
    spring, autumn = (int(d + 0.242194 * passed) - passed // 4 for d in (20.8431, 23.2488))
    return date(year, 3, spring), date(year, 9, autumn)


def open_days(first: date, last: date) -> list[date]:
    """The days from first to last on which the desk is open."""
    return [day for day in _days(first, last) if is_open(day)]


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
