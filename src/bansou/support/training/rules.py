"""Decisions about courses from plain values: days, legal hours, age, what must be held before."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, time, timedelta

from bansou.schemes.courses import Qualification

#: Courses that take longer than this are two courses.
_LONGEST_DAYS = 3 * 366


def days_of_run(
    first_on: date,
    count: int,
    *,
    weekdays: Collection[int],
    is_left_out: Callable[[date], bool] = lambda _day: False,
) -> tuple[date, ...]:
    """The first `count` days from `first_on` on that lie on the weekdays and are not left out.

    :param weekdays: 0 is Monday; none of them gives no day
    """
    found: list[date] = []
    for ahead in range(_LONGEST_DAYS if weekdays else 0):
        day = first_on + timedelta(days=ahead)
        if day.weekday() in weekdays and not is_left_out(day):
            found.append(day)
        if len(found) >= count:
            break
    return tuple(found[:count])


def minutes_a_day(starts_at: time, ends_at: time, break_minutes: int) -> int:
    """How long one day of a run is, without its break."""
    begins, ends = (60 * it.hour + it.minute for it in (starts_at, ends_at))
    return ends - begins - break_minutes


def legal_hours(
    qualification: Qualification, held: Collection[str], *, proven: Collection[str]
) -> int | None:
    """The fewest hours that are enough for who holds these; None where the register has none.

    :param proven: the experiences at work that they can prove, in the register's words
    """
    enough = [
        rule.hours
        for rule in qualification.hours
        if set(rule.holding) <= set(held) and (not rule.experience or rule.experience in proven)
    ]
    return min(enough, default=None)


def hours_not_offered(qualification: Qualification, offered: Collection[int | None]) -> int | None:
    """The hours that somebody needs who holds and proves nothing, where no course has as many.

    :param offered: the hours of each course for it; None: decided with each run
    """
    needed = legal_hours(qualification, (), proven=())
    longest = None if None in offered else max((it for it in offered if it), default=None)
    return needed if needed and longest and longest < needed else None


def experiences_named(
    qualification: Qualification, said: bool | Collection[str]
) -> tuple[str, ...] | None:
    """Which experiences at work are meant by a mark, or by a part of their names.

    :returns: None where it cannot be told: a mark beside several, or words that fit none or several
    """
    known = qualification.experiences
    if isinstance(said, bool):
        return (known if len(known) < 2 else None) if said else ()
    meant = [[it for it in known if _folded(part) in _folded(it)] for part in said]
    if any(len(fitting) != 1 for fitting in meant):
        return None
    return tuple(dict.fromkeys(it for (it,) in meant))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def missing_before(qualification: Qualification, held: Collection[str]) -> tuple[str, ...]:
    """Keys of the qualifications that must be held before a course and are not."""
    return tuple(key for key in qualification.prerequisites if key not in held)


def is_old_enough(qualification: Qualification, age: int) -> bool:
    """Tell whether somebody of this age may take a course for the qualification."""
    return qualification.minimum_age is None or age >= qualification.minimum_age


def days_to_make_up(numbers: Collection[int], attended: Collection[int]) -> tuple[int, ...]:
    """The numbers of the course's days that somebody has not attended in any run yet."""
    return tuple(sorted(set(numbers) - set(attended)))


def expiry(qualification: Qualification, obtained_on: date) -> date | None:
    """The last day on which a qualification holds; None where it holds for ever."""
    if qualification.valid_years is None:
        return None
    year = obtained_on.year + qualification.valid_years
    try:
        same_day = obtained_on.replace(year=year)
    except ValueError:
        same_day = date(year, 3, 1)
    return same_day - timedelta(days=1)


def is_holding(expires_on: date | None, day: date) -> bool:
    """Tell whether a qualification that expires then holds on a day."""
    return expires_on is None or day <= expires_on


def with_amounts(
    lines: Collection[Mapping[str, object]], amounts: Mapping[str, int | None]
) -> list[dict[str, object]]:
    """The lines of a course's costs with the amounts of one run, by kind."""
    return [{**line, "yen": amounts.get(str(line["kind"]), line.get("yen"))} for line in lines]
