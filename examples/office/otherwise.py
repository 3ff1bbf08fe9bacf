"""令和3年度 as it might have gone otherwise: the same people, other days, other records taken back.

Which figures come out of it depends on the seed alone; `count_tomakomai.py` counts them.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from examples.office import year_2021
from examples.office.lists import FORK, KUDO
from examples.office.records import Case, Hire, Ledger, Qualification, Talk, open_days

FIRST, LAST = date(2021, 3, 22), date(2022, 4, 13)


def ledger(seed: int) -> Ledger:
    """The whole workbook of a year that went otherwise; the same seed tells the same."""
    told = year_2021.ledger()
    chance = _Chance(Random(seed))  # noqa: S311 - nothing here is secret
    for case in told.cases:
        chance.change(case)
    return told


class _Chance:
    """Changes what happened on cases, some of it each time."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def change(self, case: Case) -> None:
        """Change the days, what was taken back, and how the support ended."""
        case.talks = [self._talk(talk) for talk in case.talks]
        case.talks.sort(key=lambda talk: (talk.on, talk.starts))
        case.qualifications = [self._qualification(each) for each in case.qualifications]
        case.hires = [self._hire(hire) for hire in case.hires]
        if self._happens(0.2):
            case.withdrew_on, case.ended_on = self._day(case.registered_on), None
            case.ended_because = "本人の都合"

    def _talk(self, talk: Talk) -> Talk:
        is_withdrawn = talk.is_withdrawn != self._happens(0.3)
        on = self._near(talk.on)
        # Not all of the others were at the office on every day.
        return replace(
            talk, on=on, by=talk.by if on == talk.on else KUDO, is_withdrawn=is_withdrawn
        )

    def _qualification(self, each: Qualification) -> Qualification:
        is_withdrawn = each.is_withdrawn != self._happens(0.2)
        return replace(each, on=self._near(each.on), is_withdrawn=is_withdrawn)

    def _hire(self, hire: Hire) -> Hire:
        begins = self._near(hire.on)
        return replace(
            hire,
            on=begins,
            left_on=hire.left_on + (begins - hire.on) if hire.left_on else None,
            used="" if self._happens(0.2) else hire.used or (FORK if self._happens(0.5) else ""),
            is_withdrawn=hire.is_withdrawn != self._happens(0.2),
        )

    def _happens(self, share: float) -> bool:
        return self._random.random() < share

    def _near(self, day: date) -> date:
        """Mostly the same day, else one on which the desk is open, up to three months away."""
        if self._happens(0.6):
            return day
        return self._day(day - timedelta(days=90), day + timedelta(days=90))

    def _day(self, since: date, until: date = LAST) -> date:
        return self._random.choice(open_days(max(since, FIRST), min(until, LAST)))
